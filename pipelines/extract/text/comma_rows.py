"""Tables as comma-separated values (RFC 4180): a workbook saved as .csv, a list some program wrote.

A figure's thousands are commas too, and so are some in prose: rows are told by commas beside words or blanks, by the
same number of cells in row after row, and by figures in them.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from itertools import groupby

from pipelines.extract.builder import Builder
from pipelines.extract.text.numbers import is_number
from pipelines.extract.text.tab_rows import add_table

_BESIDE_WORDS = re.compile(r"(?:^|[^\d\s]),|,(?:$|[^\d\s])")
_SENTENCE = re.compile(r"[。；]")
_LEAST_ROWS = 3
_ALIKE = 0.8  # of the rows have as many cells as most of their neighbours
_MOST_SENTENCES = 0.2  # of the rows

Records = list[list[str]]


def comma_records(lines: list[str]) -> Records | None:
    """The records of a text of comma-separated values; ``None`` for any other text."""
    if not any(_BESIDE_WORDS.search(line) for line in lines):
        return None
    try:
        records = list(csv.reader(line + "\n" for line in lines))
    except csv.Error:
        return None
    return records if _are_tables(records) else None


def _are_tables(records: Records) -> bool:
    """Whether most lines are rows of cells, in number alike, with figures and without sentences."""
    rows = [record for record in records if len(record) > 1]
    if len(rows) < _LEAST_ROWS or len(rows) * 2 < len([*filter(_is_filled, records)]):
        return False
    sentences = sum(bool(_SENTENCE.search("".join(row))) for row in rows)
    few_sentences = sentences <= _MOST_SENTENCES * len(rows)
    return few_sentences and _alike(records) >= _ALIKE * len(rows) and _figures(rows) >= _LEAST_ROWS


def _is_filled(record: list[str]) -> bool:
    return any(field.strip() for field in record)


def read_comma_records(records: Records, builder: Builder) -> None:
    """Add the tables and what stands between them: lines of one field, or with one filled cell above a table."""
    table: Records = []
    for number, record in enumerate(records):
        if _is_line(record, not table) or (not _is_filled(record) and _ends_table(records, number)):
            add_table(table, builder)
            table = []
            builder.paragraph("".join(record))
        else:
            table.append([field.replace("\t", "").rstrip() for field in record])
    add_table(table, builder)


def _is_line(record: list[str], is_above: bool) -> bool:
    """Whether the record is a line of text: one field, or above a table one that is filled, the first."""
    return len(record) == 1 or (is_above and len(record) > 1 and bool(record[0].strip()) and not _is_filled(record[1:]))


def _ends_table(records: Records, number: int) -> bool:
    """Whether a blank record stands before a line of its own, or is no record at all."""
    following = next((record for record in records[number:] if _is_filled(record)), [""])
    return not records[number] or not _is_filled(following[1:])


def _alike(records: Records) -> int:
    """Rows with as many cells as most of the rows they stand among."""
    count = 0
    for is_row, run in groupby(records, lambda record: len(record) > 1):
        if is_row:
            count += Counter(map(len, run)).most_common(1)[0][1]
    return count


def _figures(rows: Records) -> int:
    return sum(1 for row in rows if any(is_number(field) for field in row if field.strip()))
