"""As much of CSS as reading needs: inline styles, plain rules of classes and ids, lengths in points, what is hidden,
struck out or raised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import tinycss2
from lxml import html
from tinycss2.ast import Node

_SIMPLE = re.compile(r"^(?:(\w+))?([.#][\w-]+)$")
_INNER = re.compile(r"[\s>](?:\w+)?([.#][\w-]+)$")  # the last part of .outer .inner
_LAYOUT = frozenset({"flex", "flex-grow", "flex-direction", "grid-template-columns", "grid-column"})
_LENGTH = re.compile(r"^(-?\d*\.?\d+)(pt|px|in|cm|mm|pc|em|)$")
# CSS Values and Units: 96 px to the inch, 72 pt to the inch
_POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "pc": 12.0, "em": 12.0, "": 0.75}
_MAX_SHEET = 4 << 20
_STRUCK = frozenset({"del", "s", "strike"})
_NOTHING = re.compile(r"0+(?:\.0+)?(?:px|pt|em|rem|%)?")

Style = dict[str, str]


class StyleSheet:
    """Rules of a page's ``style`` elements for one class or id, joined with inline styles on request."""

    def __init__(self, root: html.HtmlElement) -> None:
        self._rules: dict[str, Style] = {}  # ".class" or "#id" -> what is said of it
        for element in root.iter("style"):
            for selectors, style in _rules((element.text or "")[:_MAX_SHEET]):
                for selector in selectors.split(","):
                    simple = _SIMPLE.match(selector.strip())
                    inner = None if simple else _INNER.search(selector.strip())
                    if simple and style:
                        self._rules.setdefault(simple.group(2), {}).update(style)
                    elif inner:  # which elements are meant is not looked up, so only how they are laid out is taken
                        laid_out = {name: said for name, said in style.items() if _is_layout(name, said)}
                        if laid_out:
                            self._rules.setdefault(inner.group(1), {}).update(laid_out)

    def style(self, element: html.HtmlElement) -> Style:
        """What is said of an element by its classes, its id, then by itself."""
        inline = element.get("style")
        names, own = element.get("class"), element.get("id")
        if not self._rules or not (names or own):
            return declarations(inline) if inline else {}
        merged: Style = {}
        for name in (names or "").split():
            merged.update(self._rules.get(f".{name}", {}))
        if own:
            merged.update(self._rules.get(f"#{own}", {}))
        if inline:
            merged.update(declarations(inline))
        return merged

    def hidden(self, element: html.HtmlElement) -> bool:
        """Whether an element is not shown, be its place taken or not."""
        return self.gone(element) or self._unseen(element)

    def gone(self, element: html.HtmlElement) -> bool:
        """Whether an element takes no place: a cell that is gone lets the next ones move up."""
        if element.get("hidden") is not None or element.get("type") == "hidden":
            return True
        style = self.style(element)
        return bool(style) and (style.get("display") == "none" or style.get("visibility") == "collapse")

    def _unseen(self, element: html.HtmlElement) -> bool:
        style = self.style(element)
        if not style:
            return False
        if style.get("visibility") == "hidden" or style.get("mso-hide") == "all":
            return True
        # On an element with others in it a size of nothing is a way to close gaps: those set a size of their own.
        return len(element) == 0 and bool(_NOTHING.fullmatch(style.get("font-size", "")))

    def struck(self, element: html.HtmlElement) -> bool:
        """Whether an element is text that was struck out."""
        if element.tag in _STRUCK:
            return True
        style = self.style(element)
        return bool(style) and "line-through" in style.get("text-decoration-line", style.get("text-decoration", ""))

    def raised(self, element: html.HtmlElement) -> bool:
        """Whether an element stands above the line."""
        return element.tag == "sup" or self.style(element).get("vertical-align") == "super"


def _is_layout(name: str, value: str) -> bool:
    return name in _LAYOUT or (name == "display" and value.startswith(("table", "flex", "grid")))


def _rules(sheet: str) -> Iterator[tuple[str, Style]]:
    """Selectors and declarations of the plain rules of a style sheet (CSS Syntax Module Level 3)."""
    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            yield tinycss2.serialize(rule.prelude), declarations(_without_comments(rule.content))


def _without_comments(tokens: list[Node]) -> str:
    return str(tinycss2.serialize([token for token in tokens if token.type != "comment"]))


@lru_cache(maxsize=4096)
def declarations(text: str) -> Style:
    """``a: b; c: d`` as a mapping, names and values in lower case; shared, so not to be changed.

    Split at the signs, not parsed: a placed page has a style of its own at each of its tens of thousands of words.
    """
    out: Style = {}
    for part in text.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            out[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return out


def points(value: str | None) -> float | None:
    """A CSS length in points; ``None`` for none, ``auto`` and percentages."""
    found = _LENGTH.match(value.strip()) if value else None
    return float(found.group(1)) * _POINTS[found.group(2)] if found else None
