"""One id for one body: across years, spellings, prefixes and renamings; two for two."""

from __future__ import annotations

import json
from datetime import datetime

import polars as pl
import pytest

from pipelines.across.bodies import Lists
from tests.across.bodies import Disclosure, bodies_of, ids, parts_of, printed

NINGYUAN, CHANGLI = "431126", "130322"
FIRST, SECOND = datetime(2026, 1, 1), datetime(2026, 1, 2)  # noqa: DTZ001
YEAR_2023 = ("1200.00", "350.50", "80.00", "42.10", "9.99", "3.00")


def budget(document: str, name: str, year: int | None = 2024, region: str | None = NINGYUAN) -> Disclosure:
    return document, name, region, "department", year


@pytest.mark.parametrize(
    ("one", "other", "evidence"),
    [
        ("宁远县水利局", "湖南省永州市宁远县水利局", "same_name"),
        ("宁远县水利局", "水利局", "same_name"),
        ("宁远县水利局", "450宁远县水利局（汇总）", "same_name"),
        ("宁远县发展和改革局", "宁远县发展改革局", "spelling"),
        ("宁远县卫生健康局", "湖南省宁远县卫健局", "spelling"),
        ("宁远县人民政府办公室", "宁远县政府办公室", "spelling"),
        ("宁远县水利局", "县水利局", "prefix"),
        ("宁远县水利局", "宁远县水利局（宁远县移民局）", "second_name"),
        ("宁远县水利局", "宁远县水利局（移民局）", "second_name"),
    ],
)
def test_one_body_under_two_names(one: str, other: str, evidence: str) -> None:
    seen = {"a": FIRST, "b": SECOND}
    found = bodies_of(parts_of(budget("a", one), budget("b", other, 2025), seen=seen))
    assert len(set(ids(found).values())) == 1
    assert found.departments.select("name", "first_year", "last_year").rows() == [(other, 2024, 2025)]
    last = found.bridge.sort("last_year").row(-1, named=True)
    assert (last["evidence"], last["confidence"]) == (evidence, "A")
    assert found.findings.is_empty()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (budget("a", "宁远县教育局"), budget("b", "昌黎县教育局", region=CHANGLI)),
        (budget("a", "水利局"), budget("b", "水利局", region=CHANGLI)),
        (budget("a", "宁远县教育局"), budget("b", "宁远县体育局")),
        (budget("a", "市场监督管理局", region="130300"), budget("b", "市市场监督管理局", region="130400")),
        (budget("a", "宁远县财政局"), ("b", "宁远县财政局（本级）", NINGYUAN, "own", 2024)),
        (budget("a", "财政局", region=None), budget("b", "宁远县财政局")),
        (budget("a", "宁远县人民医院"), budget("b", "宁远县人民医院（东院区）")),
    ],
)
def test_two_bodies_stay_two(one: Disclosure, other: Disclosure) -> None:
    assert len(set(ids(bodies_of(parts_of(one, other))).values())) == 2


def test_a_body_of_no_known_region_is_said_to_be_alone() -> None:
    found = bodies_of(parts_of(budget("a", "第一中学", region=None)))
    assert found.findings.select("kind", "document_id", "severity").rows() == [("region_unknown", "a", "info")]


@pytest.mark.parametrize("first", ["a", "b"])
def test_the_id_is_that_of_the_name_sighted_first(first: str) -> None:
    parts = (budget("a", "宁远县发展和改革局"), budget("b", "宁远县发展改革局", 2025))
    seen = {"a": SECOND, "b": SECOND} | {first: FIRST}
    found = bodies_of(parts_of(*parts, seen=seen))
    own = dict(found.of_part.select("document_id", "body_key").iter_rows())
    assert own["a"] != own["b"]
    assert set(ids(found).values()) == {own[first]}
    assert bodies_of(parts_of(*parts, seen={first: FIRST})).departments.equals(found.departments)  # the other is new


def test_sighted_in_one_night_the_lesser_id_is_kept() -> None:
    found = bodies_of(parts_of(budget("a", "宁远县发展和改革局"), budget("b", "宁远县发展改革局", 2025)))
    assert set(ids(found).values()) == {min(found.of_part["body_key"])}


def test_an_office_with_the_short_name_of_its_region_is_that_of_the_region_and_said_to_be() -> None:
    found = bodies_of(parts_of(budget("a", "宁远县水利局"), budget("b", "宁远水利局", 2025)))
    assert len(set(ids(found).values())) == 1
    assert sorted(found.bridge.select("evidence", "confidence").rows()) == [("same_name", "A"), ("short_region", "B")]
    assert found.findings["kind"].to_list() == ["merged_by_short_region"]


RENAMED = (budget("a", "宁远县环境保护局", 2023), budget("b", "永州市生态环境局宁远分局", 2024))


def test_a_renamed_body_is_known_by_the_figures_of_the_year_before() -> None:
    figures = printed("a", 2023, YEAR_2023) + printed("b", 2024, YEAR_2023, of=2023) + printed("b", 2024, ("5.00",))
    found = bodies_of(parts_of(*RENAMED), figures=figures)
    assert len(set(ids(found).values())) == 1
    assert found.departments["name"].to_list() == ["永州市生态环境局宁远分局"]
    assert sorted(found.bridge.select("evidence", "confidence").rows()) == [
        ("prior_year_figures", "B"), ("same_name", "A")]  # fmt: skip
    assert found.findings.select("kind", "document_id").rows() == [("merged_by_figures", "b")]


@pytest.mark.parametrize(
    ("year", "name", "bodies"), [(2023, "宁远县环境保护局", 1), (2023, "环境保护局", 1), (2024, "宁远县环境保护局", 2)]
)
def test_a_renamed_body_is_known_by_what_the_later_text_says(year: int, name: str, bodies: int) -> None:
    parts = parts_of(budget("a", "宁远县环境保护局", year), RENAMED[1])
    fields = json.dumps({"item": "former", "name": name})
    forms = pl.DataFrame({"document_id": ["b"], "part_no": [1], "kind": ["profile"], "fields": [fields]})
    none = pl.DataFrame(schema={"document_id": pl.String, "part_no": pl.Int64, "unit_name": pl.String})
    found = bodies_of(parts, Lists.of(none, forms))
    assert found.departments.height == bodies
    assert ("merged_by_text" in found.findings["kind"].to_list()) is (bodies == 1)


@pytest.mark.parametrize(
    "before",
    [
        YEAR_2023[:4],  # too few to be sure
        ("1200.00",) * 6,  # one figure, however often
        (*YEAR_2023[:4], "10.00", "4.00"),  # a third of them are others
    ],
)
def test_figures_that_are_not_all_the_same_prove_nothing(before: tuple[str, ...]) -> None:
    own = YEAR_2023 if len(set(before)) > 1 else before
    figures = printed("a", 2023, own) + printed("b", 2024, before, of=2023)
    assert len(set(ids(bodies_of(parts_of(*RENAMED), figures=figures)).values())) == 2


def test_two_bodies_of_the_same_year_are_not_one_whatever_their_figures() -> None:
    parts = parts_of(
        RENAMED[0], budget("b", "永州市生态环境局宁远分局", 2024), budget("c", "永州市生态环境局宁远分局", 2023)
    )
    figures = printed("a", 2023, YEAR_2023) + printed("b", 2024, YEAR_2023, of=2023)
    found = ids(bodies_of(parts, figures=figures))
    assert found["b"] == found["c"] != found["a"]


def test_a_body_whose_figures_two_others_print_was_divided_not_renamed() -> None:
    parts = parts_of(*RENAMED, budget("c", "宁远县自然资源局", 2024))
    figures = printed("a", 2023, YEAR_2023)
    figures += [row for document in "bc" for row in printed(document, 2024, YEAR_2023, of=2023)]
    assert len(set(ids(bodies_of(parts, figures=figures)).values())) == 3


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("宁远县一中学校", "宁远一中学校", "short name of the region"),
        ("宁远县卫生和计划生育局", "宁远县卫生健康局", "of one field (卫生健康)"),
        ("宁远县退役军人事务局", "宁远县退役车人事务局", "differ in one character"),
    ],
)
def test_bodies_that_may_be_one_are_said_and_not_merged(one: str, other: str, why: str) -> None:
    found = bodies_of(parts_of(budget("a", one, 2018), budget("b", other, 2019)))
    assert len(set(ids(found).values())) == 2
    [row] = found.findings.to_dicts()
    assert (row["kind"], row["document_id"], row["severity"]) == ("possibly_same_body", "b", "info")
    assert why in row["message_en"]
    assert one in row["message_zh"]
    assert other in row["message_zh"]


@pytest.mark.parametrize(
    ("one", "other", "year"),
    [
        ("宁远县第一中学校", "宁远县第二中学校", 2019),  # numbers tell schools apart
        ("宁远县城南街道办事处", "宁远县城北街道办事处", 2019),
        ("宁远县卫生和计划生育局", "宁远县卫生健康局", 2018),  # side by side
        ("宁远县卫生和计划生育局", "宁远县卫生健康局", 2025),  # years apart
        ("宁远县教育局", "宁远县委党校", 2019),  # of one field, called nothing alike
    ],
)
def test_what_is_not_alike_is_no_doubt(one: str, other: str, year: int) -> None:
    assert bodies_of(parts_of(budget("a", one, 2018), budget("b", other, year))).findings.is_empty()
