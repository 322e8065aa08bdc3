"""Rows of several documents at once, by document: one query a table, not one a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from dataclasses import dataclass, field

import duckdb

from gouji.site.access import Row, rows

_THESE = "document_id IN (SELECT unnest(?::VARCHAR[]))"
_STATEMENTS = f"""
SELECT s.*, c.status, c.assurance, c.lines
FROM raw.statement s LEFT JOIN core.statement c USING (document_id, part_no, table_no)
WHERE s.{_THESE} ORDER BY document_id, part_no, table_no
"""
_GRIDS = f'SELECT document_id, grid_no, page, "rows", cols FROM raw.grid WHERE {_THESE}'
_PAGES = f"SELECT document_id, page, width, height, name FROM raw.page WHERE {_THESE}"
# Tuples, not dictionaries, and in no order: there are a thousand cells to a document, each with its place.
_CELLS = f"""
SELECT document_id, grid_no, row_no, col_no, row_span, col_span, text
FROM raw.cell WHERE {_THESE}
"""
_PLACES = """
SELECT c.document_id, c.page, c.grid_no, c.row_no, c.col_no, c.x0, c.top, c.x1, c.bottom FROM raw.cell c
SEMI JOIN (SELECT unnest(?::VARCHAR[]) AS document_id, unnest(?::BIGINT[]) AS page) USING (document_id, page)
WHERE c.x0 IS NOT NULL
"""
_RESULTS = f"""
SELECT result_id, rule_id, document_id, part_no, table_no, node, lhs::VARCHAR AS lhs, rhs::VARCHAR AS rhs,
       residual::VARCHAR AS residual, tolerance::VARCHAR AS tolerance, verdict
FROM quality.result WHERE {_THESE} AND verdict NOT IN ('not_applicable', 'not_evaluable')
ORDER BY table_no, rule_id, node, result_id
"""
_TERMS = """
SELECT result_id, line_id, coefficient, side FROM quality.term
WHERE result_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY ALL
"""
_LINES = """
SELECT line_id, document_id, line_name, column_title, amount, amount_published, unit, page, grid_no, row_no, col_no
FROM {table} WHERE {where}
"""
# Tables with figures that equations may read, and the column that names a figure there.
_FIGURES = {
    "fact_budget": "line_name",
    "fact_claim": "subject_name",
    "fact_project": "project_name",
    "fact_procurement": "line_name",
    "fact_state_asset": "line_name",
}
CellRow = tuple[str, int, int, int, int, int, str]  # document, grid, row, column, row span, column span, text
TermRow = tuple[str, str, int, str]  # result, line, coefficient, side
Box = tuple[float, float, float, float]  # left, top, right, bottom in points


@dataclass(slots=True)
class DocumentRows:
    """What the warehouse holds of one document; ``lines`` also has the cells of other documents its equations read."""

    statements: list[Row] = field(default_factory=list)
    grids: dict[int, Row] = field(default_factory=dict)
    pages: dict[int, Row] = field(default_factory=dict)
    cells: dict[int, list[CellRow]] = field(default_factory=lambda: defaultdict(list))
    places: dict[tuple[int, str], Box] = field(default_factory=dict)
    results: list[Row] = field(default_factory=list)
    terms: dict[str, list[TermRow]] = field(default_factory=lambda: defaultdict(list))
    lines: dict[str, Row] = field(default_factory=dict)


def load_documents(
    connection: duckdb.DuckDBPyConnection, document_ids: Sequence[str], boxed: Sequence[tuple[str, int]] = ()
) -> dict[str, DocumentRows]:
    """The rows of these documents, by document id; ``places`` of cells only on the pages (document, page) ``boxed``."""
    found = {document_id: DocumentRows() for document_id in document_ids}
    wanted = [list(document_ids)]
    for row in rows(connection, _STATEMENTS, wanted):
        found[row["document_id"]].statements.append(row)
    for row in rows(connection, _GRIDS, wanted):
        found[row["document_id"]].grids[row["grid_no"]] = row
    for row in rows(connection, _PAGES, wanted):
        found[row["document_id"]].pages[row["page"]] = row
    for cell in connection.execute(_CELLS, wanted).fetchall():
        found[cell[0]].cells[cell[1]].append(cell)
    if boxed:
        for place in connection.execute(_PLACES, [[one for one, _ in boxed], [page for _, page in boxed]]).fetchall():
            found[place[0]].places[place[1], f"{place[2]}-{place[3]}-{place[4]}"] = place[5:]
    _equations(connection, found, wanted)
    return found


def _equations(connection: duckdb.DuckDBPyConnection, found: dict[str, DocumentRows], wanted: list[list[str]]) -> None:
    of_result: dict[str, str] = {}
    for row in rows(connection, _RESULTS, wanted):
        found[row["document_id"]].results.append(row)
        of_result[row["result_id"]] = row["document_id"]
    read: set[str] = set()
    for term in connection.execute(_TERMS, [list(of_result)]).fetchall():
        found[of_result[term[0]]].terms[term[0]].append(term)
        read.add(term[1])
    lines: dict[str, Row] = {}
    for table in ("core.fact_budget", "quarantine.fact_budget"):
        for row in rows(connection, _LINES.format(table=table, where=_THESE), wanted):
            lines[row["line_id"]] = row
            found[row["document_id"]].lines[row["line_id"]] = row
    lines |= _elsewhere(connection, read - lines.keys())
    for one in found.values():
        for terms in one.terms.values():
            for term in terms:
                line = lines.get(term[1])
                if line is not None:
                    one.lines[term[1]] = line


def _elsewhere(connection: duckdb.DuckDBPyConnection, line_ids: Set[str]) -> dict[str, Row]:
    """Lines that are no money cell of these documents: of forms, of the narrative, of another year's document."""
    if not line_ids:
        return {}
    missing = sorted(line_ids)
    # A line is named after its document; by document the tables are in order, by line they would be read whole.
    of = "SELECT document_id FROM raw.document WHERE left(document_id, 16) IN (SELECT DISTINCT left(unnest(?), 16))"
    documents = [document_id for (document_id,) in connection.execute(of, [missing]).fetchall()]
    where = f"{_THESE} AND line_id IN (SELECT unnest(?::VARCHAR[]))"
    found: dict[str, Row] = {}
    for table, name in _FIGURES.items():
        for schema in ("core", "quarantine"):
            place = "page, NULL AS grid_no, NULL AS row_no, NULL AS col_no"
            if table != "fact_claim":  # a figure in running text stands in no cell
                place = "page, grid_no, row_no, col_no"
            title = "column_title" if table == "fact_budget" else "NULL AS column_title"
            sql = f"""SELECT line_id, document_id, {name} AS line_name, {title}, amount, amount_published, unit, {place}
                FROM {schema}.{table} WHERE {where}"""
            found |= {row["line_id"]: row for row in rows(connection, sql, [documents, missing])}
    return found
