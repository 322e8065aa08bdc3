"""Rows of forms and lists: what a person read (tests/golden/indicators, projects, purchases) against what is loaded.

The rows of one kind in one document are paired in passes, from those that agree in everything to those that only look
alike; what stays alone in the truth is missing, what stays alone among the loaded rows of the same pages is extra, and
a pair that differs in what the truth states is wrong.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from gouji.work import work
from pipelines.process import Work
from pipelines.workers.mapper import SerialMapper
from scripts.measure.built import GOLDEN
from warehouse.store.intake import one_document

Row = dict[str, Any]
Fault = tuple[str, str, str, str]  # page, what, name, fields

UNKNOWN = "?"  # a person could argue: not compared
CUT = "…"  # the begin of a long text, and its end
_YUAN = {"元": 1, "万元": 10000}
_ALIKE = str.maketrans({"≧": "≥", "≦": "≤", "“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "–": "-"})
_LONG_ENOUGH = 5
_NEAR = 0.75


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of rows: its table, which column of the table each column of the truth is, which name a row goes by."""

    table: str
    columns: dict[str, str]
    name: str
    figure: str


KINDS = {
    "indicators": Kind(
        "core.fact_indicator",
        {
            "project_name": "project_name",
            "level_1": "level_1",
            "level_2": "level_2",
            "level_3": "level_3",
            "target": "target_text",
            "operator": "operator",
            "value": "target_value",
            "unit": "target_unit",
            "actual": "actual_text",
        },
        "level_3",
        "target",
    ),
    "projects": Kind(
        "core.fact_project",
        {
            "name": "project_name",
            "source": "source",
            "role": "line_role",
            "unit_name": "unit_name",
            "project_code": "project_code",
            "amount": "amount",
            "fiscal_amount": "fiscal_amount",
            "other_amount": "other_amount",
        },
        "name",
        "amount",
    ),
    "purchases": Kind(
        "core.fact_procurement",
        {
            "name": "line_name",
            "role": "line_role",
            "item": "catalogue_name",
            "project_name": "project_name",
            "unit_name": "unit_name",
            "functional_code": "functional_code",
            "catalogue_code": "catalogue_code",
            "quantity": "quantity",
            "amount": "amount",
        },
        "name",
        "amount",
    ),
}
_STATED = {"unit_name", "project_code", "fiscal_amount", "other_amount", "item", "actual"}
_STATED |= {"functional_code", "catalogue_code", "quantity"}
_FIGURES = {"value", "amount", "fiscal_amount", "other_amount", "quantity"}
_MONEY = {"amount", "fiscal_amount", "other_amount"}


@dataclass(slots=True)
class Score:
    """One kind of one document: rows in the truth, right among them, and every fault."""

    document: str
    kind: str
    wanted: int = 0
    faults: list[Fault] = field(default_factory=list)
    details: list[str] = field(default_factory=list)

    def count(self, what: str) -> int:
        """How many faults of one sort (wrong, missing, extra) there are."""
        return sum(fault[1] == what for fault in self.faults)


def documents(kind: str) -> Iterator[tuple[str, str, list[Row]]]:
    """Name, document and rows of every golden document of one kind."""
    for path in sorted((GOLDEN / kind).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        yield path.stem, rows[0]["document"], rows


def compare(name: str, kind: str, truth: list[Row], loaded: list[Row]) -> Score:
    """Rows of the truth against the rows of the kind's table that were loaded of the same document."""
    wanted = [_wanted(row, KINDS[kind]) for row in truth]
    pages = {page for row in wanted for page in row["pages"]}
    found = [_found(row, KINDS[kind]) for row in loaded if row["page"] in pages]
    pairs, free = _paired(wanted, found, KINDS[kind])
    score = Score(name, kind, len(wanted))
    for no, row in enumerate(wanted):
        page, label = row["printed_page"], row["label"]
        if no not in pairs:
            score.faults.append((page, "missing", label, ""))
            continue
        differing = _differing(row, found[pairs[no]])
        if differing:
            score.faults.append((page, "wrong", label, " ".join(differing)))
            score.details.append(f"{page} {label}: {[(f, row[f], found[pairs[no]][f]) for f in differing]}")
    whole = {row["pages"][0] for row in wanted if len(row["pages"]) == 1}  # pages with all their rows in the truth
    for no in sorted(free):
        if found[no]["pages"][0] in whole:
            score.faults.append((found[no]["printed_page"], "extra", found[no]["label"], ""))
            score.details.append(f"extra {found[no]}")
    return score


def _wanted(row: Row, kind: Kind) -> Row:
    begin, _, end = row["page"].partition("-")
    out = {f: _value(f, row.get(f) or "", row.get("unit", "")) for f in kind.columns}
    stated = _STATED | ({"project_name"} if kind.figure == "amount" else set())
    skipped = {f for f in out if out[f] == UNKNOWN or (f in stated and out[f] in {"", None})}
    if row.get("item"):  # a bought thing goes by its project's name, or its own
        out["names"] = {_text(row[f]) for f in ("name", "item", "project_name") if row.get(f)}
        skipped |= {"item"} if not row.get("catalogue_code") else set()
    label = row[kind.name] or row[kind.figure]
    pages = list(range(int(begin), int(end or begin) + 1))
    return out | {"pages": pages, "printed_page": begin, "label": label[:20], "skipped": skipped}


def _found(row: Row, kind: Kind) -> Row:
    out = {f: _value(f, "" if row[c] is None else str(row[c]), "") for f, c in kind.columns.items()}
    label = str(row[kind.columns[kind.name]] or row[kind.columns[kind.figure]] or "")
    return out | {"pages": [row["page"]], "printed_page": str(row["page"]), "label": label[:20]}


def _value(name: str, printed: str, unit: str) -> Any:
    if printed == UNKNOWN:
        return UNKNOWN
    if name in _FIGURES:
        try:
            figure = Decimal(printed.replace(",", ""))
        except InvalidOperation:
            return None
        return (figure * _YUAN.get(unit, 1) if name in _MONEY else figure).normalize()
    text = _text(printed)
    if name == "level_3":
        return re.sub(r"^指标\d*[:：]", "", text)
    if name in {"name", "project_name"}:
        return re.sub(r"^[0-9A-Z]{12,}-", "", text)
    return text


def _text(printed: str) -> str:
    text = unicodedata.normalize("NFKC", printed.translate(_ALIKE).replace(CUT, "\0"))
    return "".join(text.translate(_ALIKE).replace("\0", CUT).split())


def _differing(wanted: Row, found: Row) -> list[str]:
    out = []
    for f in wanted:
        if (
            f in found
            and f not in {"pages", "printed_page", "label", *wanted["skipped"]}
            and not _same(f, wanted, found)
        ):
            out.append(f)
    return out if _on_page(wanted, found) else [*out, "page"]


def _same(name: str, wanted: Row, found: Row) -> bool:
    want, got = wanted[name], found[name]
    if name == "role" and not got:  # forms print no sums
        return bool(want == "item")
    if not isinstance(want, str):
        return bool(want == got)
    accepted = wanted["names"] if name == "name" and "names" in wanted else {want}
    if name in {"name", "project_name"}:
        accepted = accepted | {text.removesuffix("项目") for text in accepted}
        got = got.split("_")[-1] if "_" in got and not any("_" in text for text in accepted) else got
    return any(_agrees(text, got) for text in accepted)


def _agrees(want: str, got: str) -> bool:
    begin, cut, end = want.partition(CUT)
    return got.startswith(begin) and got.endswith(end) if cut else want == got


def _paired(wanted: list[Row], found: list[Row], kind: Kind) -> tuple[dict[int, int], set[int]]:
    """Which loaded row is which row of the truth, and the loaded rows that are none."""
    left, free, pairs = list(range(len(wanted))), set(range(len(found))), {}
    for test in _passes(kind.name, kind.figure):
        for w in list(left):
            hit = next((g for g in sorted(free) if test(wanted[w], found[g])), None)
            if hit is not None:
                pairs[w] = hit
                free.discard(hit)
                left.remove(w)
    return pairs, free


def _passes(name: str, figure: str) -> tuple[Callable[[Row, Row], bool], ...]:
    """What makes a pair of rows, the surest first."""
    return (
        lambda w, g: _on_page(w, g) and not _differing(w, g),
        lambda w, g: _on_page(w, g) and _same(name, w, g) and _same(figure, w, g) and len(_differing(w, g)) < 2,
        lambda w, g: _on_page(w, g) and _same(name, w, g) and _same(figure, w, g),
        lambda w, g: _on_page(w, g) and _same(name, w, g),
        lambda w, g: _on_page(w, g) and _near(w[name], g[name]),
        lambda w, g: _on_page(w, g) and figure == "amount" and w[figure] == g[figure],
        lambda w, g: _same(name, w, g) and _same(figure, w, g),
    )


def _on_page(wanted: Row, found: Row) -> bool:
    return bool(set(wanted["pages"]) & set(found["pages"]))


def _near(a: str, b: str) -> bool:
    a = a.split(CUT)[0]
    if len(a) > _LONG_ENOUGH and len(b) > _LONG_ENOUGH and (a in b or b in a):
        return True
    return SequenceMatcher(None, a, b).ratio() > _NEAR


def loaded(document: Path) -> dict[str, list[Row]]:
    """The rows of every kind's table, as one document alone gives them."""
    frames = one_document(document, SerialMapper(), _work())
    return {kind: frames[k.table].to_dicts() if k.table in frames else [] for kind, k in KINDS.items()}


@cache
def _work() -> Work:
    """Reading and judging, made once for all documents."""
    return work()
