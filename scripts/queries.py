"""The worked questions of docs/queries.md: read them, run them, write their results beside them.

Use: ``python -m scripts.queries WAREHOUSE`` (a warehouse of the samples) rewrites the results in the document.
"""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from warehouse.connection import connect_readonly

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "queries.md"
_QUESTION = re.compile(
    r"^## (?P<number>\d+)\. (?P<english>.+)\n(?P<chinese>.+)\n(?P<notes>(?:.*\n)*?)```sql\n(?P<sql>(?:.*\n)*?)```\n"
    r"(?P<result>(?:\n(?:\|.*\n)+|\n\(no rows\)\n)?)",
    re.MULTILINE,
)


class Question(NamedTuple):
    """One section: the question in two languages, its statement and the result as printed below it."""

    number: int
    english: str
    chinese: str
    sql: str
    result: str


class Answer(NamedTuple):
    """Column names and rows."""

    columns: list[str]
    rows: list[tuple[Any, ...]]

    def table(self) -> str:
        """As Markdown; amounts with commas, what is NULL empty."""
        if not self.rows:
            return "(no rows)\n"
        lines = [self.columns, ["---"] * len(self.columns), *([_text(v) for v in row] for row in self.rows)]
        return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def questions(text: str) -> list[Question]:
    """Every section of the document, in order."""
    return [
        Question(int(m["number"]), m["english"], m["chinese"], m["sql"], m["result"].lstrip("\n"))
        for m in _QUESTION.finditer(text)
    ]


def ask(warehouse: Path, sql: str) -> Answer:
    """The answer of the warehouse.  Raises duckdb.Error where the statement does not run."""
    with connect_readonly(warehouse) as connection:
        cursor = connection.execute(sql)
        return Answer([column[0] for column in cursor.description], cursor.fetchall())


def fill(text: str, warehouse: Path) -> str:
    """The document with the results of ``warehouse``."""

    def answered(found: re.Match[str]) -> str:
        return found[0].removesuffix(found["result"]) + "\n" + ask(warehouse, found["sql"]).table()

    return _QUESTION.sub(answered, text)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        whole = value.normalize()
        return f"{whole:,f}" if whole.as_tuple().exponent >= 0 else f"{value:,f}"  # type: ignore[operator]
    return str(value).replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    DOCUMENT.write_text(fill(DOCUMENT.read_text(encoding="utf-8"), Path(sys.argv[1])), encoding="utf-8")
