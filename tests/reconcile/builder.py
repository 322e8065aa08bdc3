"""Hand-made core.fact_budget frames: tables written the way they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import polars as pl

STEP = {"元": Decimal(1), "万元": Decimal(10_000)}

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "line_id": pl.String,
    "document_id": pl.String,
    "part_no": pl.Int64,
    "table_no": pl.Int64,
    "department_id": pl.String,
    "region_code": pl.String,
    "fiscal_year": pl.Int64,
    "stage": pl.String,
    "statement": pl.String,
    "line_no": pl.Int64,
    "block_no": pl.Int64,
    "unit_name": pl.String,
    "line_name": pl.String,
    "functional_code": pl.String,
    "economic_code": pl.String,
    "government_economic_code": pl.String,
    "unit_code": pl.String,
    "code_origin": pl.String,
    "line_role": pl.String,
    "parent_line_no": pl.Int64,
    "flow": pl.String,
    "measure": pl.String,
    "fund_source": pl.String,
    "expenditure_type": pl.String,
    "amount": pl.Decimal(20, 2),
    "amount_published": pl.String,
    "unit": pl.String,
    "rounding_step": pl.Decimal(20, 6),
    "code_level": pl.Int64,
    "is_leaf": pl.Boolean,
    "is_total": pl.Boolean,
    "assurance": pl.String,
    "page": pl.Int64,
    "grid_no": pl.Int64,
    "row_no": pl.Int64,
    "col_no": pl.Int64,
    "column_title": pl.String,
}


@dataclass(frozen=True)
class Column:
    """One amount column: what recognition says of it."""

    measure: str
    fund: str | None = None
    etype: str | None = None
    flow: str = "expenditure"
    year: int | None = None
    stage: str | None = None
    title: str = ""


@dataclass(frozen=True)
class Row:
    """One printed row; `cells` are texts as printed, blank for nothing."""

    name: str
    cells: Sequence[str]
    code: str = ""
    role: str = "item"
    flow: str | None = None
    fund: str | None = None
    item: str | None = None
    parent: int | None = None  # line number; found from the code where not given
    block: int = 1
    unit: str | None = None


@dataclass
class Disclosure:
    """One document being put together."""

    document_id: str = "d" * 64
    year: int = 2024
    stage: str = "budget"
    part_no: int = 1
    department: str = "dep"
    unit: str = "万元"
    rows: list[dict[str, object]] = field(default_factory=list)
    tables: int = 0

    def table(self, statement: str, columns: Sequence[Column], rows: Iterable[Row]) -> Disclosure:
        """Add a table; codes of economic statements go to economic_code, others to functional_code."""
        self.tables += 1
        rows = list(rows)
        economic = "economic" in statement
        for line_no, row in enumerate(rows, start=1):
            for col_no, (column, text) in enumerate(zip(columns, row.cells, strict=True)):
                if not text.strip():
                    continue
                self.rows.append(self._cell(statement, economic, rows, line_no, row, col_no, column, text))
        return self

    def _cell(
        self,
        statement: str,
        economic: bool,
        rows: list[Row],
        line_no: int,
        row: Row,
        col_no: int,
        column: Column,
        text: str,
    ) -> dict[str, object]:
        decimals = len(text.partition(".")[2])
        step = STEP[self.unit] * Decimal(10) ** -decimals
        return {
            "line_id": f"{self.document_id[:16]}-{self.part_no}{self.tables:02}-{line_no}-{col_no}",
            "document_id": self.document_id,
            "part_no": self.part_no,
            "table_no": self.tables,
            "department_id": self.department,
            "fiscal_year": column.year or self.year,
            "stage": column.stage or self.stage,
            "statement": statement,
            "line_no": line_no,
            "block_no": row.block,
            "unit_name": row.unit,
            "unit_code": None,
            "line_name": row.name,
            "functional_code": row.code or None if not economic else None,
            "economic_code": row.code or None if economic else None,
            "line_role": row.role,
            "parent_line_no": row.parent if row.parent is not None else _parent(rows, line_no, row),
            "flow": row.flow or column.flow,
            "measure": row.item or column.measure,
            "fund_source": row.fund or column.fund,
            "expenditure_type": column.etype,
            "amount": Decimal(text.replace(",", "")) * STEP[self.unit],
            "amount_published": text,
            "unit": self.unit,
            "rounding_step": step,
            "is_total": row.role.endswith("total"),
            "assurance": "unchecked",
            "page": self.tables,
            "grid_no": self.part_no * 100 + self.tables,
            "row_no": line_no,
            "col_no": col_no,
            "column_title": column.title,
        }

    def facts(self) -> pl.DataFrame:
        """The frame."""
        return pl.DataFrame(self.rows, schema=SCHEMA)

    def documents(self) -> pl.DataFrame:
        """core.dim_document of this document."""
        return pl.DataFrame(
            {
                "document_id": [self.document_id],
                "part_no": [self.part_no],
                "department_id": [self.department],
                "fiscal_year": [self.year],
                "stage": [self.stage],
            }
        )


def _parent(rows: list[Row], line_no: int, row: Row) -> int | None:
    """The nearest row above (in the same block) whose code is the longest proper prefix."""
    if not row.code:
        return None
    best: tuple[int, int] | None = None
    for number, other in enumerate(rows[: line_no - 1], start=1):
        if other.block == row.block and other.code and row.code != other.code and row.code.startswith(other.code):
            best = max(best or (0, 0), (len(other.code), number))
    return best[1] if best else None


def changed(facts: pl.DataFrame, changes: Mapping[str, str]) -> pl.DataFrame:
    """`facts` with some amounts (yuan, by line_id) replaced; an empty text takes the cell away."""
    gone = [line for line, amount in changes.items() if not amount]
    put = {line: Decimal(amount) for line, amount in changes.items() if amount}
    kept = facts.filter(~pl.col("line_id").is_in(gone))
    if not put:
        return kept
    new = pl.DataFrame(
        {"line_id": list(put), "new": list(put.values())}, schema={"line_id": pl.String, "new": pl.Decimal(20, 2)}
    )
    return (
        kept.join(new, on="line_id", how="left", maintain_order="left")
        .with_columns(amount=pl.coalesce("new", "amount"))
        .drop("new")
    )
