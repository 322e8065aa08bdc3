"""The registry: complete, bilingual, and refused where it is wrong."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from expectations.registry import BASIS, RULES, RegistryError, load_rules
from expectations.waivers import load_waivers
from pipelines.reconcile.rule import Figures

GOOD = """
[[rule]]
id = "X-1"
final_id = "Y-1"
shape = "figures"
severity = "warning"
basis = ["basic"]
reason_zh = "理由"
reason_en = "reason"
text_zh = "甲等于乙"
text_en = "A equals B"
lhs = [{ statement = ["expenditure"] }]
rhs = [{ statement = ["summary"], role = ["current"] }]
"""


def _folder(path: Path, text: str) -> Path:
    (path / "rules.toml").write_text(text, encoding="utf-8")
    return path


def test_every_rule_says_what_it_is() -> None:
    rules = load_rules()
    assert len(rules) == len({rule.id for rule in rules}) > 80
    for rule in rules:
        assert rule.text_zh and rule.text_en and rule.reason_en and rule.basis_en, rule.id
        for chinese in (rule.text_zh, rule.reason_zh, rule.basis_zh):
            assert any("一" <= character <= "鿿" for character in chinese), rule.id


def test_a_rule_says_what_it_rests_on() -> None:
    rules = {rule.id: rule for rule in load_rules()}
    assert "《预算法》第三十二条" in rules["GEN-CHILDREN"].basis_zh  # classes, headings and items
    assert "《预算法实施条例》第五条" in rules["GEN-BASIC"].basis_zh  # basic spending: personnel and public costs


def test_no_basis_is_left_unused() -> None:
    named = {name for path in RULES.glob("*.toml") for name in re.findall(r'"(\w+)"', " ".join(_basis_lines(path)))}
    assert named == set(tomllib.loads(BASIS.read_text(encoding="utf-8")))


def _basis_lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("basis = ")]


def test_cross_statement_rules_never_block() -> None:
    for rule in load_rules():
        if isinstance(rule.shape, Figures) and rule.shape.scope != "table":
            assert rule.severity != "critical", rule.id


def test_one_entry_two_rules(tmp_path: Path) -> None:
    budget, final = load_rules(_folder(tmp_path, GOOD))
    assert (budget.id, budget.stages, final.id, final.stages) == ("X-1", ("budget",), "Y-1", ("final",))
    assert budget.statements == ("expenditure", "summary")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('shape = "figures"', 'shape = "triangle"'), "no shape 'triangle'"),
        (('severity = "warning"', 'severity = "fatal"'), "severity 'fatal'"),
        (('text_en = "A equals B"', ""), "text_en missing"),
        (("role =", "rolle ="), "has no rolle"),
        (('role = ["current"]', 'role = "current"'), "role must be a list"),
        (('statement = ["expenditure"]', 'flow = ["revenue"]'), "statement"),
        (("lhs =", "left ="), "has no left"),
        (('id = "Y-1"', 'id = "X-1"'), "twice"),
        (('basis = ["basic"]', 'basis = ["basic"]\nstages = ["plan"]'), "stages"),
        (('basis = ["basic"]', 'basis = ["hearsay"]'), "no basis hearsay"),
    ],
)
def test_a_wrong_entry_is_refused_by_name(tmp_path: Path, change: tuple[str, str], message: str) -> None:
    with pytest.raises(RegistryError, match=message):
        load_rules(_folder(tmp_path, GOOD.replace(*change)))


def test_an_empty_registry_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="no rules"):
        load_rules(tmp_path)


def test_the_list_of_waivers_loads() -> None:
    assert load_waivers().columns[0] == "waiver_id"


def _waivers(path: Path, line: str) -> Path:
    file = path / "waivers.csv"
    file.write_text("document_id,department_id,rule_id,node,reason,owner,expiry\n" + line + "\n", encoding="utf-8")
    return file


def test_a_waiver_with_everything(tmp_path: Path) -> None:
    row = load_waivers(_waivers(tmp_path, "abc,,GEN-TOTAL,,misprint on page 3,data team,2026-12-31")).row(0, named=True)
    assert (row["waiver_id"], row["document_id"], row["department_id"], row["node"]) == ("W2", "abc", None, None)
    assert str(row["expiry"]) == "2026-12-31"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("abc,,GEN-TOTAL,,,data team,2026-12-31", "line 2: reason"),
        (",,GEN-TOTAL,,misprint,data team,2026-12-31", "document_id or department_id"),
        ("abc,,GEN-TOTAL,,misprint,data team,soon", "not a date"),
    ],
)
def test_a_waiver_without_reason_place_or_day_is_refused(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(RegistryError, match=message):
        load_waivers(_waivers(tmp_path, line))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("abc,,GEN-TOTAL,,,data team,2026-12-31", "line 2: reason missing"),
        ("abc,,,,misprint,data team,2026-12-31", "rule_id missing"),
        ("abc,,GEN-TOTAL,,misprint,,2026-12-31", "owner missing"),
        ("abc,,GEN-TOTAL,,misprint,data team,", "expiry missing"),
        (" , ,GEN-TOTAL,,misprint,data team,2026-12-31", "document_id or department_id missing"),
        ("abc,,GEN-TOTAL,,misprint,data team,2026-13-01", "expiry '2026-13-01' is not a date"),
    ],
)
def test_what_a_waiver_lacks_is_named(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(RegistryError, match=message):
        load_waivers(_waivers(tmp_path, line))


def test_waivers_are_numbered_by_their_line_and_blanks_are_nothing(tmp_path: Path) -> None:
    lines = "abc, ,GEN-TOTAL, 合计/total ,misprint,data team,2026-12-31\n,dep,B1-BALANCE,,misprint,data team,2026-01-01"
    found = load_waivers(_waivers(tmp_path, lines))
    assert found["waiver_id"].to_list() == ["W2", "W3"]
    assert found["department_id"].to_list() == [None, "dep"]
    assert found["node"].to_list() == ["合计/total", None]
    assert [str(day) for day in found["expiry"]] == ["2026-12-31", "2026-01-01"]
