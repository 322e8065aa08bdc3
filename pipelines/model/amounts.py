"""Printed money to ``Decimal``: exact, and only where the text can be read in one way."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from pipelines.model.figure_marks import parted, without_marks, without_raised, without_thin_blanks

_NUMBER = re.compile(r"\d+(\.\d+)?|\.\d+")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?")
_HAS_DIGIT = re.compile(r"\d")
_SIGN_BEHIND = re.compile(r"[\d,]*\.\d+-")  # 2025- is no figure
_IN_BRACKETS = re.compile(r"\((.*)\)|\[(.*\..*)\]")
_COMMA_FOR_POINT = re.compile(r"[\d,]*\d,\d{1,2}")  # 862,72: a comma in the wrong place, or decimals
_POINTS_FOR_COMMAS = re.compile(r"\d{1,3}(\.\d{3})+,\d{2}")
_BLANKS = re.compile(r"[ \t\u3000\u00a0\u200b\ufeff]+")
_DASHES = frozenset({"-", "--", "---", "----", "/", "\\"})
_DASH_CHARS = str.maketrans(dict.fromkeys("－—–―−﹣‐‑─━", "-"))
_MAX_DIGITS = 15  # before the point: more is no money, in any unit (pipelines.model.units.BEYOND)


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed figure: its value and how many decimals were printed, in ``unit`` where one stands beside it, else in
    the unit of its table."""

    value: Decimal
    decimals: int
    unit: str = ""


@lru_cache(maxsize=65536)
def parse_amount(text: str) -> Amount | None:
    """The figure ``text`` prints, or ``None`` where it prints none or could be read in two ways.

    Commas are dropped wherever they stand (documents misplace them), but ``862,72`` may have decimals; full-width
    digits count as digits; ``(12.5)``, ``△12.5``, ``负12.5`` and ``12.5-`` are negative.  A lone dash is a blank.
    Footnote marks and a unit beside the figure are no part of it.  Pieces on several lines are one figure only where
    the break is inside it (``14,770`` + ``.62``), never two figures glued.
    """
    if not _HAS_DIGIT.search(text):
        return None
    plain = unicodedata.normalize("NFKC", without_thin_blanks(without_raised(text))).translate(_DASH_CHARS)
    plain, unit = parted(without_marks(plain).strip())
    found = _of_plain(plain)
    return replace(found, unit=unit) if found is not None and unit else found


def _of_plain(plain: str) -> Amount | None:
    pieces = [_BLANKS.sub("", piece) for piece in plain.split("\n")]
    pieces = [piece for piece in pieces if piece]
    if not pieces:
        return None
    joined = pieces[0]
    for piece in pieces[1:]:
        if not _continues(joined, piece):
            return None
        joined += piece
    if " " in plain.strip() and not _blank_inside_is_harmless(plain):
        return None
    return _parse(joined)


def parse_count(text: str) -> Amount | None:
    """The figure ``text`` prints where it is a count; with a unit of money beside it it is none."""
    found = parse_amount(text)
    return found if found is not None and not found.unit else None


def is_figure(text: str) -> bool:
    """Whether ``text`` prints a figure, also one that could be read in two ways (``862,72``)."""
    return parse_amount(text) is not None or _COMMA_FOR_POINT.fullmatch(text.strip().lstrip("-")) is not None


@lru_cache(maxsize=65536)
def is_dash(text: str) -> bool:
    """Whether ``text`` is only a dash, the way many tables print "none"."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", text).translate(_DASH_CHARS)).strip() in _DASHES


def _continues(head: str, tail: str) -> bool:
    """Whether ``tail`` on the next line is the rest of the figure ``head``."""
    whole = head + tail
    if not re.fullmatch(r"[-+(]?[\d,.]+\)?", whole) or whole.count(".") > 1:
        return False
    if tail[0] in ".," or head[-1] in ".,-(" or tail == ")":
        return True
    if "." in head:  # decimals went over the line
        return tail.isdigit() and len(whole.split(".")[1]) <= 6
    body = whole.lstrip("-(+").rstrip(")")
    return bool(_GROUPED.fullmatch(body))


def _blank_inside_is_harmless(plain: str) -> bool:
    """A blank inside a figure is a typesetting gap only where the pieces continue one another."""
    for line in plain.split("\n"):
        parts = [p for p in _BLANKS.split(line.strip()) if p]
        head = parts[0] if parts else ""
        for part in parts[1:]:
            if not _continues(head, part) and head not in {"-", "¥", "△", "▲", "("}:
                return False
            head += part
    return True


def _parse(text: str) -> Amount | None:
    negative, body = _signed(text)
    if _POINTS_FOR_COMMAS.fullmatch(body):
        body = body.replace(".", "").replace(",", ".")
    elif _COMMA_FOR_POINT.fullmatch(body):
        return None
    body = body.replace(",", "").replace("，", "")
    if not _NUMBER.fullmatch(body):
        return None
    whole, _, decimals = body.partition(".")
    if len(whole.lstrip("0")) > _MAX_DIGITS or len(decimals) > 10:
        return None
    value = Decimal(body)
    return Amount(-value if negative else value, len(decimals))


def _signed(text: str) -> tuple[bool, str]:
    """Whether a figure is negative, and the figure without its sign."""
    negative = False
    body = text.lstrip("¥￥")
    bracketed = _IN_BRACKETS.fullmatch(body)
    if bracketed:
        negative, body = True, bracketed.group(1) or bracketed.group(2) or ""
    elif _SIGN_BEHIND.fullmatch(body):
        negative, body = True, body[:-1]
    while body and body[0] in "-+△▲负":
        negative ^= body[0] != "+"
        body = body[1:]
    return negative, body.lstrip("¥￥")
