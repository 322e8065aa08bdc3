"""Every entry of the layout files is taught: what it shows, recognition takes for what the entry says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pipelines.layouts.errors import Place
from pipelines.layouts.examples import wrong_examples, wrong_in
from pipelines.layouts.files import FILES
from pipelines.layouts.forms import list_heads
from pipelines.layouts.load import Entry, check, load
from pipelines.layouts.roles import LIST_ROLES
from pipelines.layouts.tables import (
    column_role,
    counts_things,
    income_source,
    measures,
    neutral,
    not_a_statement,
    outside_three_public,
    row_measure,
    row_role,
    three_public_item,
    title_pattern,
)
from pipelines.recognise.forms.performance.naming import is_department, name_in, nearest_form_title
from pipelines.recognise.forms.stated import stated
from pipelines.recognise.forms.targets import parse_target
from pipelines.recognise.forms.vocabulary import column_role as indicator_role
from pipelines.recognise.forms.vocabulary import label_of, task_role
from pipelines.recognise.identity import layout as identity
from pipelines.recognise.identity.domains import domain
from pipelines.recognise.identity.names import is_organisation
from pipelines.recognise.identity.regions import within
from pipelines.recognise.identity.titles import parse_title
from pipelines.recognise.narrative import layout as narrative
from pipelines.recognise.narrative.counted import layout as counted
from pipelines.recognise.narrative.subjects import is_filler, left_is_harmless, named_subject
from pipelines.recognise.tables.titles import is_meta, is_note, title_of, unit_in

SHOWN = 'seen = "a table"\n'


def examples(file: str, kind: str) -> Iterator[tuple[Entry, str]]:
    for entry in load(file)[kind]:
        assert entry.words.example
        for example in entry.words.example:
            yield entry, example


def test_every_example_is_taken_by_its_own_entry_and_every_alternative_is_shown() -> None:
    assert [str(error) for error in wrong_examples()] == []


@pytest.mark.parametrize(
    ("second", "problem"),
    [
        ('match = "小计"\nexample = "合计"\n', "its example '合计' is taken by the entry in line 1"),
        ('match = "小计"\nexample = "总计"\n', "does not take its example '总计'"),
        ('match = "小计"\nnot = "本年"\nexample = "本年小计"\n', "its example '本年小计' is ruled out by its own not"),
        ('any = ["小计", "^合计$"]\nexample = "小计"\n', "no example shows the alternative '^合计$'"),
        ('any = ["小计", "本年小计"]\nexample = "小计"\n', "no example shows the alternative '本年小计'"),
    ],
)
def test_an_example_of_another_entry_is_found(second: str, problem: str) -> None:
    first = f'[[role]]\nrole = "total"\nmatch = "合计"\nexample = "合计"\n{SHOWN}'
    layout = check("rows.toml", f'{first}[[role]]\nrole = "subtotal"\n{second}{SHOWN}', FILES["rows.toml"])
    found = list(wrong_in(layout))
    assert problem in str(found[0])
    assert found[0].place == Place("rows.toml", 6)


def test_plain_words_show_themselves() -> None:
    text = f'[[role]]\nrole = "total"\nwhole = ["合计", "总合计"]\nexample = "合计"\n{SHOWN}'
    assert list(wrong_in(check("rows.toml", text, FILES["rows.toml"]))) == []


@pytest.mark.parametrize("file", FILES)
def test_shapes_name_no_place(file: str) -> None:
    for kind in load(file).kinds.values():
        for entry in kind:
            if entry.takes is not None:
                assert not within(entry.takes.seen), entry.takes.seen


def test_titles_are_read_as_the_statement_of_their_entry() -> None:
    for entry, example in examples("statements.toml", "statement"):
        for scheme in entry.data.get("scheme", ["any"]):
            found = title_of([example], scheme)
            assert found is None or found[1].id == entry.value
            # a heading without 表 names a statement only where it ends like one
            assert found is not None or not example.endswith("表"), example


def test_headers_are_read_as_the_role_of_their_entry() -> None:
    for entry, example in examples("columns.toml", "role"):
        assert column_role(tuple(example.split("/"))) == entry.value, example


def test_header_cells_are_read_as_the_measure_of_their_entry() -> None:
    for entry, example in examples("columns.toml", "measure"):
        rule = next(rule for rule in measures() if rule.match.search(example))
        assert (rule.measure, rule.words.place) == (entry.value, entry.place)
        assert not neutral().fullmatch(example), example
    for _, example in examples("columns.toml", "neutral"):
        assert neutral().fullmatch(example), example


@pytest.mark.parametrize(
    ("kind", "function"),
    [("role", row_role), ("item", three_public_item), ("source", income_source), ("measure", row_measure)],
)
def test_labels_are_read_as_their_entry_says(kind: str, function: object) -> None:
    assert callable(function)
    for entry, example in examples("rows.toml", kind):
        assert function(example) == entry.value, example


def test_lines_near_tables_are_read_as_their_entry_says() -> None:
    for kind, function in (
        ("not_money", counts_things),
        ("outside_three_public", outside_three_public),
    ):
        assert all(function(example) for _, example in examples("rows.toml", kind))
    for kind, function in (("meta", is_meta), ("note", is_note), ("not_a_statement", not_a_statement)):
        assert all(function(example) for _, example in examples("titles.toml", kind))
    found = {example: unit_in(example) for _, example in examples("titles.toml", "unit")}
    others = {example: unit for example, unit in found.items() if unit is None or unit not in example}
    assert others == {"单位:佰元": "百元", "部门:甲局单位:万": "万元"}  # written otherwise
    assert set(found.values()) == {"元", "百元", "万元"}
    for _, example in examples("titles.toml", "prefix"):
        assert title_pattern("prefix").sub("", example + "收支总表") == "收支总表", example


def test_labels_and_columns_of_forms_are_read_as_their_entry_says() -> None:
    for entry, example in examples("forms.toml", "label"):
        label = label_of(example)
        assert label is not None
        assert (label.field, label.start) == (entry.value, entry.data.get("start", False)), example
    for entry, example in examples("forms.toml", "column"):
        assert indicator_role(example, last=entry.data.get("last", False)) == entry.value, example
    for entry, example in examples("forms.toml", "task"):
        assert task_role(example) == entry.value, example


def test_signs_are_read_as_the_operator_of_their_entry() -> None:
    for entry, example in examples("forms.toml", "operator"):
        target = parse_target(f"{example}5人")
        assert target is not None
        assert (target.operator, target.value) == (entry.value, 5), example


def test_the_money_a_text_states_is_found_behind_every_opening() -> None:
    for kind in ("stated.whole", "stated.only"):
        for _, example in examples("forms.toml", kind):
            found = stated(f"{example}220万元")
            assert found is not None
            assert found.yuan == 2_200_000, example


@pytest.mark.parametrize("kind", LIST_ROLES)
def test_heads_of_lists_are_read_as_their_entry_says(kind: str) -> None:
    for entry, example in examples("forms_lists.toml", f"{kind}.column"):
        rules = [
            rule
            for rule in list_heads(kind)
            if any(rule.words.takes(one) for one in (example, example.rpartition("/")[2]))
        ]
        assert rules[0].role == entry.value, example


def test_what_stands_before_and_behind_the_name_of_a_project_is_no_part_of_it() -> None:
    for _, before in examples("forms.toml", "title.prefix"):
        for _, behind in examples("forms.toml", "title.suffix"):
            assert name_in(f"{before}设备购置{behind}") == "设备购置", (before, behind)
    for _, example in examples("forms.toml", "title.form"):
        assert nearest_form_title([example]) == example
    assert all(is_department(example) for _, example in examples("forms.toml", "title.department"))


def test_titles_of_disclosures_say_stage_and_kind_of_their_noun() -> None:
    for entry, example in examples("identity/titles.toml", "noun"):
        title = parse_title(example)
        assert title is not None
        assert (title.stage, title.kind, title.weight) == tuple(entry.data[key] for key in ("stage", "kind", "weight"))
        assert (title.name, title.year) == ("财政局", "2024"), example


def test_words_behind_a_noun_belong_to_the_title() -> None:
    for entry in load("identity/titles.toml")["tail"]:
        for word in entry.data["words"]:
            title = parse_title(f"财政局2024年部门收支决算{word}")
            assert title is not None, word
            assert title.name == "财政局"
    for entry, example in examples("identity/titles.toml", "revision"):
        assert next(said for mark, said in identity.revision_patterns() if mark.search(example)) == entry.value


def test_captions_and_names_are_told_from_other_words() -> None:
    for entry, example in examples("identity/labels.toml", "label"):
        caption = example.removesuffix(":财政局")
        assert identity.labels()[caption] == identity.Label(caption, entry.data["weight"], entry.data["kind"])
    assert all(is_organisation(example) for _, example in examples("identity/names.toml", "suffix"))
    assert not any(is_organisation(example) for _, example in examples("identity/names.toml", "generic"))
    for entry, example in examples("identity/names.toml", "central"):
        assert identity.central_patterns(entry.value).search(example), example


def test_bodies_work_in_the_field_of_their_entry() -> None:
    for entry, example in examples("identity/domains.toml", "domain"):
        assert domain(example) == entry.value, example


def test_words_of_the_narrative_name_the_subject_of_their_entry() -> None:
    for entry, example in examples("narrative.toml", "term"):
        term, found = narrative.named_terms(example)[0]
        assert (term.subject, term.words.place, found.group()) == (entry.value, entry.place, example)
        subject = named_subject(example)
        assert entry.value == "shadow" or subject is not None, example
    for entry, example in examples("narrative.toml", "none"):
        assert next(said for said, _, words in narrative.nothings() if words.search(example)) == entry.value


def test_words_of_what_is_counted_are_those_of_their_entry() -> None:
    for entry, example in examples("narrative_counts.toml", "count"):
        taken = next(one for one in counted.counted() if one.words.takes(example))
        assert (taken.subject, taken.words.place) == (entry.value, entry.place), example
    for entry, example in examples("narrative_counts.toml", "nothing"):
        assert next(said for said, words in counted.nothings() if words.search(example)) == entry.value
    for entry, example in examples("narrative_counts.toml", "topic"):
        assert next(said for said, words in counted.topics() if words.search(example)) == entry.value
    for entry, example in examples("narrative_counts.toml", "day"):
        assert next(said for said, words in counted.days() if words.search(example)) == entry.value


def test_words_between_and_before_say_nothing() -> None:
    assert all(is_filler(example) for _, example in examples("narrative.toml", "filler"))
    assert all(left_is_harmless(example) for _, example in examples("narrative.toml", "left"))
    assert all(left_is_harmless(f"某市财政{example}本") for _, example in examples("narrative.toml", "left_org"))


def test_directions_are_found_right_before_a_figure() -> None:
    for kind, group in (("increase", "up"), ("decrease", "down")):
        for _, example in examples("narrative.toml", kind):
            found = narrative.change().search(f"比上年决算数{example}")
            assert found is not None
            assert found.group(group) == example
