"""What two keys are taken for one body by, and how far that is to be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Evidence(StrEnum):
    """Why a key is its body's."""

    SAME_NAME = "same_name"  # the body has its id from this key
    SPELLING = "spelling"  # one name in two spellings: 发展改革局, 发展和改革局
    PREFIX = "prefix"  # 县水利局 where 水利局 is
    SECOND_NAME = "second_name"  # 水利局（移民局） is 水利局, with another name plate
    SHORT_REGION = "short_region"  # 宁远水利局 is 水利局 of 宁远县: no other office is called so
    RENAMED = "renamed"  # the later disclosure's text says that it was called so before
    FIGURES = "prior_year_figures"  # the later disclosure prints the earlier one's figures as those of the year before
    PERSON = "bodies.csv"


CONFIDENCE = {
    Evidence.SAME_NAME: "A",
    Evidence.SPELLING: "A",
    Evidence.PREFIX: "A",
    Evidence.SECOND_NAME: "A",
    Evidence.SHORT_REGION: "B",
    Evidence.RENAMED: "B",
    Evidence.FIGURES: "B",
    Evidence.PERSON: "A",
}


@dataclass(frozen=True, slots=True)
class Link:
    """That the keys ``one`` and ``other`` (their places in a list) are one body's."""

    one: int
    other: int
    evidence: Evidence
