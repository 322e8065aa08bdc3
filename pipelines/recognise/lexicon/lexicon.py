"""Words by what they look like, to tell which of them a misread one is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipelines.recognise.lexicon.alike import folded, lost_characters

_LEAST_INSIDE = 4  # characters of a word that is sought inside a longer one
_LEAST_LOST = 4  # of a word that has lost one


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``words`` by their folded form, and by the folded form without one thin character; none where two share it."""

    words: frozenset[str]
    _alike: Mapping[str, str]
    _lost: Mapping[str, str]
    _longest: int
    _seen: dict[tuple[str, bool], str] = field(default_factory=dict)

    @classmethod
    def of(cls, words: Collection[str]) -> Lexicon:
        """A lexicon of ``words``."""
        alike = _by_form(words, lambda word: (folded(word),))
        lost = _by_form((word for word in words if len(word) > _LEAST_LOST), _with_one_lost)
        return cls(frozenset(words), alike, lost, max(map(len, words), default=0))

    def word(self, read: str, *, may_lack: bool = True) -> str:
        """What a run of ideographs is: itself where it is known or like nothing known, else the one word it is like.

        A run that is none as a whole is looked at in parts, the longest first.  ``may_lack``: it may have lost thin
        characters; else what is said is as long as ``read``.
        """
        if (read, may_lack) not in self._seen:
            once = self.whole(read, may_lack=may_lack) or "".join(self._parts(read, may_lack))
            # once more beside what was just mended
            self._seen[read, may_lack] = once if once == read else "".join(self._parts(once, may_lack))
        return self._seen[read, may_lack]

    def whole(self, read: str, *, may_lack: bool = True) -> str | None:
        """The word that a text is as a whole; ``None`` where it is like none."""
        if read in self.words:
            return read
        form = folded(read)
        return self._alike.get(form) or (self._lost.get(form) if may_lack else None)

    def _parts(self, read: str, may_lack: bool) -> Iterator[str]:
        form, at = folded(read), 0
        covered = self._covered(read)
        while at < len(read):
            length, part = self._part(read, form, at, covered)
            if len(part) > length and not may_lack:
                length, part = 1, read[at]
            yield part
            at += length

    def _covered(self, read: str) -> list[int]:
        """Of each character, how long the longest known word is that covers it."""
        out = [0] * len(read)
        for at in range(len(read)):
            for end in range(min(len(read), at + self._longest), at + _LEAST_INSIDE - 1, -1):
                if read[at:end] in self.words:
                    out[at:end] = [max(end - at, length) for length in out[at:end]]
                    break
        return out

    def _part(self, read: str, form: str, at: int, covered: Sequence[int]) -> tuple[int, str]:
        """How many characters from ``at`` are a word, and which; one and itself where none is, or a longer known one
        has those that would change."""
        for end in range(min(len(read), at + self._longest), at + _LEAST_INSIDE - 1, -1):
            length, alike = end - at, self._alike.get(form[at:end])
            if alike:
                changed = (n for n, new in enumerate(alike, at) if new != read[n])
                if read[at:end] not in self.words and all(covered[n] < length for n in changed):
                    return length, alike
            if (word := self._lost.get(form[at:end])) and covered[at] < length and not _stands(read, at, end):
                return length, word
        return 1, read[at]


def _stands(read: str, at: int, end: int) -> bool:
    """Whether a thin character stands beside a part: it is not lost."""
    return bool(lost_characters() & {*read[max(0, at - 1) : at], *read[end : end + 1]})


def _by_form(words: Iterable[str], forms: Callable[[str], Iterable[str]]) -> dict[str, str]:
    """The one word of each form; a form that several words have is of none."""
    found: dict[str, str | None] = {}
    for word in words:
        for form in forms(word):
            found[form] = word if found.get(form, word) == word else None
    return {form: word for form, word in found.items() if word is not None}


def _with_one_lost(word: str) -> Iterable[str]:
    return (folded(word[:at] + word[at + 1 :]) for at, character in enumerate(word) if character in lost_characters())
