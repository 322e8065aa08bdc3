"""The text of a cell: what a person sees in it, be it written there or the value of a field of a form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import html

from pipelines.extract.builder import Builder
from pipelines.extract.html.style import StyleSheet
from pipelines.extract.html.tags import DROPPED, INLINE
from pipelines.extract.raised import Raised, joined

SPACE = re.compile(r"[ \t\n\r\f\v]+")
_TYPED = frozenset({"", "text", "number", "tel", "search", "date", "month"})  # kinds of input that show their value


@dataclass(slots=True)
class CellText:
    """What was found in a cell: its lines, and the tables in it."""

    text: str = ""
    tables: list[html.HtmlElement] = field(default_factory=list)


class CellReader:
    """Reads the cells of one page."""

    def __init__(self, builder: Builder, sheet: StyleSheet) -> None:
        self._builder = builder
        self._sheet = sheet

    def read(self, element: html.HtmlElement) -> CellText:
        """The text of a cell with its line breaks; tables in it are named, not read."""
        out = CellText()
        if any(is_struck(outer, self._sheet, self._builder) for outer in (element, element.getparent())):
            return out  # a cell or a row that is struck out as a whole
        if any(self._sheet.hidden(outer) for outer in (element, element.getparent())):
            return out  # one that cannot be seen keeps its place
        parts: list[str] = []
        self._collect(element, parts, out)
        lines = [SPACE.sub(" ", line).replace("\xa0", " ").rstrip() for line in joined(parts).split("\n")]
        while lines and not lines[0].strip():
            lines.pop(0)
        out.text = "\n".join(line for i, line in enumerate(lines) if line.strip() or 0 < i < len(lines) - 1).rstrip()
        return out

    def _collect(self, element: html.HtmlElement, parts: list[str], out: CellText) -> None:
        text = SPACE.sub(" ", element.text or "")
        parts.append(text if parts else text.lstrip(" "))
        for node in element:
            if isinstance(node.tag, str):
                self._node(node, parts, out)
            parts.append(SPACE.sub(" ", node.tail or ""))

    def _node(self, node: html.HtmlElement, parts: list[str], out: CellText) -> None:
        tag = node.tag.lower()
        if self._sheet.hidden(node) or is_struck(node, self._sheet, self._builder):
            return
        if tag == "table":
            out.tables.append(node)
        elif tag == "br":
            parts.append("\n")
        elif tag in _FIELDS:
            parts.append(_FIELDS[tag](node))
        elif tag in DROPPED:
            return
        elif tag in INLINE or ":" in tag:
            self._inline(node, parts, out)
        else:
            _new_line(parts)
            self._collect(node, parts, out)
            _new_line(parts)

    def _inline(self, node: html.HtmlElement, parts: list[str], out: CellText) -> None:
        before = len(parts)
        self._collect(node, parts, out)
        if self._sheet.raised(node):
            parts[before:] = [Raised("".join(parts[before:]))]


def is_struck(node: html.HtmlElement, sheet: StyleSheet, builder: Builder) -> bool:
    """Whether an element was struck out; where it holds text, the reading says that it is left out."""
    if not sheet.struck(node):
        return False
    if any(text.strip() for text in node.itertext()):
        builder.warn("text that is struck out is left out")
    return True


def _typed(node: html.HtmlElement) -> str:
    """The value of an ``input`` that shows one."""
    return str(node.get("value", "")) if node.get("type", "").strip().lower() in _TYPED else ""


def _written(node: html.HtmlElement) -> str:
    """What a ``textarea`` holds."""
    return "".join(node.itertext())


def _chosen(node: html.HtmlElement) -> str:
    """The option a ``select`` shows: the one selected, else its first."""
    options = list(node.iter("option"))
    shown = [option for option in options if option.get("selected") is not None] or options[:1]
    return "".join(shown[-1].itertext()) if shown else ""


_FIELDS = {"input": _typed, "textarea": _written, "select": _chosen}


def _new_line(parts: list[str]) -> None:
    """Begin a new line unless we are at the beginning of one."""
    for part in reversed(parts):
        if part.endswith("\n"):
            return
        if part.strip(" "):
            parts.append("\n")
            return
