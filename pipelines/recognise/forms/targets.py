"""The target of an indicator: ``≥95%`` is an operator, a number and a unit; ``持续提升`` is none of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pipelines.layouts.forms import operators, pattern
from pipelines.model.text import compact, join_wrapped

_NUMBER = re.compile(r"[-+]?\d+(?:,\d{3})*(?:\.\d+)?")
_UNIT = re.compile(r"[^\d,;:。~+=<>≥≤]{0,14}")
_NAME_UNIT = re.compile(r"[(]([^()\d]{1,8})[)]$")
_BRACKETED = re.compile(r"\(([^()]*)\)")
_STOPS = "。;,、"  # end the sentence a target is, and say nothing
_SQUARE = str.maketrans({"㎡": "平方米", "㎥": "立方米", "²": "平方", "³": "立方"})
_AFTER = {">=": "after_more", "<=": "after_less"}  # words behind a number that say the same as a sign
_LIMIT = Decimal(10) ** 14  # DECIMAL(20,6)
_WORDS = 16  # of the indicator's name, before a target that says it again
_SHORT = 4  # a unit that is nothing more


@dataclass(frozen=True, slots=True)
class Target:
    """``operator``: >=, <=, =, >, <, approximate, qualitative, or ``None`` where a figure is printed that can be
    read in more than one way.  ``value`` is in ``unit``; ``text`` is as printed, wraps joined."""

    operator: str | None
    value: Decimal | None
    unit: str | None
    text: str | None


@lru_cache(maxsize=65536)
def parse_target(text: str, operator: str = "", unit: str = "", name: str = "") -> Target:
    """The target printed as ``text``.

    ``operator`` and ``unit`` are the cells of columns of their own, where a form has them.  ``name`` is the
    indicator: a unit in brackets at its end (``接访数量（件次/年）``) counts where none is printed.
    """
    printed = join_wrapped(text) or None
    sign = _sign(compact(operator)) if operator.strip() else None
    if sign == "qualitative" or printed is None:
        return Target(sign, None, None, printed)
    body = _bare(text)
    own, rest = _split_sign(body)
    sign = own or sign
    value, word = _number(rest)
    if value is None and own is None:
        own, value, word = _behind_its_name(body)
        sign = own or sign
    if value is None:
        return Target(_without_value(body, rest, sign), None, None, printed)
    sign, word = _refined(sign, word)
    word = _unbracketed(word) or compact(unit) or _unit_in(name)
    return Target(sign, value, None if word in {"", "无", "/", "-"} else word, printed)


def _bare(text: str) -> str:
    """Half-width, without blanks; signs and dashes stay what they are."""
    return "".join(unicodedata.normalize("NFKC", text.translate(_SQUARE)).split()).rstrip(_STOPS)


def _unbracketed(word: str) -> str:
    """A unit without the brackets around it, or the one that stands alone; those inside it are its own."""
    whole = _BRACKETED.fullmatch(word)
    if whole is not None:
        return whole.group(1)
    return word if word.count("(") == word.count(")") else word.strip("()")


def are_signs(texts: Sequence[str]) -> bool:
    """Whether ``texts`` (compact) are signs of comparison, in words or not, besides those that say 定性."""
    split = [_split_sign(text) for text in texts if not pattern("qualifiers", "qualitative").match(text)]
    return bool(split) and all(sign is not None and not rest for sign, rest in split)


def _sign(text: str) -> str | None:
    if pattern("qualifiers", "qualitative").search(text):
        return "qualitative"
    return _split_sign(text)[0]


def _split_sign(text: str) -> tuple[str | None, str]:
    for operator, match in operators():
        found = match.match(text)
        if found:
            return operator, text[found.end() :]
    return None, text


def _number(text: str) -> tuple[Decimal | None, str]:
    """The one number ``text`` begins with and the words after it; no number where a second figure follows."""
    about = pattern("qualifiers", "about").match(text)
    body = text[about.end() :] if about else text
    found = _NUMBER.match(body)
    if found is None or pattern("qualifiers", "date").match(body):
        return None, text
    rest = body[found.end() :]
    value = Decimal(found.group().replace(",", ""))
    if not _UNIT.fullmatch(rest) or abs(value) >= _LIMIT or -value.as_tuple().exponent > 6:  # type: ignore[operator]
        return None, text
    return value, ("约" + rest) if about else rest


def _behind_its_name(body: str) -> tuple[str | None, Decimal | None, str]:
    """The sign, number and unit behind what the target is of (``准确率≥95%``, ``满意率100%``).

    No number where words are left over, or where they say a change: of that, the figure is not the indicator's.
    """
    for end in range(1, min(len(body), _WORDS) + 1):
        sign, rest = _split_sign(body[end:])
        value, word = (
            _number(rest) if sign is not None or pattern("qualifiers", "share").search(body[:end]) else (None, "")
        )
        if value is not None:
            is_plain = len(word) <= _SHORT if sign is not None else word == "%"
            is_of_name = not re.search(r"[\d(]", body[:end]) and not pattern("qualifiers", "change").search(body[:end])
            return (sign, value, word) if is_plain and is_of_name else (None, None, "")
    return None, None, ""


def _without_value(body: str, rest: str, sign: str | None) -> str | None:
    """Words only are qualitative (``较上年降低``); so is a sign before words without a figure."""
    if not any(map(str.isdigit, body)):
        return sign if sign not in {None, "="} and rest else "qualitative"
    return sign


def _refined(sign: str | None, word: str) -> tuple[str, str]:
    """Words after the number that say which way the target goes (95%以上, 30日内, 10余次)."""
    if sign in {None, "="}:
        for operator, key in _AFTER.items():
            found = pattern("qualifiers", key).search(word)
            if found:
                return operator, word[: found.start()]
        if pattern("qualifiers", "about").search(word):
            return "approximate", re.sub("^约|余|左右", "", word)
    elif sign in _AFTER:
        word = pattern("qualifiers", _AFTER[sign]).sub("", word)
    return sign or "=", word


def _unit_in(name: str) -> str:
    found = _NAME_UNIT.search(compact(name))
    return found.group(1) if found else ""
