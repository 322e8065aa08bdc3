"""Every sentence of the catalogue is said somewhere, what is said is in it, and no sentence stands in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from pipelines.model.document import Unreadable
from pipelines.model.sentences import areas, entries, words
from pipelines.reconcile.forms.evaluate import CHECKS as FORM_CHECKS
from pipelines.reconcile.narrative.evaluate import CHECKS as NARRATIVE_CHECKS

REPO = Path(__file__).parents[2]
SITE = REPO / "gouji" / "site"
CODE = ("pipelines", "assets", "expectations", "warehouse", "gouji")
SAYING = {"say", "said", "entry", "words"}
# Groups of the site whose ids are put together where a page is made: the files that name the end of an id.
NAMED_IN = {
    "site.text": ["templates/*.jinja", "site.py"],
    "site.title": ["templates/*.jinja", "lists.py", "index.py"],
    "site.column": ["templates/*.jinja", "lists.py", "index.py"],
    "site.script": ["static/document.js"],
}
# What a template or script says, by how it asks for it.
ASKED_FOR = [
    ("site.text", "templates/*.jinja", r"\b(?:t|plain)\(\s*\"(\w+)\""),
    ("site.title", "templates/*.jinja", r"(?<!\w)title\(\s*\"(\w+)\""),
    ("site.column", "templates/*.jinja", r"\b(?:column_title|rate_head)\(\s*\"(\w+)\""),
    ("site.script", "static/document.js", r"\bsay\(\"(\w+)\""),
]


@cache
def _trees() -> dict[str, ast.Module]:
    paths = [path for folder in CODE for path in sorted((REPO / folder).rglob("*.py"))]
    return {path.relative_to(REPO).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in paths}


@cache
def _nodes(path: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(_trees()[path]))


@cache
def _literals() -> frozenset[str]:
    nodes = (node for path in _trees() for node in _nodes(path))
    return frozenset(node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))


def _asking(function: ast.expr) -> str | None:
    """The name of a function that asks the catalogue: ``say`` or ``sentences.say``."""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return function.attr if function.value.id == "sentences" and function.attr in SAYING else None
    return function.id if isinstance(function, ast.Name) and function.id in SAYING else None


def _named(first: ast.expr) -> Iterator[tuple[str, bool]]:
    """Each id the first argument of a call may be, and whether it is only the beginning of one (an f-string)."""
    if isinstance(first, ast.JoinedStr) and isinstance(first.values[0], ast.Constant):
        yield str(first.values[0].value), True
    for node in (first.body, first.orelse) if isinstance(first, ast.IfExp) else (first,):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value, False


@cache
def _asked() -> list[tuple[str, str, str, bool]]:
    """Where, by which function, which id, and whether that is a beginning, for each call for words."""
    return [
        (path, name, id_, begins)
        for path in _trees()
        for node in _nodes(path)
        if isinstance(node, ast.Call) and node.args and (name := _asking(node.func))
        for id_, begins in _named(node.args[0])
    ]


def _ids() -> set[str]:
    return {id_ for area in areas() for id_ in entries(area)}


@cache
def _text(*patterns: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for pattern in patterns for path in sorted(SITE.glob(pattern)))


def _used(id_: str, beginnings: tuple[str, ...]) -> bool:
    group, _, name = id_.rpartition(".")
    if group in NAMED_IN:
        return id_ in _literals() or f'"{name}"' in _text(*NAMED_IN[group])
    return id_ in _literals() or id_.startswith(beginnings)


def test_every_sentence_is_used() -> None:
    groups = [id_ if begins else f"{id_}." for _, name, id_, begins in _asked() if begins or name == "words"]
    unused = sorted(id_ for id_ in _ids() if not _used(id_, tuple(groups)))
    assert not unused, f"in the catalogue, but nobody says {unused}"


def test_every_sentence_the_code_says_exists() -> None:
    ids = _ids()
    assert len(_asked()) > 60  # the walk sees the calls at all
    for path, name, id_, begins in _asked():
        if begins or name == "words":
            beginning = id_ if begins else f"{id_}."
            assert any(one.startswith(beginning) for one in ids), f"{path}: nothing begins with {beginning}"
        else:
            assert id_ in ids, f"{path}: no sentence {id_}"


def test_every_sentence_a_page_says_exists() -> None:
    for group, pattern, call in ASKED_FOR:
        named = set(re.findall(call, _text(pattern)))
        assert named, f"nobody asks for {group}: the pattern of this test is wrong"
        assert named <= {id_.removeprefix(f"{group}.") for id_ in entries("site")}, group


def test_words_by_reason_and_check_are_those_of_the_code() -> None:
    assert set(words("documents.unreadable")) == {reason.value for reason in Unreadable}
    assert set(words("documents.remedy")) == {reason.value for reason in Unreadable}
    assert set(words("rules.narrative")) == set(NARRATIVE_CHECKS)
    assert set(words("rules.forms")) == set(FORM_CHECKS)


# A literal of the code is a sentence if it is Chinese with a stop, comma, colon or semicolon of Chinese, or with a
# placeholder among three characters or more.  A pattern (raw, or with a group) is none.
CJK = re.compile(r"[\u3400-\u9fff]")
STOP = re.compile("[。，：；]")
PLACEHOLDER = re.compile(r"\{\w*\}")
FEWEST = 3
PRINTED = {
    "如下。": "the end of a sentence of the text that says what follows",
}  # looked for in documents
BOTH_AT_ONCE = ["expectations/rulebook.py"]  # a page written in both languages line by line, from the registry


def _is_sentence(text: str, formatted: bool) -> bool:
    letters = len(CJK.findall(text))
    return bool(letters and STOP.search(text)) or (formatted and letters >= FEWEST)


@cache
def _sentences_of(path: str) -> tuple[tuple[int, str], ...]:
    """Line and text of each."""
    return tuple(_sentences_in(_nodes(path), (REPO / path).read_text(encoding="utf-8")))


def _sentences_in(nodes: Sequence[ast.AST], source: str) -> Iterator[tuple[int, str]]:
    formatted = [node for node in nodes if isinstance(node, ast.JoinedStr)]
    parts = {id(part) for node in formatted for part in node.values} | _docstrings(nodes)
    plain = [node for node in nodes if isinstance(node, ast.Constant) and id(node) not in parts]
    for node in (*formatted, *plain):
        if isinstance(node, ast.JoinedStr):
            text = "".join(str(one.value) for one in node.values if isinstance(one, ast.Constant))
        else:
            text = node.value if isinstance(node.value, str) else ""
        said = _is_sentence(text, isinstance(node, ast.JoinedStr) or bool(PLACEHOLDER.search(text)))
        if said and "(?" not in text and not _is_raw(source, node):
            yield node.lineno, text


def _is_raw(source: str, node: ast.expr) -> bool:
    return (ast.get_source_segment(source, node) or "").lower().startswith(("r", "fr"))


def _docstrings(nodes: Sequence[ast.AST]) -> set[int]:
    return {
        id(node.body[0].value)
        for node in nodes
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }


def test_no_sentence_stands_in_the_code() -> None:
    found = [
        (path, line, text)
        for path in _trees()
        if path not in BOTH_AT_ONCE
        for line, text in _sentences_of(path)
        if text not in PRINTED
    ]
    assert not found, "\n".join(f"{path}:{line} {text}" for path, line, text in found)


def test_what_is_allowed_is_still_there() -> None:
    assert [path for path in BOTH_AT_ONCE if not any(_sentences_of(path))] == []
    assert {text for path in _trees() for _, text in _sentences_of(path)} >= set(PRINTED)


def test_no_chinese_stands_in_a_template_or_script() -> None:
    """But the name of the program, and the button that names the other language in itself."""
    for path in [*SITE.glob("templates/*.jinja"), *SITE.glob("static/*.js")]:
        text = path.read_text(encoding="utf-8").replace("勾稽", "").replace("中文", "")
        assert not CJK.search(text), f"{path.name}: {CJK.findall(text)}"
