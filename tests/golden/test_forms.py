"""Rows of forms and lists against what a person read on the pages of real documents."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from scripts.measure import forms
from scripts.measure.built import GOLDEN

KNOWN = 2  # as many as there are today: lower it with every one that is healed
DOCUMENTS = sorted({document for kind in forms.KINDS for _, document, _ in forms.documents(kind)})


@cache
def _known() -> dict[tuple[str, str], Counter[forms.Fault]]:
    """What is known to be misread, by document and kind."""
    out: dict[tuple[str, str], Counter[forms.Fault]] = {}
    with (GOLDEN / "known_misses.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            fault = (row["page"], row["what"], row["name"], row["fields"])
            out.setdefault((row["document"], row["kind"]), Counter())[fault] += 1
    return out


def test_there_is_truth_enough_to_measure_by() -> None:
    count = {kind: sum(len(rows) for _, _, rows in forms.documents(kind)) for kind in forms.KINDS}
    assert count["indicators"] >= 1000
    assert count["projects"] + count["purchases"] >= 700
    assert len(DOCUMENTS) >= 15


def test_known_misses_are_few_and_of_these_documents() -> None:
    names = {(name, kind) for kind in forms.KINDS for name, _, _ in forms.documents(kind)}
    assert set(_known()) <= names
    assert sum(sum(faults.values()) for faults in _known().values()) <= KNOWN


@pytest.mark.parametrize("document", DOCUMENTS)
def test_rows_of_forms_and_lists_are_loaded_as_printed(shared: Path, document: str) -> None:
    """Nothing sinks: a fault that is not known is new; one that is healed is to be struck off the list."""
    loaded = forms.loaded(shared / document)
    for kind in forms.KINDS:
        for name, of, truth in forms.documents(kind):
            if of == document:
                score = forms.compare(name, kind, truth, loaded[kind])
                known = _known().get((name, kind), Counter())
                new, healed = Counter(score.faults) - known, known - Counter(score.faults)
                assert (dict(new), dict(healed)) == ({}, {}), score.details


def _projects(*changes: tuple[str, dict[str, object]]) -> list[forms.Fault]:
    """The faults of two made-up projects, one of them over pages 3 and 4, the loaded rows changed as said."""
    plain = {"document": "d", "source": "project_table", "role": "item", "unit_name": "甲所", "unit": "万元"}
    truth = [plain | {"page": "3", "name": "水库维护项目", "amount": "1,200.50"}]
    truth += [plain | {"page": "3-4", "name": "河道清淤", "amount": "7", "unit_name": ""}]
    loaded: dict[str, dict[str, object]] = {}
    for name, page, amount in (("水库维护", 3, "12005000"), ("河道清淤", 4, "70000")):
        loaded[name] = {"page": page, "project_name": name, "amount": amount, "unit_name": "甲所"}
        loaded[name] |= {"source": "project_table", "line_role": "item"}
        loaded[name] |= dict.fromkeys(("project_code", "fiscal_amount", "other_amount"))
    for name, change in changes:
        loaded[name] = loaded.get(name, loaded["河道清淤"]) | change
    return forms.compare("d", "projects", truth, [row for row in loaded.values() if row["page"]]).faults


def test_rows_as_printed_have_no_fault() -> None:
    assert _projects() == []


@pytest.mark.parametrize(
    ("name", "change", "fault"),
    [
        ("水库维护", {"amount": "1200.5"}, ("3", "wrong", "水库维护项目", "amount")),
        ("水库维护", {"amount": None}, ("3", "wrong", "水库维护项目", "amount")),
        ("水库维护", {"line_role": "subtotal"}, ("3", "wrong", "水库维护项目", "role")),
        ("水库维护", {"unit_name": None}, ("3", "wrong", "水库维护项目", "unit_name")),
        ("水库维护", {"project_name": "护"}, ("3", "wrong", "水库维护项目", "name")),
        ("水库维护", {"page": 0}, ("3", "missing", "水库维护项目", "")),
        ("河道清淤", {"source": "project_list"}, ("3", "wrong", "河道清淤", "source")),
        ("另一行", {"page": 3, "project_name": "闸门", "amount": "1"}, ("3", "extra", "闸门", "")),
    ],
)
def test_a_planted_error_is_the_fault_that_is_found(name: str, change: dict[str, object], fault: forms.Fault) -> None:
    assert _projects((name, change)) == [fault]


def test_what_a_target_says_is_compared_and_what_is_doubtful_is_not() -> None:
    truth = dict.fromkeys(forms.KINDS["indicators"].columns, "") | {"page": "2", "level_3": "指标1：巡查次数"}
    truth |= {"document": "d", "target": "≥24次，按月…报送", "operator": "?", "value": "24", "unit": "次"}
    loaded = dict.fromkeys(forms.KINDS["indicators"].columns.values()) | {"page": 2, "level_3": "巡查次数"}
    loaded |= {"target_text": "≥24次，按月巡查并报送", "operator": "<=", "target_value": "24.0", "target_unit": "次"}
    assert forms.compare("d", "indicators", [truth], [loaded]).faults == []
    wrong = loaded | {"target_text": "≥24次", "target_value": "2.4"}
    assert forms.compare("d", "indicators", [truth], [wrong]).faults == [
        ("2", "wrong", "指标1：巡查次数", "target value")
    ]
