"""What was read of a form against what it prints."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pipelines.conform import conform
from pipelines.model.schema import empty_frame
from pipelines.process import Frames, Whole, stamped
from pipelines.reconcile.judge import NEEDED
from tests.kit.variants.check import NOW, worker, written
from tests.kit.variants.document import Variant, build
from tests.kit.variants.forms import goals, projects, purchases
from tests.kit.variants.forms.projects import Want
from tests.kit.variants.forms.shape import FormShape
from tests.kit.variants.shape import Shape
from tests.kit.variants.write import WRITERS

FORMATS = ("docx", "xlsx", "html", "pdf")
_MAKERS = {"projects": projects.sheets, "goals": goals.sheets, "purchases": purchases.sheets}


@dataclass(frozen=True, slots=True)
class Found:
    """Rows missing, and rows that nobody printed."""

    missing: list[Want]
    extra: list[Want]

    @property
    def right(self) -> bool:
        """Whether all was read as printed."""
        return not (self.missing or self.extra)


def found(shape: FormShape, kind: str, *, judged: bool = False) -> Found:
    """The form of ``shape``, behind the tables of its department, written as ``kind`` and read.

    Judging vouches for rows of forms and changes none of what is compared; it takes longer than reading.
    """
    sheets, wanted = _MAKERS[shape.form](shape)
    plain = build(Shape(year=shape.year, department=shape.department))
    frames = _read(Variant(plain.shape, plain.cover, [*plain.sheets, *sheets]), kind, judged)
    got = Counter(_ROWS[shape.form](frames))
    want = Counter(wanted)
    return Found(sorted((want - got).elements(), key=str), sorted((got - want).elements(), key=str))


def _read(variant: Variant, kind: str, judged: bool) -> Frames:
    with written(WRITERS[kind](variant), kind) as source:
        if judged:
            return Whole(worker(), NOW)(source)
        raw = stamped(worker().read(source), NOW)
    fit = worker().fit
    core = conform({name: fit(raw[name], name) if name in raw else empty_frame(name) for name in NEEDED})
    return {name: fit(rows, name) for name, rows in core.items()}


def _projects(frames: Frames) -> list[Want]:
    names = ("source", "line_role", "project_name", "unit_name", "functional_code", "amount")
    rows = [tuple(r[n] if r[n] is not None else "" for n in names) for r in _rows(frames, "core.fact_project")]
    return [row if row[1] == "item" else (*row[:3], "", "", row[5]) for row in rows]


def _goals(frames: Frames) -> list[Want]:
    names = ("project_name", "level_1", "level_2", "level_3", "operator")
    return [
        (*(r[n] or "" for n in names), _plain(r["target_value"]), r["target_unit"] or "")
        for r in _rows(frames, "core.fact_indicator")
    ]


def _purchases(frames: Frames) -> list[Want]:
    return [
        (
            *(
                r["line_role"],
                r["catalogue_name"] or r["line_name"],
                r["catalogue_code"] or "",
                r["project_name"] or "",
            ),
            *(int(r["quantity"] or 0), r["amount"]),
        )
        for r in _rows(frames, "core.fact_procurement")
        if r["line_role"] == "item"
    ]


_ROWS = {"projects": _projects, "goals": _goals, "purchases": _purchases}


def _rows(frames: Frames, table: str) -> list[dict[str, Any]]:
    return list(frames[table].iter_rows(named=True))


def _plain(value: Decimal | None) -> Decimal | str:
    return "" if value is None else value
