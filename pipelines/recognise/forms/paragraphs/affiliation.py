"""Which units belong to a body and to which body it belongs, as its text says.

二级预算单位包括：甲局本级、乙中心 gives units; 乙中心是甲局下属事业单位, 隶属于甲局 give the body above (``superior``),
in the unit's own disclosure; in that of the body above the same sentence gives a unit.  原丙局更名为甲局 gives the name
that the body had before (``former``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from pipelines.layouts.forms import pattern, patterns
from pipelines.model.form_words import Field, Kind, ProfileItem
from pipelines.recognise.forms.model import FormRow, Place
from pipelines.recognise.identity import canonical_name
from pipelines.recognise.identity.names import display_name, is_organisation, longest_organisation
from pipelines.recognise.narrative.model import Passage, Sentence
from pipelines.recognise.narrative.sentences import sentences

_SECTION = "affiliation"
_SEPARATORS = re.compile(r"[、,;]")
_AND = re.compile("以及|和|及|与")
_NUMBER = re.compile(r"(?<!\d)(?:\d{1,2}[.、]|\(\d{1,2}\)|[①-⑳])(?!\d)")
_REMARK = re.compile(r"\([^()]*\)$")
_BRACKET = re.compile(r"（[^（）]*）$")
_WHAT_FOLLOWS = re.compile(r"下设|内设|负责|主要|为|是|:|,|。")
_LONGEST_ITEM = 120  # of a numbered line that begins with a name
_MOST_ITEMS = 200
_CONTENT = 300  # characters of the sentence that are kept


@dataclass(frozen=True, slots=True)
class Owner:
    """The body whose part of a document a passage stands in; its name, where that is known."""

    name: str | None

    def is_meant(self, text: str) -> bool:
        """Whether ``text``, the beginning of a sentence, speaks of it."""
        bare = _REMARK.sub("", text)
        if pattern(_SECTION, "itself").search(bare):
            return True
        return self.name is not None and self.is_named(bare)

    def is_named(self, name: str) -> bool:
        """Whether ``name`` is its own, with its region or without."""
        if self.name is None or not name:
            return False
        own, other = (_BRACKET.sub("", canonical_name(one)) for one in (self.name, name))
        return own.endswith(other) or other.endswith(own)


def affiliation_rows(passages: Sequence[Passage], owners: Sequence[Owner]) -> Iterator[FormRow]:
    """Profile rows of units and of the body above; ``owners`` are those of the ``passages``, one each."""
    for at, (passage, owner) in enumerate(zip(passages, owners, strict=True)):
        for sentence in sentences(passage):
            yield from _units(sentence, passages[at + 1 : at + 1 + _MOST_ITEMS])
            yield from _above(sentence, owner)
            yield from _before(sentence, owner)


# --- units


def _units(sentence: Sentence, below: Sequence[Passage]) -> Iterator[FormRow]:
    """The units that a sentence lists, or those of the lines ``below``."""
    text = sentence.text.rstrip("。")
    found = next((one for each in patterns(_SECTION, "units") if (one := each.search(text))), None)
    if found is None:
        return
    named = list(dict.fromkeys(_names(found["list"])))
    yield from (_row(sentence, found.start("list"), ProfileItem.UNIT, name) for name in named)
    if not named and not found["list"] and sentence.passage.text.endswith(sentence.text):
        yield from _listed(below)


def _listed(below: Sequence[Passage]) -> Iterator[FormRow]:
    """The units of the lines right below a sentence, one each."""
    items = takewhile(lambda item: item[1], ((passage, _item(passage.text)) for passage in below))
    yield from (
        _row(Sentence(line, 0, line.text, line.printed), 0, ProfileItem.UNIT, name)
        for line, name in items
        if _is_unit(name)
    )


def _item(text: str) -> str:
    """The name that a line is, or that a numbered one begins with (1.甲站下设综合科…); empty where there is none."""
    bare = pattern(_SECTION, "item").sub("", text.rstrip("。;:、,"))
    if is_organisation(bare):
        return bare
    if bare == text or len(bare) > _LONGEST_ITEM:
        return ""
    begun = _WHAT_FOLLOWS.split(bare)[0]
    return begun if is_organisation(begun) else ""


def _names(text: str) -> Iterator[str]:
    """The names in a list: 甲局本级预算、乙中心和丙站预算."""
    for piece in _SEPARATORS.split(_NUMBER.sub("、", text)):
        yield from _names_of(_without_behind(piece.strip(":")))


def _names_of(piece: str) -> Iterator[str]:
    """The two names that a word joins, else the one that the whole piece is."""
    for joint in _AND.finditer(piece):
        sides = [_without_behind(side) for side in (piece[: joint.start()], piece[joint.end() :])]
        if all(is_organisation(side) or pattern(_SECTION, "no_unit").search(side) for side in sides):
            yield from filter(_is_unit, sides)
            return
    if _is_unit(piece):
        yield piece


def _without_behind(piece: str) -> str:
    return pattern(_SECTION, "behind").sub("", pattern(_SECTION, "before").sub("", piece))


def _is_unit(name: str) -> bool:
    """Whether a piece of a list is a unit's name, not that of an office inside the body."""
    return is_organisation(name) and pattern(_SECTION, "no_unit").search(name) is None


# --- the body above


def _above(sentence: Sentence, owner: Owner) -> Iterator[FormRow]:
    """The body above the one that a sentence speaks of: of the owner, or of a unit of the owner."""
    for each in patterns(_SECTION, "superior"):
        found = each.match(sentence.text.rstrip("。"))
        above = _superior(found["name"]) if found is not None else None
        if found is None or above is None:
            continue
        unit = _REMARK.sub("", found["unit"])
        if owner.is_named(above):
            if is_organisation(unit) and not owner.is_named(unit):
                yield _row(sentence, 0, ProfileItem.UNIT, unit)
        elif owner.is_meant(unit):
            yield _row(sentence, found.start("name"), ProfileItem.SUPERIOR, above)
        return


def _before(sentence: Sentence, owner: Owner) -> Iterator[FormRow]:
    """The name that the owner had before it was renamed."""
    for each in patterns(_SECTION, "former"):
        found = each.search(sentence.text.rstrip("。"))
        if found is None or not (is_organisation(found["former"]) and owner.is_meant(found["now"])):
            continue
        if not owner.is_named(found["former"]):
            yield _row(sentence, found.start("former"), ProfileItem.FORMER, found["former"])
        return


def _superior(text: str) -> str | None:
    """The name of a body above, without what is printed behind it."""
    bare = pattern(_SECTION, "behind_superior").sub("", text)
    name = bare if is_organisation(bare) else longest_organisation(bare)
    if name is None or pattern(_SECTION, "no_superior").search(name):
        return None
    return name


def _row(sentence: Sentence, at: int, item: ProfileItem, name: str) -> FormRow:
    """A row for a name that the words ``at`` in the sentence give; its place is their line."""
    place = sentence.passage.place(sentence.offset + at)
    fields = {Field.ITEM: item, Field.NAME: display_name(name), Field.CONTENT: sentence.printed.strip()[:_CONTENT]}
    return FormRow(Kind.PROFILE, Place(place.page, 0, place.paragraph_no, 0), 0, fields)
