"""What one row of a lane prints, before the rows above it are heard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipelines.model.amounts import parse_amount
from pipelines.model.document import DOUBT
from pipelines.model.stages import Stage
from pipelines.model.text import join_wrapped
from pipelines.recognise.model import Column, Figure, Row
from pipelines.recognise.tables.rows.cells import cell_text, compact_text, figure_cell
from pipelines.recognise.tables.rows.codes import RowCodes, codes_of_rows
from pipelines.recognise.tables.rows.doubted import doubted_figure, unread_figure
from pipelines.recognise.tables.rows.label import Label, indent_of, label_before, label_of
from pipelines.recognise.tables.rows.lane import Lane

_YEAR = re.compile(r"^(20\d\d)年?(度)?(预算数?|决算数?|执行数?)?$")
_UNIT_CODE = re.compile(r"^[0-9A-Za-z][0-9A-Za-z-]*$")
_STAGE_ROW = re.compile(r"^(20\d\d)?年?度?(?:年初|调整|全年|本年)?(?:预算|决算|执行|完成)数?$")


class Reading(NamedTuple):
    """One row under the columns of one lane."""

    figures: tuple[Figure, ...]
    codes: Mapping[str, str]
    origin: str | None
    label: str
    numbering: str
    key: str
    indent: int
    unit_name: str  # in columns of their own
    unit_code: str
    code_of_unit: str | None  # a code that is no classification's
    year: int | None
    stage: str | None

    @property
    def is_blank(self) -> bool:
        """Whether it prints neither name nor code nor figure."""
        return not self.figures and not self.label and not self.codes


def read_rows(rows: Sequence[Row], lane: Lane) -> list[Reading]:
    """What each of ``rows`` prints in ``lane``."""
    codes = codes_of_rows(rows, lane.columns)
    found = [_read(row, lane, own) for row, own in zip(rows, codes, strict=True)]
    return list(_named_once(found)) if lane.year is not None else found


def _named_once(rows: Sequence[Reading]) -> Iterator[Reading]:
    """Rows of years below one name, each with the name that is printed beside the first."""
    first: Reading | None = None
    for row in rows:
        if row.label or row.codes:
            first = row
        elif first is not None and row.year is not None:
            row = row._replace(label=first.label, numbering=first.numbering, key=first.key)
        yield row


def _read(row: Row, lane: Lane, printed: RowCodes) -> Reading:
    figures = tuple(figure for column in lane.amounts if (figure := _figure(row, column, lane)) is not None)
    named = label_of(row, lane)
    codes = {**named.codes, **printed.codes}
    if figures and not codes and not named.text:
        named = Label(label_before(row, lane), {})
    numbering, key = named.split()
    stated = _STAGE_ROW.match(key)
    return Reading(
        figures=figures,
        codes=codes,
        origin=_origin(printed, named),
        label=named.text,
        numbering=numbering,
        key=key,
        indent=indent_of(row, lane),
        unit_name=join_wrapped(cell_text(row, lane.unit_name)),
        unit_code=_unit_code(compact_text(row, lane.unit_code)),
        code_of_unit=printed.unit,
        year=_year_in(stated) or _year_in(_YEAR.match(compact_text(row, lane.year))),
        stage=_stage(key) if stated is not None else None,
    )


def _figure(row: Row, column: Column, lane: Lane) -> Figure | None:
    cell = figure_cell(row, column, lane.columns)
    if cell is None:
        return None
    if cell.text.startswith(DOUBT):
        return doubted_figure(column, cell)
    amount = parse_amount(cell.text)
    return Figure(column, cell, amount) if amount is not None else unread_figure(column, cell)


def _origin(printed: RowCodes, named: Label) -> str | None:
    if printed.origin is not None:
        return printed.origin
    return "printed" if named.codes else None


def _unit_code(text: str) -> str:
    return text if _UNIT_CODE.match(text) else ""


def _year_in(found: re.Match[str] | None) -> int | None:
    return int(found.group(1)) if found is not None and found.group(1) else None


def _stage(key: str) -> str:
    return Stage.BUDGET if "预算" in key else Stage.FINAL


def names_stage(key: str) -> bool:
    """Whether a row's name is a stage of the budget (2025年预算数): its figures are the year's totals."""
    return _STAGE_ROW.match(key) is not None
