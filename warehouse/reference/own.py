"""Lists a user may keep: inhabitants of regions, the level of prices.  CSV files that gouji.toml names.

population:  region_code, year, population, source
price_index: year, index, base, source
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator
from decimal import Decimal
from pathlib import Path

import polars as pl

from pipelines.model.schema import empty_frame
from warehouse.reference.lists import regions
from warehouse.schema import fit

_YEARS = range(1949, 2101)
_POPULATION = ("region_code", "year", "population", "source")
_PRICES = ("year", "index", "base", "source")
_INDEX = re.compile(r"\d{1,6}(\.\d{1,6})?")

_Line = dict[str, str]


class ListError(ValueError):
    """A list that cannot be used; the message names the file, the row and what is wrong with it."""


def own_lists(population: Path | None = None, price_index: Path | None = None) -> dict[str, pl.DataFrame]:
    """core.population and core.price_index as the user's files have them, without rows where there is no file.

    Raises ListError.
    """
    return {
        "core.population": _population(population) if population else empty_frame("core.population"),
        "core.price_index": _price_index(price_index) if price_index else empty_frame("core.price_index"),
    }


def _population(path: Path) -> pl.DataFrame:
    known = set(regions()["region_code"])
    rows = {}
    for place, line in _lines(path, _POPULATION):
        region, counted = line["region_code"], line["population"]
        if region not in known:
            raise ListError(f"{place}: {region!r} is no region code of GB/T 2260 (six digits)")
        if not (counted.isascii() and counted.isdigit() and int(counted) > 0):
            raise ListError(f"{place}: population must be a whole number of inhabitants, not {counted!r}")
        key = (region, _year(place, "year", line["year"]))
        if key in rows:
            raise ListError(f"{place}: {region} has a row of {key[1]} already")
        rows[key] = (*key, int(counted), line["source"])
    return _frame("core.population", rows.values())


def _price_index(path: Path) -> pl.DataFrame:
    rows: dict[int, tuple[int, Decimal, int, str]] = {}
    for place, line in _lines(path, _PRICES):
        year, base = _year(place, "year", line["year"]), _year(place, "base", line["base"])
        index = Decimal(line["index"]) if _INDEX.fullmatch(line["index"]) else Decimal(0)
        if index <= 0:
            raise ListError(f"{place}: index must be a positive number of at most six decimals, not {line['index']!r}")
        if year in rows:
            raise ListError(f"{place}: there is a row of {year} already")
        if rows and base != next(iter(rows.values()))[2]:
            raise ListError(f"{place}: every row must have the same base year")
        if year == base and index != 100:
            raise ListError(f"{place}: the index of its base year must be 100, not {line['index']}")
        rows[year] = (year, index, base, line["source"])
    return _frame("core.price_index", rows.values())


def _frame(table: str, rows: Collection[tuple[object, ...]]) -> pl.DataFrame:
    return fit(pl.DataFrame(list(rows), schema=empty_frame(table).schema, orient="row"), table)


def _lines(path: Path, header: tuple[str, ...]) -> Iterator[tuple[str, _Line]]:
    """Each row with what it is called in a message; every field is there and not empty."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ListError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    reader = csv.reader(text.splitlines())
    found = tuple(name.strip() for name in next(reader, []))
    if found != header:
        raise ListError(f"{path}: the first row must be {','.join(header)}, not {','.join(found)!r}")
    for values in reader:
        if not any(value.strip() for value in values):
            continue
        place = f"{path}, row {reader.line_num}"
        if len(values) != len(header):
            raise ListError(f"{place}: {len(values)} fields, expected {len(header)}")
        line = dict(zip(header, (value.strip() for value in values), strict=True))
        if empty := [name for name, value in line.items() if not value]:
            raise ListError(f"{place}: {', '.join(empty)} must not be empty")
        yield place, line


def _year(place: str, name: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) in _YEARS):
        raise ListError(f"{place}: {name} must be a year such as 2024, not {text!r}")
    return int(text)
