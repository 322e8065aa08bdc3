"""Small hand-made disclosures: documents, statements and lines as frames ready to publish."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import polars as pl

from pipelines.model.schema import empty_frame, frame_schema

READ_AT = datetime(2026, 1, 1)  # noqa: DTZ001 (UTC without a zone, as the warehouse keeps it)
Column = str | tuple[str, str]
Cells = Mapping[Column, str] | Sequence[tuple[Column, str]]


@dataclass
class Statement:
    """One printed table; ``line`` adds a row of it and returns its number."""

    document: Document
    statement: str
    table_no: int
    fund: str | None = None
    quarantined: bool = False
    count: int = 0

    def line(
        self,
        name: str,
        cells: Cells,
        *,
        code: str | None = None,
        economic: str | None = None,
        government: str | None = None,
        role: str = "item",
        parent: int | None = None,
        leaf: bool = True,
        flow: str = "expenditure",
        year: int | None = None,
        stage: str | None = None,
        block: int = 1,
        unit: str | None = None,
        source: str | None = None,
    ) -> int:
        """``cells``: measure (or (measure, fund_source)) -> amount in yuan as text; pairs where columns share both."""
        self.count += 1
        columns = list(cells.items() if isinstance(cells, Mapping) else cells)
        total = role in {"total", "grand_total", "current_total"}
        for column, (key, amount) in enumerate(columns):
            measure, fund = key if isinstance(key, tuple) else (key, source or self.fund)
            self.document.add(
                self,
                line_no=self.count,
                line_name=name,
                functional_code=code,
                economic_code=economic,
                government_economic_code=government,
                line_role=role,
                parent_line_no=parent,
                block_no=block,
                unit_name=unit,
                is_leaf=leaf and not total,
                is_total=total,
                flow=flow,
                measure=measure,
                fund_source=fund,
                amount=Decimal(amount),
                amount_published=amount,
                col_no=column + 1,
                fiscal_year=year or self.document.year,
                stage=stage or self.document.stage,
            )
        return self.count


@dataclass
class Document:
    """One disclosure: a part of a file."""

    books: Books
    document_id: str
    part_no: int
    department: str
    year: int
    stage: str
    tables: int = 0

    def table(self, statement: str, *, fund: str | None = None, quarantined: bool = False) -> Statement:
        """A new printed table."""
        self.tables += 1
        return Statement(self, statement, self.tables, fund, quarantined)

    def add(self, table: Statement, **values: Any) -> None:
        """One money cell."""
        grid = self.part_no * 100 + table.table_no
        row = {
            "line_id": f"{self.document_id[:16]}-{grid}-{table.count}-{values['col_no']}",
            "document_id": self.document_id,
            "part_no": self.part_no,
            "table_no": table.table_no,
            "department_id": self.department,
            "region_code": "310107",
            "statement": table.statement,
            "unit": "元",
            "rounding_step": Decimal("0.01"),
            "assurance": "consistent",
            "page": 1,
            "grid_no": grid,
            "row_no": table.count,
            **values,
        }
        (self.books.held_back if table.quarantined else self.books.facts).append(row)

    def form(self, table: str, **values: Any) -> None:
        """A row of one of the tables of forms (``core.fact_project`` and its like)."""
        rows = self.books.forms.setdefault(table, [])
        number = values.get("table_no", 1)
        row = {
            "line_id": f"{self.document_id[:16]}-{number}-{len(rows)}-1",
            "document_id": self.document_id,
            "part_no": self.part_no,
            "table_no": number,
            "department_id": self.department,
            "region_code": "310107",
            "fiscal_year": self.year,
            "stage": self.stage,
            "rounding_step": Decimal("0.01"),
            "assurance": "unchecked",
            "page": 1,
        }
        known = frame_schema(table)
        rows.append({name: value for name, value in (row | values).items() if name in known})

    def three_public(self, item: str, amount: str, *, fund: str | None = None, year: int | None = None) -> None:
        """One 三公 figure, and the cell it was made of."""
        number = len(self.books.public)
        line_id = f"{self.document_id[:16]}-900-{number}-1"
        table = Statement(self, "three_public", 900, fund, count=number)
        self.add(
            table, line_id=line_id, line_no=number, line_name=item, line_role="item", is_leaf=True, is_total=False,
            flow="expenditure", measure=item, fund_source=fund, amount=Decimal(amount), amount_published=amount,
            col_no=1, fiscal_year=year or self.year, stage=self.stage,
        )  # fmt: skip
        self.books.public.append(
            {
                "line_id": line_id,
                "document_id": self.document_id,
                "part_no": self.part_no,
                "department_id": self.department,
                "fiscal_year": year or self.year,
                "stage": self.stage,
                "item": item,
                "fund_source": fund,
                "amount": Decimal(amount),
                "assurance": "consistent",
            }
        )


@dataclass
class Books:
    """Collects rows and gives the frames for ``publish``."""

    facts: list[dict[str, Any]] = field(default_factory=list)
    held_back: list[dict[str, Any]] = field(default_factory=list)
    public: list[dict[str, Any]] = field(default_factory=list)
    documents: dict[tuple[str, int], dict[str, Any]] = field(default_factory=dict)
    departments: dict[str, dict[str, Any]] = field(default_factory=dict)
    cells: list[dict[str, Any]] = field(default_factory=list)
    results: list[dict[str, Any]] = field(default_factory=list)
    forms: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def withheld(self, table: Statement) -> None:
        """Say that ``table`` does not show all the rows its total holds."""
        place = {"document_id": table.document.document_id, "part_no": table.document.part_no}
        one = {"result_id": f"R{len(self.results)}", "rule_id": "GEN-TOTAL", "table_no": table.table_no}
        self.results.append(
            place | one | {"statement": table.statement, "severity": "critical", "verdict": "rows_withheld"}
        )

    def document(
        self,
        name: str,
        *,
        department: str = "财政局",
        year: int = 2024,
        stage: str = "budget",
        kind: str = "department",
        current: bool = True,
        canonical: str | None = None,
        part: int = 1,
        parent: str | None = None,
        region: str = "310107",
    ) -> Document:
        """A disclosure of ``department``; the file is named by ``name``."""
        document_id = hashlib.sha256(name.encode()).hexdigest()
        self.departments.setdefault(
            department,
            {
                "department_id": department,
                "region_code": region,
                "name": department,
                "canonical_name": canonical or department,
                "kind": kind,
                "domain": "财政",
                "parent_department_id": parent,
            },
        )
        self.documents[document_id, part] = {
            "document_id": document_id,
            "part_no": part,
            "department_id": department,
            "fiscal_year": year,
            "stage": stage,
            "is_current": current,
            "kind": kind,
            "file_name": f"{name}.pdf",
        }
        return Document(self, document_id, part, department, year, stage)

    def frames(self) -> dict[str, pl.DataFrame]:
        """Frames by ``schema.table``."""
        files = {d["document_id"]: d["file_name"] for d in self.documents.values()}
        raw = [
            {
                "document_id": id_,
                "file_name": name,
                "source_uri": f"file:///nowhere/{name}",
                "bytes": 1,
                "media_type": "application/pdf",
                "extracted_at": READ_AT,
            }
            for id_, name in files.items()
        ]
        documents = [{k: v for k, v in d.items() if k != "file_name"} for d in self.documents.values()]
        return {
            "raw.document": frame("raw.document", raw),
            "raw.cell": frame("raw.cell", self.cells),
            "core.dim_department": frame("core.dim_department", list(self.departments.values())),
            "core.dim_document": frame("core.dim_document", documents),
            "quality.result": frame("quality.result", self.results),
            **{name: frame(name, rows) for name, rows in self.forms.items()},
            "core.fact_budget": frame("core.fact_budget", self.facts),
            "core.fact_three_public": frame("core.fact_three_public", self.public),
            "quarantine.fact_budget": frame(
                "quarantine.fact_budget", [row | {"rules_failed": "R1"} for row in self.held_back]
            ),
        }


def frame(name: str, rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Rows as a frame of the table, columns that are not given left NULL."""
    return pl.DataFrame(rows, schema=frame_schema(name)) if rows else empty_frame(name)
