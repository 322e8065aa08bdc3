"""What persons decide of bodies and documents: expectations/bodies.csv and expectations/documents.csv, or the lists
that the settings ``bodies`` and ``documents`` name.

Both are read strictly: a row that says too little, or cannot be meant, is an error with its line.  Every row has a
reason and an owner.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import polars as pl

from expectations.registry import RegistryError
from pipelines.model.bodies import BodyKind
from pipelines.model.decisions import BodyDecision, DocumentDecision, Named, Relation, row_id
from pipelines.model.stages import Stage
from pipelines.model.units import YUAN
from pipelines.recognise.identity import region_path

BODIES = Path(str(files("expectations") / "bodies.csv"))
DOCUMENTS = Path(str(files("expectations") / "documents.csv"))
OF_BODIES = ("relation", "a", "a_region", "b", "b_region", "from_year", "to_year", "reason", "owner")
_IDENTITY = ("department_name", "region_code", "fiscal_year", "stage", "kind", "unit")
OF_DOCUMENTS = ("document", "part_no", *_IDENTITY, "reason", "owner")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HEX = re.compile(r"[0-9a-f]{16,63}")
_CHOICES = {
    "relation": frozenset(Relation),
    "stage": frozenset({Stage.BUDGET, Stage.FINAL}),
    "kind": frozenset(BodyKind),
    "unit": frozenset(YUAN),
}
Row = Mapping[str, str]


def load_bodies(path: Path | None = None) -> tuple[BodyDecision, ...]:
    """The list of bodies; the id of a row is made of what it says.

    Raises RegistryError: a column is missing, a line lacks what it must have, or says what cannot be.
    """
    return tuple(_body(row) for _, row in _rows(path or BODIES, OF_BODIES, _fault_of_body))


def load_documents(path: Path | None = None) -> tuple[DocumentDecision, ...]:
    """The list of documents; the id of a row is made of what it says.

    Raises RegistryError: a column is missing, a line lacks what it must have or says what cannot be, or two say
    something of the same document.
    """
    path = path or DOCUMENTS
    rows = list(_rows(path, OF_DOCUMENTS, _fault_of_document))
    seen: dict[tuple[str, str], int] = {}
    for line, row in rows:
        first = seen.setdefault((row["document"], row["part_no"]), line)
        if first != line:
            raise RegistryError(f"{path.name} line {line}: {row['document']} is in line {first} already")
    return tuple(_document(row) for _, row in rows)


def _body(row: Row) -> BodyDecision:
    return BodyDecision(
        row_id("B", row),
        Relation(row["relation"]),
        Named(row["a"], row["a_region"] or None),
        Named(row["b"], row["b_region"] or None),
        _number(row["from_year"]),
        _number(row["to_year"]),
        row["reason"],
        row["owner"],
    )


def _document(row: Row) -> DocumentDecision:
    return DocumentDecision(
        row_id("D", row),
        row["document"],
        _number(row["part_no"]),
        row["department_name"] or None,
        row["region_code"] or None,
        _number(row["fiscal_year"]),
        row["stage"] or None,
        row["kind"] or None,
        row["unit"] or None,
        row["reason"],
        row["owner"],
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


def _rows(path: Path, columns: Sequence[str], fault: Callable[[Row], str]) -> Iterator[tuple[int, Row]]:
    """The rows with their lines, stripped; empty ones are passed over."""
    try:
        raw = pl.read_csv(path, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise RegistryError(f"{path}: {error}") from error
    missing = [name for name in columns if name not in raw.columns]
    if missing:
        raise RegistryError(f"{path.name}: no column {', '.join(missing)}")
    for line, row in enumerate(raw.select(columns).iter_rows(named=True), start=2):
        clean = {name: (text or "").strip() for name, text in row.items()}
        if not any(clean.values()):
            continue
        wrong = _lacking(clean) or _no_choice(clean) or fault(clean)
        if wrong:
            raise RegistryError(f"{path.name} line {line}: {wrong}")
        yield line, clean


def _lacking(row: Row) -> str:
    must = [name for name in ("relation", "a", "b", "document", "reason", "owner") if name in row and not row[name]]
    return f"{', '.join(must)} missing" if must else ""


def _no_choice(row: Row) -> str:
    for name, ids in _CHOICES.items():
        if row.get(name) and row[name] not in ids:
            return f"{name} {row[name]!r} is none of {', '.join(sorted(ids))}"
    for name in ("fiscal_year", "from_year", "to_year"):
        if row.get(name) and not _YEAR.fullmatch(row[name]):
            return f"{name} {row[name]!r} is not a year"
    for name in ("region_code", "a_region", "b_region"):
        if row.get(name) and region_path(row[name]) is None:
            return f"{name} {row[name]!r} is no division"
    return ""


def _fault_of_body(row: Row) -> str:
    decision = _body(row)
    years = (decision.from_year, decision.to_year)
    if None not in years and years[0] > years[1]:  # type: ignore[operator]
        return f"from_year {years[0]} is after to_year {years[1]}"
    for name, named in (("a", decision.a), ("b", decision.b)):
        if named.is_id == (named.region is not None):
            return f"{name} is an id of core.dim_department, or a name with {name}_region"
    if decision.a == decision.b and not (decision.relation is Relation.DIFFERENT and decision.has_years):
        return "a and b are the same (only `different` with years may set some years of a body apart)"
    if decision.relation is Relation.PARENT and decision.has_years:
        return "parent is of all years"
    apart = not decision.a.shards & decision.b.shards
    if apart and decision.relation is not Relation.PARENT:
        return "a and b lie in different prefectures; only parent goes from one to another"
    if apart and not decision.a.is_id:
        return "a department in another prefecture is named by its id"
    return ""


def _fault_of_document(row: Row) -> str:
    if not any(row[name] for name in _IDENTITY):
        return f"one of {', '.join(_IDENTITY)} must be said"
    if _HEX.fullmatch(row["document"]):
        return f"document {row['document']!r} is part of a sha256; write all 64 digits"
    if row["part_no"] and not (row["part_no"].isdigit() and int(row["part_no"])):
        return f"part_no {row['part_no']!r} is not a number from 1"
    if row["part_no"] and row["unit"]:
        return "unit is said of a whole document, without part_no"
    return ""
