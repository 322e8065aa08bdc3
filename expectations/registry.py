"""The registry of identities: `expectations/rules/*.toml` read into `pipelines.reconcile.Rule`.

Every entry names its shape and gives that shape's parameters; an entry with `final_id` stands for two rules, one for
budgets and one for final accounts (the same statement has another number there).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pipelines.model.judgements import Severity
from pipelines.model.stages import Stage
from pipelines.reconcile.rule import (
    Blocks,
    Children,
    Classes,
    Columns,
    Figures,
    Forms,
    Items,
    Narrative,
    Rule,
    Selector,
    Shape,
)

RULES = Path(str(files("expectations") / "rules"))
BASIS = Path(str(files("expectations") / "basis.toml"))
SHAPES: dict[str, type] = {
    "children": Children,
    "classes": Classes,
    "blocks": Blocks,
    "columns": Columns,
    "items": Items,
    "figures": Figures,
    "narrative": Narrative,
    "forms": Forms,
}
WORDS = {"text_zh", "text_en", "reason_zh", "reason_en"}
NEEDED = {"id", "shape", "severity", "basis"} | WORDS
COMMON = NEEDED | {"final_id", "statements", "stages"}


class RegistryError(ValueError):
    """A rule of the registry that cannot be used, with its id and what is wrong with it."""


def _tuples(value: Any) -> Any:
    """Lists of the file become tuples, at any depth."""
    if isinstance(value, list):
        return tuple(_tuples(one) for one in value)
    if isinstance(value, dict):
        return {name: _tuples(one) for name, one in value.items()}
    return value


def _known(rule: str, kind: type, given: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters of `kind`, refused where it has no such field or the value has the wrong kind."""
    fields = kind.__dataclass_fields__  # type: ignore[attr-defined]
    unknown = sorted(set(given) - set(fields))
    if unknown:
        raise RegistryError(f"{rule}: {kind.__name__} has no {', '.join(unknown)}")
    values = {name: _tuples(value) for name, value in given.items()}
    for name, value in values.items():
        if str(fields[name].type).startswith("tuple") and not isinstance(value, tuple):
            raise RegistryError(f"{rule}: {name} must be a list")
    return values


def _selectors(rule: str, given: Any) -> tuple[Selector, ...]:
    if any(not one.get("statement") for one in given):
        raise RegistryError(f"{rule}: a selector without statement")
    return tuple(Selector(**_known(rule, Selector, one)) for one in given)


def _shape(rule: str, name: str, given: Mapping[str, Any], trees: Mapping[str, Any]) -> Shape:
    if name not in SHAPES:
        raise RegistryError(f"{rule}: no shape {name!r}")
    values = dict(given)
    tree = values.get("tree")
    if isinstance(tree, str):
        if tree not in trees:
            raise RegistryError(f"{rule}: no tree {tree!r}")
        values["tree"] = trees[tree]
    sides = {side: _selectors(rule, values.pop(side)) for side in ("lhs", "rhs", "zero", "unless") if side in values}
    try:
        shape: Shape = SHAPES[name](**_known(rule, SHAPES[name], values), **sides)
    except TypeError as error:
        raise RegistryError(f"{rule}: {error}") from error
    return shape


def _statements(shape: Shape, given: tuple[str, ...]) -> tuple[str, ...]:
    """The statements of a rule; a rule over figures names them in its selectors."""
    if isinstance(shape, Figures) and not given:
        return tuple(dict.fromkeys(one for selector in (*shape.lhs, *shape.rhs) for one in selector.statement))
    return given


def _basis(rule: str, named: Sequence[str]) -> tuple[str, str]:
    """What the entries of basis.toml that a rule names say, in Chinese and English."""
    unknown = sorted(set(named) - set(_bases()))
    if unknown or not named:
        raise RegistryError(f"{rule}: no basis {', '.join(unknown)}")
    told = [_bases()[name] for name in named]
    return "；".join(one["zh"] for one in told), "; ".join(one["en"] for one in told)


@cache
def _bases() -> dict[str, dict[str, str]]:
    return tomllib.loads(BASIS.read_text(encoding="utf-8"))


def _rules(entry: Mapping[str, Any], trees: Mapping[str, Any]) -> Iterator[Rule]:
    name = str(entry.get("id", "?"))
    missing = sorted(NEEDED - set(entry))
    if missing:
        raise RegistryError(f"{name}: {', '.join(missing)} missing")
    if entry["severity"] not in set(Severity):
        raise RegistryError(f"{name}: severity {entry['severity']!r}")
    stages = tuple(entry.get("stages", [stage.value for stage in Stage]))
    if not stages or not set(stages) <= set(Stage):
        raise RegistryError(f"{name}: stages {stages!r}")
    shape = _shape(name, entry["shape"], {key: value for key, value in entry.items() if key not in COMMON}, trees)
    names = {Stage.BUDGET: entry["id"], Stage.FINAL: entry["final_id"]} if "final_id" in entry else None
    basis_zh, basis_en = _basis(name, entry["basis"])
    for identifier, of in [(names[one], (one,)) for one in stages] if names else [(entry["id"], stages)]:
        yield Rule(
            id=identifier,
            shape=shape,
            severity=Severity(entry["severity"]),
            text_zh=entry["text_zh"],
            text_en=entry["text_en"],
            reason_zh=entry["reason_zh"],
            reason_en=entry["reason_en"],
            basis_zh=basis_zh,
            basis_en=basis_en,
            statements=_statements(shape, tuple(entry.get("statements", ()))),
            stages=of,
        )


def load_rules(folder: Path = RULES) -> tuple[Rule, ...]:
    """All rules of a folder of TOML files, in file and entry order.

    Raises:
        RegistryError: an entry is incomplete, names an unknown shape or field, or repeats an id.
    """
    rules: list[Rule] = []
    parsed = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.toml"))]
    trees = {name: _tuples(tree) for one in parsed for name, tree in one.get("tree", {}).items()}
    for one in parsed:
        for entry in one.get("rule", []):
            rules.extend(_rules(entry, trees))
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RegistryError(f"{rule.id}: twice in the registry")
        seen.add(rule.id)
    if not rules:
        raise RegistryError(f"no rules in {folder}")
    return tuple(rules)
