"""What a person says of bodies goes before what names and figures say."""

from __future__ import annotations

import pytest

from pipelines.model.decisions import BodyDecision, Named, Relation, digest
from tests.across.bodies import bodies_of, ids, parts_of, printed

NINGYUAN, ELSEWHERE = "431126", "431102"
OLD, NEW = "宁远县环境保护局", "永州市生态环境局宁远分局"
FIGURES = ("1200.00", "350.50", "80.00", "42.10", "9.99")


def row(
    relation: str,
    a: str,
    b: str,
    from_year: int | None = None,
    to_year: int | None = None,
    regions: tuple[str | None, str | None] = (NINGYUAN, NINGYUAN),
) -> BodyDecision:
    one, other = Named(a, regions[0]), Named(b, regions[1])
    return BodyDecision("B-1", Relation(relation), one, other, from_year, to_year, "checked", "a person")


def budget(document: str, name: str, year: int, kind: str = "department") -> tuple[str, str, str, str, int]:
    return document, name, NINGYUAN, kind, year


RENAMED = (budget("a", OLD, 2018), budget("b", NEW, 2019), budget("c", NEW, 2020))


def test_two_names_are_one_body_where_a_person_says_so() -> None:
    assert len(set(ids(bodies_of(parts_of(*RENAMED))).values())) == 2
    found = bodies_of(parts_of(*RENAMED), rows=[row("same", OLD, f"湖南省{NEW}"[3:])])
    assert len(set(ids(found).values())) == 1
    assert found.status == {("4311", "B-1"): "applied"}
    evidence = dict(found.bridge.select("evidence", "confidence").rows())
    assert evidence == {"same_name": "A", "bodies.csv": "A"}
    assert found.departments["name"].to_list() == [NEW]


def test_a_body_is_named_by_its_id_too() -> None:
    own = ids(bodies_of(parts_of(*RENAMED)))
    found = bodies_of(parts_of(*RENAMED), rows=[row("same", own["a"], own["b"], regions=(None, None))])
    assert len(set(ids(found).values())) == 1


def test_what_is_said_of_some_years_is_of_these_alone() -> None:
    found = ids(bodies_of(parts_of(*RENAMED), rows=[row("same", OLD, NEW, to_year=2019)]))
    assert found["a"] == found["b"] != found["c"]


def test_two_bodies_of_one_name_are_two_from_the_year_a_person_says() -> None:
    parts = parts_of(budget("a", OLD, 2018), budget("b", OLD, 2019), budget("c", OLD, 2020))
    found = bodies_of(parts, rows=[row("different", OLD, OLD, from_year=2019)])
    of = ids(found)
    assert of["b"] == of["c"] != of["a"]
    assert of["a"] == ids(bodies_of(parts))["a"]
    assert of["b"].startswith("431126-")
    assert found.bridge.select("body_key").n_unique() == 1
    assert found.bridge.height == 2


def test_what_is_different_is_neither_merged_nor_doubted() -> None:
    parts = parts_of(budget("a", "宁远县发展和改革局", 2018), budget("b", "宁远县发展改革局", 2019))
    found = bodies_of(parts, rows=[row("different", "宁远县发展和改革局", "宁远县发展改革局")])
    assert len(set(ids(found).values())) == 2
    figures = printed("a", 2018, FIGURES) + printed("b", 2019, FIGURES, of=2018)
    by_figures = bodies_of(parts_of(*RENAMED[:2]), figures=figures, rows=[row("different", OLD, NEW)])
    assert len(set(ids(by_figures).values())) == 2
    doubted = parts_of(budget("a", "宁远县一中学校", 2018), budget("b", "宁远一中学校", 2019))
    assert bodies_of(doubted).findings.height == 1
    assert bodies_of(doubted, rows=[row("different", "宁远县一中学校", "宁远一中学校")]).findings.is_empty()


def test_a_unit_has_the_department_a_person_names() -> None:
    head, listed = budget("a", "宁远县教育局", 2024), budget("b", "宁远县财政局", 2024)
    unit = budget("c", "宁远县财政局票据中心", 2024, "unit")
    assert bodies_of(parts_of(head, listed, unit)).departments["parent_evidence"].drop_nulls().to_list() == ["name"]
    found = bodies_of(parts_of(head, listed, unit), rows=[row("parent", "宁远县教育局", "宁远县财政局票据中心")])
    of = ids(found)
    assert found.departments.filter(department_id=of["c"]).select(
        "parent_department_id", "parent_evidence", "parent_confidence"
    ).row(0) == (of["a"], "bodies.csv", "A")


def test_a_department_of_another_prefecture_is_named_by_its_id() -> None:
    unit = budget("c", "宁远县气象局", 2024, "unit")
    found = bodies_of(parts_of(unit), rows=[row("parent", "430000-0123abcd", "气象局", regions=(None, NINGYUAN))])
    assert found.departments["parent_department_id"].to_list() == ["430000-0123abcd"]


@pytest.mark.parametrize(
    "said",
    [
        row("same", OLD, "宁远县水利局"),
        row("same", OLD, NEW, from_year=2021),  # nothing of these years
        row("parent", "宁远县水利局", OLD),
        row("same", OLD, NEW, regions=(ELSEWHERE, ELSEWHERE)),
    ],
)
def test_what_names_nothing_present_changes_nothing(said: BodyDecision) -> None:
    before = bodies_of(parts_of(*RENAMED))
    found = bodies_of(parts_of(*RENAMED), rows=[said])
    assert found.status == {("4311", "B-1"): "not_found"}
    assert found.departments.equals(before.departments)
    assert found.of_part.equals(before.of_part)


def test_a_row_bears_on_the_shards_of_the_bodies_it_names() -> None:
    assert row("same", OLD, NEW).shards == {"4311"}
    assert row("parent", "430000-0123abcd", "气象局", regions=(None, NINGYUAN)).shards == {"4311"}
    assert row("same", "000000-0123abcd", "000000-0123abce", regions=(None, None)).shards == {"0000", "unplaced"}
    assert digest(()) == ""
    assert digest((row("same", OLD, NEW),)) == digest((row("same", OLD, NEW),))
