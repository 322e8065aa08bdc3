"""A layout file that says something it cannot mean is refused, with file, line and entry."""

from __future__ import annotations

import re

import pytest

from pipelines.layouts.errors import LayoutError
from pipelines.layouts.files import FILES
from pipelines.layouts.load import check, load
from pipelines.layouts.roles import SUBJECTS

SHOWN = 'example = "甲"\nseen = "a table"\n'
ROLE = f'[[role]]\nrole = "total"\nmatch = "^合计$"\n{SHOWN}'


def rows(text: str) -> None:
    check("rows.toml", text, FILES["rows.toml"])


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (f'# a note\n\n[[role]]\nrole = "totl"\nmatch = "甲"\n{SHOWN}', 3, "role totl: role unknown id 'totl'"),
        (f'{ROLE}[[source]]\nfund_source = "lottery"\nmatch = "甲"\n{SHOWN}', 6, "unknown id 'lottery'"),
        (f'{ROLE}[[measure]]\nmeasure = "people"\nmatch = "甲"\n{SHOWN}', 6, "unknown id 'people'"),
        (f'{ROLE}[[role]]\nrole = "opening"\nmach = "甲"\n{SHOWN}', 6, "role opening: unknown key 'mach'"),
        (f'[[role]]\nmatch = "甲"\n{SHOWN}', 1, "role: role is missing"),
        (f'[[role]]\nrole = 3\nmatch = "甲"\n{SHOWN}', 1, "role must be a text, not 3"),
        ('[[role]]\nrole = "total"\nmatch = "甲"\nseen = "a table"\n', 1, "role total: example is missing"),
        ('[[role]]\nrole = "total"\nmatch = "甲"\nexample = "甲"\n', 1, "role total: seen is missing"),
        (f'[[role]]\nrole = "total"\n{SHOWN}', 1, "one of match, any, whole, words is needed, found none"),
        (f'[[role]]\nrole = "total"\nmatch = "甲"\nany = ["乙"]\n{SHOWN}', 1, "is needed, found match, any"),
        (f'[[role]]\nrole = "total"\nmatch = "甲"\nlead = "乙"\n{SHOWN}', 1, "lead and tail go with whole"),
        (f'[[role]]\nrole = "total"\nany = ["甲", "乙("]\n{SHOWN}', 1, "'乙(' is no regular expression"),
        (f'[[role]]\nrole = "total"\nmatch = "甲"\nnot = ")"\n{SHOWN}', 1, "')' is no regular expression"),
        (f'[[role]]\nrole = "total"\nany = ["甲", 2]\n{SHOWN}', 1, "any must be a text or a list of texts"),
        (f'[[role]]\nrole = "total"\nmatch = "{{nobody}}甲"\n{SHOWN}', 1, "unknown fragment 'nobody'"),
        (f"{ROLE}{ROLE}", 6, "role total: stands already in line 1; give it a name of its own"),
        (
            f'{ROLE}\n[[role]]\nrole = "opening"\nmatch = "^合计$"\n{SHOWN}',
            7,
            "repeats the words of the entry in line 1",
        ),
        (f'[[role]]\nrole = "total"\nwords = ["甲", "乙"]\nany = ["乙"]\n{SHOWN}', 1, "is needed, found any, words"),
        (f'{ROLE}[[rolle]]\nrole = "total"\nmatch = "甲"\n{SHOWN}', 6, "rolle: unknown kind of entry"),
        ('[[role]]\nrole = "total\n', 2, "file: no TOML"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, line: int, message: str) -> None:
    with pytest.raises(LayoutError) as error:
        rows(text)
    assert str(error.value).startswith(f"rows.toml:{line}: ")
    assert message in str(error.value)
    assert (error.value.place.file, error.value.place.line) == ("rows.toml", line)


def test_settings_stand_there_once() -> None:
    heading = '[heading]\nends = ["表"]\n'
    assert check("titles.toml", heading, FILES["titles.toml"]).single("heading")["ends"] == ["表"]
    with pytest.raises(LayoutError, match=r"titles\.toml:3: file: no TOML"):
        check("titles.toml", heading + heading, FILES["titles.toml"])


def test_entries_of_one_title_are_told_apart_by_what_they_classify_by() -> None:
    entry = f'[[statement]]\nid = "{{}}"\nmatch = "支出表"\nscheme = ["{{}}"]\n{SHOWN}'
    text = entry.format("expenditure_economic", "economic") + entry.format("expenditure", "any")
    found = check("statements.toml", text, FILES["statements.toml"])["statement"]
    assert [(e.value, e.place.line) for e in found] == [("expenditure_economic", 1), ("expenditure", 7)]


@pytest.mark.parametrize("file", FILES)
def test_every_file_is_read_and_each_line_is_that_of_its_entry(file: str) -> None:
    from pipelines.layouts.source import text_of

    lines = text_of(file).splitlines()
    entries = [entry for kind in load(file).kinds.values() for entry in kind]
    assert entries
    for entry in entries:
        below = "\n".join(lines[entry.place.line - 1 : entry.place.line + 12])
        assert entry.kind in lines[entry.place.line - 1] or file.endswith(".csv")
        assert not entry.value or entry.value in below


def test_selectors_of_the_narrative_name_statements_roles_and_funds_that_are() -> None:
    fact = '[[fact]]\nsubject = "basic"\nselect = [{{ of = "all", statement = ["{}"], {} }}]\n'
    kinds = FILES["narrative_facts.toml"]
    assert check("narrative_facts.toml", fact.format("expenditure", 'etype = ["basic"]'), kinds)["fact"]
    for statement, rest, problem in (
        ("expense", 'etype = ["basic"]', "statement unknown id 'expense'"),
        ("expenditure", 'etype = ["wages"]', "etype unknown id 'wages'"),
        ("expenditure", 'fund = ["lottery"]', "fund unknown id 'lottery'"),
        ("expenditure", 'name = "("', "name '(' is no regular expression"),
        ("expenditure", 'colour = "red"', "unknown key 'colour'"),
    ):
        with pytest.raises(LayoutError, match=re.escape(problem)):
            check("narrative_facts.toml", fact.format(statement, rest), kinds)


def test_every_subject_has_words_for_readers() -> None:
    assert load("narrative_subjects.toml").kinds.keys() == SUBJECTS
    assert {entry.value for entry in load("narrative.toml")["term"]} - {"shadow"} <= SUBJECTS


def test_settings_of_a_list_name_its_own_roles() -> None:
    kinds = FILES["forms_lists.toml"]
    assert check("forms_lists.toml", '[units]\nneed = [["unit_name", "note"]]\n', kinds).single("units")
    with pytest.raises(LayoutError, match=r"forms_lists\.toml:2: units: need unknown id 'posts'"):
        check("forms_lists.toml", '\n[units]\nneed = [["unit_name"], ["posts"]]\n', kinds)


NEED = 'need = [["unit_name"]]\n'
WORDS = 'zh = "甲"\nen = "a"\n'


@pytest.mark.parametrize(
    ("file", "kind", "keys"),
    [
        ("titles.toml", "heading", 'ends = ["表"]\n'),
        ("forms_lists.toml", "units", NEED),
        ("forms_lists.toml", "staffing", NEED),
        ("forms_lists.toml", "duty", "max_characters = 9\n"),
        ("narrative_subjects.toml", "basic", WORDS),
    ],
)
def test_settings_written_twice_as_entries_are_refused(file: str, kind: str, keys: str) -> None:
    entry = f"[[{kind}]]\n{keys}"
    problem = f"{file}:{2 + keys.count(chr(10))}: {kind}: stands already in line 1; it may stand there once"
    with pytest.raises(LayoutError, match=re.escape(problem)):
        check(file, entry + entry, FILES[file])


def test_entries_may_stand_there_as_often_as_they_differ() -> None:
    text = ROLE + ROLE.replace("合计", "总计").replace('role = "total"', 'role = "total"\nname = "all"')
    assert len(check("rows.toml", text, FILES["rows.toml"])["role"]) == 2
    with pytest.raises(LayoutError, match="give it a name of its own"):
        rows(ROLE + ROLE)


def test_an_entry_is_called_by_what_it_gives_and_its_own_name() -> None:
    again = f'[[role]]\nrole = "opening"\nname = "late"\nmatch = "^合计$"\n{SHOWN}'
    with pytest.raises(LayoutError) as error:
        rows(ROLE + again)
    assert str(error.value) == "rows.toml:6: role opening late: repeats the words of the entry in line 1"
    with pytest.raises(LayoutError, match=r"^rows\.toml:1: role total late: "):
        rows(f'[[role]]\nrole = "total"\nname = "late"\nmatch = "("\n{SHOWN}')
    with pytest.raises(LayoutError, match=r"^rows\.toml:6: not_money b: repeats the words of the entry in line 1$"):
        rows(f'[[not_money]]\nmatch = "辆"\n{SHOWN}\n[[not_money]]\nname = "b"\nmatch = "辆"\n{SHOWN}')
