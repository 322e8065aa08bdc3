"""The small steps of identification, each by what goes in and what comes out."""

from __future__ import annotations

import pytest

from pipelines.model.document import Cell, Document, Grid, Page, Paragraph
from pipelines.recognise.identity import domain, regions
from pipelines.recognise.identity.covers import CoverPage, cover_pages, joined_titles, title_in
from pipelines.recognise.identity.evidence import cover_votes, title_votes, weak_stage
from pipelines.recognise.identity.flat import FlatText, flatten
from pipelines.recognise.identity.labels import label_votes, name_in
from pipelines.recognise.identity.model import Field, Vote
from pipelines.recognise.identity.names import canonical_name, is_organisation, longest_organisation
from pipelines.recognise.identity.place import locate
from pipelines.recognise.identity.prose import prose_votes
from pipelines.recognise.identity.split import split
from pipelines.recognise.identity.tally import Decision, decide, decide_department
from pipelines.recognise.identity.titles import parse_title
from pipelines.recognise.identity.years import YEAR_PATTERN, year_value

PROSE = "这是说明。"  # no title, alone or joined with others


def flat(*pages: list[str]) -> FlatText:
    placed = [(line, number) for number, lines in enumerate(pages, 1) for line in lines]
    return FlatText.of(placed, list(range(1, len(pages) + 1)))


def said(votes: list[Vote], field: Field) -> list[tuple[str, float]]:
    return [(vote.value, round(vote.weight, 3)) for vote in votes if vote.field == field]


def vote(value: str, weight: float, field: Field = Field.DEPARTMENT) -> Vote:
    return Vote(field, value, weight, 1, value, "cover")


# -- lines ------------------------------------------------------------------------------------------------------------


def test_a_document_becomes_squeezed_lines_in_reading_order() -> None:
    cells = ["单位：万元", "12.55", "2024", "两\n行", "长" * 80, "长" * 81]
    grid = Grid(1, 2, 2, 1, len(cells), [Cell(0, n, text) for n, text in enumerate(cells)])
    made = Document("test", [Page(1), Page(2)])
    made.paragraphs += [Paragraph(3, 2, "尾"), Paragraph(1, 1, "部 门\t２０２４年\n\n（一）")]
    made.grids.append(grid)
    text = flatten(made)
    expected = ["部门", "2024年", "(一)", "单位:万元", "2024", "两行", "长" * 80, "尾"]
    assert list(text.placed()) == list(zip(expected, [1, 1, 1, 2, 2, 2, 2, 2], strict=True))
    assert text.page_numbers == [1, 2]
    assert flatten(Document("test")).lines == []


def test_repeated_lines_know_their_first_place() -> None:
    text = flat(["甲", "乙"], ["甲"], ["丙"])
    assert (text.first, dict(text.count)) == ({"甲": 0, "乙": 1, "丙": 3}, {"甲": 2, "乙": 1, "丙": 1})
    part = text.within([((2, 0), (9, 0))])
    assert (part.lines, part.pages, part.page_numbers, part.first) == (["甲", "丙"], [2, 3], [2, 3], {"甲": 0, "丙": 1})
    apart = text.within([((0, 0), (1, 0)), ((3, 0), (4, 0))])
    assert (apart.lines, apart.spots, apart.page_numbers) == (["甲", "丙"], [(0, 0), (3, 0)], [1, 2, 3])
    assert text.within([]).lines == []


def test_covers_are_the_first_lines_of_the_first_three_pages() -> None:
    text = flat(["-1-", "甲", "第2页"], ["乙"] * 41, ["丙"], ["丁"])
    assert cover_pages(text) == [CoverPage(1, ["甲"]), CoverPage(2, ["乙"] * 40), CoverPage(3, ["丙"])]
    assert CoverPage(1, ["甲"] * 12).is_bare
    assert not CoverPage(1, ["甲"] * 13).is_bare


def test_a_title_may_run_over_five_lines() -> None:
    lines = ["昌黎县", "审计局", "2024", "年度", "部门预算"]
    found = list(joined_titles(lines))
    assert [(one.start, one.count) for one in found if one.title.name == "昌黎县审计局"] == [(0, 5)]
    assert not any(one.title.name == "昌黎县审计局" for one in joined_titles(["昌", "黎县", *lines[1:]]))


@pytest.mark.parametrize(
    ("line", "is_title"),
    [
        ("昌黎县审计局2024年部门预算", True),
        ("昌黎县审计局2024年部门", False),
        ("昌黎县审计局2024年部门预算,公开", False),
        ("昌黎县审计局2024年部门预算。", False),
    ],
)
def test_a_line_that_is_a_title(line: str, is_title: bool) -> None:
    assert (title_in(line) is not None) is is_title


# -- titles -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("昌黎县审计局2024年部门预算", ("昌黎县审计局", None, "2024", "budget", "department")),
        ("2024年昌黎县审计局(本级)部门决算", ("昌黎县审计局(本级)", None, "2024", "final", "own")),
        ("昌黎县审计局(本级)2024年预算", ("昌黎县审计局(本级)", None, "2024", "budget", "own")),
        ("昌黎县审计局2024年预算", ("昌黎县审计局", None, "2024", "budget", "")),
        ("上海市普陀区2026年区级单位预算", (None, "上海市普陀区", "2026", "budget", "unit")),
        ("湖南省2024年湖南省水利厅部门决算", ("湖南省水利厅", "湖南省", "2024", "final", "department")),
        ("昌黎县审计局2024年昌黎县审计局部门预算", ("昌黎县审计局", None, "2024", "budget", "department")),
        ("2024年XX局部门预算", (None, None, "2024", "budget", "department")),
        ("2024年某些话部门预算", (None, None, "2024", "budget", "department")),
        ("昌黎县审计局预算", None),
        ("2024年预算", None),
        ("2023年至2024年部门预算", None),
        ("2024年一些话部门预算", None),
        ("2024年部门预算说明如下", None),
    ],
)
def test_what_a_title_says(line: str, expected: tuple[str | None, ...] | None) -> None:
    title = parse_title(line)
    assert (title and (title.name, title.place, title.year, title.stage, title.kind)) == expected


def test_a_title_in_a_list_of_contents_and_the_longest_one() -> None:
    contents = parse_title("二、昌黎县审计局2024年部门预算......3")
    assert contents is not None
    assert (contents.name, contents.contents) == ("昌黎县审计局", True)
    longest = "2024年" + "某" * 51 + "部门预算"  # 60 characters
    assert parse_title(longest) is not None
    assert parse_title("某" + longest) is None


@pytest.mark.parametrize(("printed", "year"), [("2024年", "2024"), ("二〇二四年度", "2024"), ("二○二O年", "2020")])
def test_years_in_titles(printed: str, year: str) -> None:
    found = YEAR_PATTERN.search(printed)
    assert found is not None
    assert year_value(found[1]) == year


def test_a_month_is_no_year() -> None:
    assert YEAR_PATTERN.search("2024年8月") is None
    assert YEAR_PATTERN.search("二〇二四年八月") is None


# -- votes ------------------------------------------------------------------------------------------------------------


def test_a_cover_counts_more_than_the_next_page_and_early_lines_more_than_late_ones() -> None:
    title = "昌黎县审计局2024年部门预算"
    votes = cover_votes(flat([title], [PROSE] * 8 + [title], [PROSE, title]))
    assert said(votes, Field.DEPARTMENT) == [("昌黎县审计局", 10.0), ("昌黎县审计局", 4.2), ("昌黎县审计局", 7.0)]
    late = cover_votes(flat([PROSE] * 7 + [title]))
    assert said(late, Field.DEPARTMENT) == [("昌黎县审计局", 10.0)]


def test_the_more_lines_a_title_runs_over_the_less_it_counts_and_once_a_page() -> None:
    title = "昌黎县审计局2024年部门预算"
    votes = cover_votes(flat(["昌黎县审计局", "2024年部门预算", PROSE, title], [PROSE, title, PROSE, title]))
    signature = ("昌黎县审计局", 4.0)
    assert said(votes, Field.DEPARTMENT) == [("昌黎县审计局", 9.7), signature, ("昌黎县审计局", 7.0)]


def test_words_that_name_nobody_are_a_title_only_alone_on_a_page() -> None:
    assert said(cover_votes(flat(["甲"] * 12 + ["部门预算"])), Field.STAGE) == []
    assert said(cover_votes(flat(["甲"] * 11 + ["部门预算"])), Field.STAGE) == [("budget", 2.0)]
    assert said(cover_votes(flat(["甲"] * 12 + ["2024年部门预算"])), Field.STAGE) == [("budget", 6.0)]
    assert said(cover_votes(flat(["部门", "预算"])), Field.STAGE) == []


def test_titles_anywhere_count_by_how_often_they_stand() -> None:
    title = "昌黎县审计局2024年部门预算"
    assert said(title_votes(flat([title])), Field.DEPARTMENT) == [("昌黎县审计局", 3.5)]
    assert said(title_votes(flat([title] * 3)), Field.DEPARTMENT) == [("昌黎县审计局", 4.2)]
    assert said(title_votes(flat([title] * 9)), Field.DEPARTMENT) == [("昌黎县审计局", 5.25)]
    assert title_votes(flat(["部门预算"])) == []
    assert said(title_votes(flat([f"{title}......3"])), Field.DEPARTMENT) == [("昌黎县审计局", 3.0)]  # of contents
    assert said(title_votes(flat(["2024年部门预算"])), Field.KIND) == [("department", 1.75)]


def test_titles_of_tables_tell_a_stage_weakly() -> None:
    lines = [
        "收支决算总表",
        "收支预算总表",
        "项目绩效目标表",
        "部门支出总表",
        "支出决算总表",
        "预算说明",
        "某" * 36 + "预算总表",
        "某" * 37 + "预算总表",
    ]
    assert said(list(weak_stage(flat(lines))), Field.STAGE) == [
        ("final", 0.4),
        ("budget", 0.4),
        ("budget", 0.3),
        ("budget", 0.2),
        ("final", 0.4),
        ("budget", 0.4),
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["部门名称:昌黎县审计局"], [("昌黎县审计局", 8.4)]),
        (["部门名称", "昌黎县审计局"], [("昌黎县审计局", 8.4)]),
        (["部门名称:", "昌黎县审", "计局"], [("昌黎县审计局", 8.4)]),
        (["部门名称昌黎县审计局"], [("昌黎县审计局", 8.4)]),
        (["部门名称审计局说明"], []),
        (["部门名称:昌黎县审计局单位:万元"], [("昌黎县审计局", 8.4)]),
        (["甲"] * 12 + ["部门名称:昌黎县审计局"], [("昌黎县审计局", 6.0)]),
        (["甲"] * 11 + ["部门名称:昌黎县审计局"], [("昌黎县审计局", 8.4)]),
        (["130322昌黎县审计局"], [("昌黎县审计局", 4.0)]),
        (["130322审计局"], []),
        (["部门名称:昌黎县审计局单位:" + "万" * 76], [("昌黎县审计局", 8.4)]),  # a line of 90 characters
        (["部门名称:昌黎县审计局单位:" + "万" * 77], []),
    ],
)
def test_names_behind_labels(lines: list[str], expected: list[tuple[str, float]]) -> None:
    assert said(label_votes(flat(lines)), Field.DEPARTMENT) == expected


def test_a_label_at_the_foot_of_a_page_has_nothing_beside_it() -> None:
    assert label_votes(flat(["部门名称"], ["昌黎县审计局"])) == []
    assert label_votes(flat(["部门名称"])) == []


def test_the_same_caption_counts_up_to_five_times() -> None:
    page = ["部门名称:昌黎县审计局"]
    assert said(label_votes(flat([], *[page] * 2)), Field.DEPARTMENT) == [("昌黎县审计局", 10.5)]
    assert said(label_votes(flat([], *[page] * 9)), Field.DEPARTMENT) == [("昌黎县审计局", 16.8)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("(2021年度)", [("2021", 2.5)]),
        ("2026(年度)", [("2026", 2.5)]),
        ("预算年度:2024", [("2024", 5.0)]),
        ("2024年8月", []),
        ("2021年度情况", []),
    ],
)
def test_years_on_lines_of_their_own(line: str, expected: list[tuple[str, float]]) -> None:
    assert said(label_votes(flat([line])), Field.FISCAL_YEAR) == expected


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("昌黎县审计局", "昌黎县审计局"),
        ("[130322]昌黎县审计局", "昌黎县审计局"),
        ("昌黎县民政局实施单位:昌黎县审计局", "昌黎县民政局"),
        ("昌黎县审计局和其他", "昌黎县审计局"),
        ("审计局和其他", None),
        ("昌黎县审计局,和其他", None),
        ("昌黎县审计局" + "和" * 54, "昌黎县审计局"),
        ("昌黎县审计局" + "和" * 55, None),
    ],
)
def test_the_name_in_the_text_behind_a_label(value: str, name: str | None) -> None:
    assert name_in(value) == name


@pytest.mark.parametrize(
    ("line", "field", "expected"),
    [
        ("昌黎县审计局概况", Field.DEPARTMENT, [("昌黎县审计局", 3.0)]),
        ("工作概况", Field.DEPARTMENT, []),
        ("昌黎县审计局2024年部门预算收入", Field.DEPARTMENT, [("昌黎县审计局", 1.5)]),
        ("某审计局2024年部门预算收入", Field.DEPARTMENT, []),
        ("天平路审计局2024年部门预算收入", Field.DEPARTMENT, [("天平路审计局", 0.8)]),
        ("纳入昌黎县审计局2024年部门预算收入", Field.DEPARTMENT, []),
        ("昌黎县审计局2024年会议", Field.DEPARTMENT, []),
        ("2024年收入预算情况表", Field.STAGE, [("budget", 1.5)]),
        ("2024年收入决算情况表", Field.STAGE, [("final", 1.5)]),
        ("2024年收入情况表", Field.STAGE, []),
        ("2024年收入情况表", Field.FISCAL_YEAR, [("2024", 1.5), ("2024", 1.0)]),
    ],
)
def test_names_and_years_in_prose(line: str, field: Field, expected: list[tuple[str, float]]) -> None:
    assert said(prose_votes(flat([line])), field) == expected


def test_prose_counts_at_most_five_times() -> None:
    lines = [f"昌黎县审计局2024年部门预算收入{n}" for n in range(7)]
    assert said(prose_votes(flat(lines)), Field.DEPARTMENT) == [("昌黎县审计局", 1.5)] * 5


# -- counting ---------------------------------------------------------------------------------------------------------


def test_weights_of_one_value_add_up_and_the_strongest_vote_is_shown() -> None:
    weak, strong = vote("2023", 2.0, Field.FISCAL_YEAR), vote("2023", 3.0, Field.FISCAL_YEAR)
    other, stage = vote("2024", 4.0, Field.FISCAL_YEAR), vote("final", 9.0, Field.STAGE)
    found = decide([other, weak, strong, stage], Field.FISCAL_YEAR)
    assert found == Decision("2023", 5.0, strong, {"2024": 4.0}, 2)
    assert decide([], Field.FISCAL_YEAR) is None


def test_of_two_level_values_the_longer_is_taken() -> None:
    found = decide([vote("unit", 1.0, Field.KIND), vote("department", 1.0, Field.KIND)], Field.KIND)
    assert found is not None
    assert found.value == "department"


def test_an_abbreviation_supports_the_full_name() -> None:
    found = decide_department([vote("审计局", 4.0), vote("昌黎县审计局", 2.0), vote("昌黎县民政局", 5.0)])
    assert found is not None
    assert (found.value, round(found.score, 2)) == ("昌黎县审计局", 6.6)  # a full name counts 1.3 times
    assert found.alternatives == {"昌黎县民政局": 6.5}


def test_a_name_inside_another_body_is_no_abbreviation() -> None:
    found = decide_department([vote("昌黎县审计局", 4.0), vote("国家驻昌黎县审计局", 1.0)])
    assert found is not None
    assert set(found.alternatives) == {"国家驻昌黎县审计局"}


def test_the_spelling_with_most_weight_is_shown() -> None:
    found = decide_department([vote("昌黎县审计局(本级)", 2.0), vote("昌黎县审计局", 1.0)])
    assert found is not None
    assert found.value == "昌黎县审计局（本级）"


# -- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("昌黎县财政局", True),
        ("财政局", True),
        ("政局", False),
        ("昌黎县财政局(", False),
        ("2024财政局", False),
        ("和昌黎县财政局", False),
        ("昌黎县财政局本级", True),
        ("昌黎县财政局(机关)", True),
        ("AB局C社", False),
    ],
)
def test_the_shape_of_a_name(name: str, expected: bool) -> None:
    assert is_organisation(name) is expected


def test_the_longest_name_a_text_begins_with() -> None:
    assert longest_organisation("昌黎县人民政府办公室财政局及其他") == "昌黎县人民政府办公室财政局"
    assert longest_organisation("昌黎县某社会") is None
    assert longest_organisation("某局") is None


def test_torn_brackets_are_no_part_of_a_name() -> None:
    assert canonical_name("昌黎县财政局(") == "昌黎县财政局"
    assert canonical_name("局本级") == "局本级"  # too short to be a name without it


# -- divisions --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codes", "rest"),
    [
        ("河北省秦皇岛市昌黎县财政局", {"130322"}, "财政局"),
        ("昌黎县财政局", {"130322"}, "财政局"),
        ("重庆渝中区财政局", {"500103"}, "财政局"),
        ("果洛州财政局", {"632600"}, "财政局"),
        ("苏州大学", set(), "苏州大学"),
        ("财政局", set(), "财政局"),
    ],
)
def test_the_division_a_name_begins_with(text: str, codes: set[str], rest: str) -> None:
    found, end = regions.read_prefix(text)
    assert ({one.code for one in found}, text[end:]) == (codes, rest)


def test_a_place_is_nothing_but_a_division() -> None:
    assert regions.is_place("上海市普陀区")
    assert not regions.is_place("上海市普陀区财政局")
    assert not regions.is_place("")


def test_divisions_are_those_of_the_year_or_of_today() -> None:
    codes = [{one.code for one in regions.read_prefix("北京市延庆县", year)[0]} for year in (2014, 2015, None)]
    assert codes == [{"110229"}, {"110229"}, {"110229"}]  # a retired name is printed for years
    both = [*regions.read_prefix("北京市延庆县", 2014)[0], *regions.read_prefix("北京市延庆区", 2020)[0]]
    valid = [[one.name for one in regions.valid_at(both, year)] for year in (2014, 2015, None)]
    assert valid == [["延庆县"], ["延庆区"], ["延庆区"]]


def test_a_division_inside_a_name() -> None:
    assert {one.code for one in regions.within("共青团昌黎县委员会")} == {"130322"}
    assert regions.within("昌黎县委员会") == ()


def test_the_surroundings_decide_between_divisions_of_one_name() -> None:
    found, _ = regions.read_prefix("朝阳区")
    division, scores = regions.choose(found, "北京市的区".count)
    assert division is not None
    assert (division.code, scores["110105"]) == ("110105", 6.0)  # once as a name and five times as the whole path
    assert regions.choose(found, "".count)[0] is None


@pytest.mark.parametrize(
    ("name", "lines", "code", "source"),
    [
        ("昌黎县审计局", [], "130322", "name"),
        ("国家信访局", [], "000000", "central_name"),
        ("共青团昌黎县委员会", [], "130322", "inside_name"),
        ("西安电子科技大学", ["教育部直属"], "000000", "central_text"),
        ("天津经济技术开发区管理委员会", [], "120000", "short_name"),
        ("苏州大学", [], None, "short_name"),
        (None, ["河北省", "河北省"], "130000", "mentions"),
        (None, ["河北省"], None, "none"),
        (None, ["河北省", "河北省", "江苏省"], "130000", "mentions"),
        ("宁远水利局", [], "431126", "short_name"),  # of 宁远县 alone
        ("宁远水利局（本级）", [], "431126", "short_name"),
        ("宁远商场", [], None, "none"),  # no office of a government
        ("鼓楼教育局", [], None, "none"),  # four districts are called so
        ("新华书店", [], None, "none"),
        (None, ["河北省"] * 3 + ["江苏省"] * 2, None, "none"),
        (None, ["河北省秦皇岛市", "河北省秦皇岛市"], "130000", "mentions"),
        (None, ["河北省秦皇岛市", "河北省", "秦皇岛市", "秦皇岛市"], "130300", "mentions"),
        (None, ["河北省", "河北省", "我县"], None, "mentions"),
        (None, ["河北省", "河北省", "我省", "我县"], "130000", "mentions"),
    ],
)
def test_where_the_region_is_read(name: str | None, lines: list[str], code: str | None, source: str) -> None:
    place = locate(name, None, flat(lines), 2024)
    assert (place.code, place.evidence["source"]) == (code, source)


def test_the_region_of_a_title_and_of_a_name_with_several() -> None:
    title = Decision("北京市", 1.0, vote("北京市", 1.0, Field.PLACE), {}, 1)
    assert locate("审计局", title, flat([]), 2024).code == "110000"
    assert locate("朝阳区审计局", title, flat([]), 2024).code == "110105"
    assert locate("朝阳区审计局", None, flat([]), 2024).evidence["undecided"] is True


# -- bundles ----------------------------------------------------------------------------------------------------------


def test_where_the_parts_of_a_bundle_begin() -> None:
    statements = ["收支总表", "收入总表", "支出总表"]
    first, second = ["昌黎县教育局", "2023年部门预算"], ["昌黎县第一中学", "2023年单位预算"]
    assert split(flat(first, statements, second, statements)) == [(1, 2), (3, 4)]
    assert split(flat(["目录"], first, statements, second, statements)) == [(1, 3), (4, 5)]
    assert split(flat(first, statements, second, statements[:2])) == [(1, 4)]
    assert split(flat(first, statements, first, statements)) == [(1, 4)]
    assert split(flat(first, statements, [*second, *"甲乙丙丁戊己"], statements)) == [(1, 2), (3, 4)]
    assert split(flat(first, statements, [*second, *"甲乙丙丁戊己庚"], statements)) == [(1, 4)]
    assert split(flat()) == [(1, 1)]


def test_a_cover_holds_hardly_anything_else() -> None:
    statements = ["收支总表", "收入总表", "支出总表"]
    first, second = ["昌黎县教育局", "2023年部门预算"], ["昌黎县第一中学", "2023年单位预算"]
    room = 150 - len("".join(second))
    assert split(flat(first, statements, [*second, "文" * room], statements)) == [(1, 2), (3, 4)]
    assert split(flat(first, statements, [*second, "文" * (room + 1)], statements)) == [(1, 4)]


def test_the_region_in_front_is_no_field_of_work() -> None:
    assert domain("公安县审计局") == "审计"
    assert domain("公安县") == "公安"


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("宁远水利局", "431126"),  # no other division is 宁远
        ("和平教育局", None),  # several are 和平
        ("公安交通管理局", None),  # a field of work, not 公安县
        ("宁远大酒店公司", None),
    ],
)
def test_a_county_by_its_short_name_before_an_office(name: str, region: str | None) -> None:
    assert locate(name, None, flatten(Document("made")), 2025).code == region
