"""What was read of a variant against what it prints."""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from expectations.policy import load_policy
from gouji.work import work
from pipelines.acquire import Source
from pipelines.model.text import compact
from pipelines.model.units import YUAN
from pipelines.process import Frames, Work, stamped
from tests.kit.samples.table import Fact
from tests.kit.variants.document import Variant
from tests.kit.variants.shape import UNRULED
from tests.kit.variants.write import WRITERS

Key = tuple[object, ...]
NOW = datetime(2026, 1, 1)  # noqa: DTZ001 - as the warehouse has it
_SEEN = 6  # letters of a long name that its cell shows at least


@dataclass(slots=True)
class Outcome:
    """One variant in one format: facts missing, facts nobody printed, and what else is wrong."""

    missing: list[Key] = field(default_factory=list)
    extra: list[Key] = field(default_factory=list)
    other: list[str] = field(default_factory=list)

    @property
    def right(self) -> bool:
        """Whether all was read as printed."""
        return not (self.missing or self.extra or self.other)


@cache
def worker() -> Work:
    """Reading and judging with the reference lists, the registry and nobody's corrections."""
    return work(load_policy())


def outcome(variant: Variant, kind: str) -> Outcome:
    """``variant`` written as ``kind`` and read."""
    return compared(variant, kind, read(variant, kind))


def read(variant: Variant, kind: str) -> Frames:
    """The raw rows of ``variant`` written as ``kind``."""
    with written(WRITERS[kind](variant), kind) as source:
        return stamped(worker().read(source), NOW)


@contextmanager
def written(data: bytes, kind: str) -> Iterator[Source]:
    """``data`` as a file of its kind, for as long as it is read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"document.{kind}"
        path.write_bytes(data)
        digest = hashlib.sha256(data).hexdigest()
        yield Source(document_id=digest, path=path, source_uri="x", file_name=path.name, bytes=len(data))


def compared(variant: Variant, kind: str, raw: Frames) -> Outcome:
    """What was read of ``variant`` beside what it prints."""
    out = Outcome()
    part = raw["raw.part"].row(0, named=True)
    shape = variant.shape
    whose = (part["department_name"], part["fiscal_year"], part["stage"])
    if whose != (shape.department, shape.year, shape.stage):
        out.other.append(f"identity {whose}")
    want_statements = [s.table.title for s in variant.sheets]
    got = raw["raw.statement"]["statement"].to_list() if "raw.statement" in raw else []
    if kind == "pdf" and shape.ruling in UNRULED:  # nothing shows a table without a figure
        blank = {s.table.title for s in variant.sheets if not s.table.facts()}
        want_statements = [s for s in want_statements if s not in blank or s in got]
    if got != want_statements:
        out.other.append(f"statements {got}")
    if "raw.finding" in raw:
        out.other += [
            f"finding {m}"
            for k, m in raw["raw.finding"].select("kind", "message_zh").iter_rows()
            if k != "reading_chosen"
        ]
    want = Counter(_printed(f) for f in variant.facts())
    found = (
        Counter(_read(row, part) for row in raw["raw.line"].iter_rows(named=True)) if "raw.line" in raw else Counter()
    )
    want, found = _funds_left_open(variant, want, found)
    if kind == "pdf" and shape.labels == "clipped":
        want = _as_cut(want, found)
    out.missing = sorted((want - found).elements(), key=str)
    out.extra = sorted((found - want).elements(), key=str)
    return out


def _printed(fact: Fact) -> Key:
    fund = fact.fund_source or None
    name = compact(fact.line_name).lstrip() if fact.statement != "three_public" else ""
    return (
        fact.statement,
        name,
        fact.functional_code or None,
        fact.economic_code or None,
        fact.measure,
        fund,
        fact.fiscal_year,
        fact.stage,
        fact.amount.quantize(Decimal("0.01")),
    )


def _read(row: dict[str, object], part: dict[str, object]) -> Key:
    year = row["fiscal_year"] or (part["fiscal_year"] or 0) + (row["year_offset"] or 0)  # type: ignore[operator]
    amount = (Decimal(str(row["value"])) * YUAN[str(row["unit"])]).quantize(Decimal("0.01"))
    name = compact(str(row["line_name"])) if row["statement"] != "three_public" else ""
    stage = row["stage"] if part["stage"] == "final" and row["stage"] else part["stage"]
    return (
        row["statement"],
        name,
        row["functional_code"],
        row["economic_code"],
        row["measure"],
        row["fund_source"],
        year,
        stage,
        amount,
    )


def _as_cut(want: Counter[Key], found: Counter[Key]) -> Counter[Key]:
    """``want`` with names as far as a cell's border lets them be seen, where that is what was read."""
    out: Counter[Key] = Counter()
    for key, n in want.items():
        cut = [k for k in found if k not in want and k[:1] + k[2:] == key[:1] + key[2:] and _begins(key[1], k[1])]
        out[cut[0] if key not in found and len(cut) == 1 else key] += n
    return out


def _begins(name: object, part: object) -> bool:
    return len(str(part)) >= _SEEN and str(name).startswith(str(part))


def _funds_left_open(variant: Variant, want: Counter[Key], found: Counter[Key]) -> tuple[Counter[Key], Counter[Key]]:
    """A fact without a fund of its own says nothing of the fund the statement is of."""
    open_: set[Key] = {(*k[:5], *k[6:]) for k in want if k[5] is None}

    def plain(counter: Counter[Key]) -> Counter[Key]:
        out: Counter[Key] = Counter()
        for key, n in counter.items():
            rest = (*key[:5], *key[6:])
            out[(*key[:5], None, *key[6:]) if rest in open_ else key] += n
        return out

    return plain(want), plain(found)
