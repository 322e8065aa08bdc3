"""All samples, and the files they become."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from io import StringIO

from . import city, county, errors, family, final, small, workbook
from .blocks import Sample, Text
from .ledger import seen_names
from .write_office import write_docx, write_xlsx
from .write_pdf import write_pdf
from .write_text import write_cell_lines, write_html, write_tab_rows

FACT_COLUMNS = (
    *("file", "statement", "line_name", "functional_code", "economic_code"),
    *("measure", "fund_source", "fiscal_year", "stage", "amount"),
)
FINDING_COLUMNS = ("file", "statement", "rule", "node", "provided", "expected")
_WRITERS: dict[str, Callable[[Sample], bytes]] = {
    ".docx": write_docx,
    ".pdf": write_pdf,
    ".xlsx": write_xlsx,
    ".html": write_html,
    "_cells.txt": write_cell_lines,
    "_rows.txt": write_tab_rows,
}


def samples() -> list[Sample]:
    """Every sample document."""
    return [
        county.sample(),
        city.sample(),
        workbook.sample(),
        final.sample(),
        errors.sample(),
        small.cell_lines(),
        small.tab_rows(),
        small.page(),
        small.unruled(),
        *family.samples(),
    ]


def render(sample: Sample) -> bytes:
    """The bytes of ``sample`` in the format its name ends in."""
    return next(write for ending, write in _WRITERS.items() if sample.name.endswith(ending))(sample)


def expected_facts(built: list[Sample]) -> str:
    """truth/expected.csv: one row per printed amount, in yuan."""
    rows = [
        [
            *(s.name, f.statement, f.line_name, f.functional_code, f.economic_code),
            *(f.measure, f.fund_source, str(f.fiscal_year), f.stage, _yuan(f.amount)),
        ]
        for s in built
        for f in s.facts()
    ]
    return _csv(FACT_COLUMNS, rows)


def expected_findings() -> str:
    """truth/expected_findings.csv: what a check must say about the planted errors."""
    rows = [[errors.FILE, p.statement, p.rule, p.node, _yuan(p.provided), _yuan(p.expected)] for p in errors.findings()]
    return _csv(FINDING_COLUMNS, rows)


def _yuan(amount: Decimal) -> str:
    return str(amount.quantize(Decimal("0.01")))


def _csv(columns: tuple[str, ...], rows: list[list[str]]) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def files() -> dict[str, bytes]:
    """Every generated file by its path in the project: the documents, and the truth tests hold them to."""
    built = samples()
    out = {f"samples/{s.name}": render(s) for s in built}
    out["tests/samples/truth/expected.csv"] = expected_facts(built).encode()
    out["tests/samples/truth/expected_findings.csv"] = expected_findings().encode()
    return out


def characters() -> str:
    """What the bundled font must hold: every character the PDF samples print, ASCII, and all names of codes."""
    pdfs = [s for s in samples() if s.name.endswith(".pdf")]
    texts = [b.text for s in pdfs for b in s.blocks if isinstance(b, Text)]
    for s in pdfs:
        for table in s.tables():
            texts += [table.title, table.number, *table.meta, *table.notes]
            texts += [cell.text for row in table.rows for cell in row if cell is not None]
    texts += ["".join(map(chr, range(32, 127))), "　“”‘’（）《》、，。；：！？·—…％≥≤", *seen_names()]
    return "".join(sorted(set("".join(texts)) - {"\n"}))
