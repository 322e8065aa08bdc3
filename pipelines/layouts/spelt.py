"""The texts an expression of a layout file takes, spelt out: 合计, 部门合计 for ``(部门)?合计``.

Only what is finite by its form is: alternatives, groups, what may be left out.  An alternative with classes, repeats
or looks around takes more than can be told, and is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MOST = 400  # texts of one expression: more are wordings put together freely
_UNTOLD = frozenset(".[{*+")
_GROUP = "?:"


def spelt(expression: str) -> list[str]:
    """The texts ``expression`` takes by its finite alternatives; none where they are more than `MOST`."""
    return _Speller(expression).alternatives() or []


Texts = list[str] | None  # None: more than can be told


@dataclass(slots=True)
class _Speller:
    expression: str
    at: int = 0

    def alternatives(self) -> Texts:
        """Those of the branches up to the end of the group."""
        branches = [self._sequence()]
        while self._next("|"):
            branches.append(self._sequence())
        told = [text for branch in branches if branch is not None for text in branch]
        return told if told and len(told) <= MOST else None

    def _sequence(self) -> Texts:
        out: Texts = [""]
        while self.at < len(self.expression) and self.expression[self.at] not in "|)":
            part = self._repeated(self._atom())
            out = None if out is None or part is None or len(out) * len(part) > MOST else _behind(out, part)
        return out

    def _repeated(self, part: Texts) -> Texts:
        """``part`` with the sign behind it that says how often it stands there."""
        if self._next("?"):
            self._next("?") or self._next("+")
            return ["", *(part or [])]
        if self.at < len(self.expression) and self.expression[self.at] in "*+{":
            self._skip_to("}") if self.expression[self.at] == "{" else self._skip(1)
            self._next("?") or self._next("+")
            return None
        return part

    def _atom(self) -> Texts:
        sign = self.expression[self.at]
        self.at += 1
        if sign == "(":
            return self._group()
        if sign == "[":
            self._next("^")
            self._skip(1)
            self._skip_to("]")
            return None
        if sign == "\\":
            escaped = self.expression[self.at]
            self.at += 1
            return None if escaped.isalnum() else [escaped]
        if sign in "^$":
            return [""]
        return None if sign in _UNTOLD else [sign]

    def _group(self) -> Texts:
        plain = not self.expression.startswith("?", self.at) or self.expression.startswith(_GROUP, self.at)
        if self.expression.startswith(_GROUP, self.at):
            self._skip(len(_GROUP))
        inside = self.alternatives()
        self._next(")")
        return inside if plain else None

    def _next(self, sign: str) -> bool:
        """Whether ``sign`` stands here; goes past it."""
        found = self.expression.startswith(sign, self.at)
        self.at += len(sign) * found
        return found

    def _skip(self, count: int) -> None:
        self.at += count

    def _skip_to(self, sign: str) -> None:
        while self.expression[self.at] != sign:
            self.at += 2 if self.expression[self.at] == "\\" else 1
        self.at += 1


def _behind(firsts: list[str], seconds: list[str]) -> list[str]:
    return [first + second for first in firsts for second in seconds]


def runs(text: str) -> Iterator[str]:
    """The runs of ideographs in ``text``."""
    run = ""
    for character in f"{text} ":
        if is_ideograph(character):
            run += character
        elif run:
            yield run
            run = ""


def is_ideograph(character: str) -> bool:
    """Whether a character is one of CJK's common block."""
    return "\u4e00" <= character <= "\u9fff"
