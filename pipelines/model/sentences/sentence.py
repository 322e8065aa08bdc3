"""The same words in Chinese and English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Sentence(NamedTuple):
    """One sentence, or some words of one, in both languages."""

    zh: str
    en: str


NOTHING = Sentence("", "")


def joined(sentences: Sequence[Sentence], zh: str = "、", en: str = ", ") -> Sentence:
    """Several as one, with what stands between them in each language."""
    return Sentence(zh.join(one.zh for one in sentences), en.join(one.en for one in sentences))


def capital(sentence: Sentence) -> Sentence:
    """The same, its English with a capital letter at the beginning."""
    return Sentence(sentence.zh, sentence.en[:1].upper() + sentence.en[1:])
