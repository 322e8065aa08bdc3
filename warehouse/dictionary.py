"""Writes docs/data-dictionary.md from the schema source: ``python -m warehouse.dictionary``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from pipelines.model.schema import Table, tables

TARGET = Path(__file__).parent.parent / "docs" / "data-dictionary.md"

_HEAD = """\
# Data dictionary

Made from `pipelines/model/schema/tables/*.toml` by `python -m warehouse.dictionary`; do not edit. Every description is
also a COMMENT in the warehouse (`SELECT * FROM duckdb_columns()`). Amounts are yuan, DECIMAL(20,2), exact.
*null* marks columns that may be empty.

| schema | what |
|---|---|
| raw | what the readers saw and recognition said, one document at a time (读取与识别结果) |
| core | facts and dimensions that passed the blocking rules (通过校验的事实与维度) |
| quality | the rules, what they said, and what a person should read (规则、结果与问题) |
| quarantine | the facts that failed a blocking rule, with the rules (被隔离的事实及未过规则) |
| mart | additive tables with names beside codes: a plain SUM is never a double count (可直接相加的主题表) |

`role` says what a column is, in the terms of a fiscal data package: `value` (money that adds up), `value-part` (part
of another column, never add both), `date:fiscal-year`, `phase:id` (budget or final), `direction`, `administrator:*`,
`geo:*`, `functional-classification:*`, `economic-classification:*`, `fin-source:*`, `expenditure-type`, `measure`
(pick one before adding), `count`, `key`, `provenance` (where it was printed), `label`, `attribute`.
"""


def render() -> str:
    """The whole document as Markdown."""
    parts = [_HEAD]
    for schema, members in groupby(tables().values(), key=lambda t: t.schema):
        parts.append(f"\n## {schema}\n")
        parts += ["\n".join(_section(table)) + "\n" for table in members]
    return "\n".join(parts)


def _section(table: Table) -> Iterator[str]:
    yield f"### {table.full_name}{' (view)' if table.is_view else ''}\n"
    yield f"{table.en}.  \n{table.zh}。\n"
    yield f"One row per: {', '.join(f'`{k}`' for k in table.key)}."
    for columns, target in table.references.items():
        yield f"`{columns.replace(',', ', ')}` is found in {target}."
    if table.schema == "quarantine":
        yield f"\nColumns as in core.{table.name}, and `rules_failed`: {table.columns[-1].comment}."
        return
    yield "\n| column | type | role | English | 中文 |\n|---|---|---|---|---|"
    for column in table.columns:
        kind = f"{column.duckdb_type}{' *null*' if column.nullable else ''}"
        yield f"| {column.name} | {kind} | {column.role} | {_cell(column.en)} | {_cell(column.zh)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def main() -> None:
    """Writes the file."""
    TARGET.write_text(render(), encoding="utf-8")


if __name__ == "__main__":
    main()
