"""Names printed beside a code of a classification: which of its names a misread one is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipelines.model.document import Cell
from pipelines.model.text import compact
from pipelines.recognise.codes import SCHEME_BY_DIGIT, name_key, plain_code, scheme_of, split_code
from pipelines.recognise.lexicon.alike import folded
from pipelines.recognise.lexicon.lexicon import Lexicon

_LEAST = 4  # characters of a name of which one may be any other

Names = Mapping[str, Sequence[str]]  # names of a code


def names_of_codes(by_name: Mapping[tuple[str, str], Sequence[str]]) -> dict[str, list[str]]:
    """The names of each code, of names with their codes by scheme."""
    out: dict[str, list[str]] = {}
    for (scheme, name), codes in by_name.items():
        for code in codes:
            if SCHEME_BY_DIGIT.get(code[:1]) == scheme:
                out.setdefault(code, []).append(name)
    return out


def codes_in(row: Iterable[Cell]) -> list[str]:
    """The whole codes that the cells of a row print, alone or before a name."""
    found = []
    for cell in row:
        text = compact(cell.text)
        code = plain_code(text) or split_code(text)[0]
        if code is not None and scheme_of(code) is not None:
            found.append(code)
    return found


def named(read: str, names: Sequence[str], lexicon: Lexicon) -> str:
    """What a run of ideographs beside a code with ``names`` is.

    One of the names where it is that or, but for one character, like no other; else what the lexicon says.
    """
    key = name_key(read)
    if key in names:
        return read
    near = [name for name in dict.fromkeys(names) if _is_near(folded(key), folded(name))]
    if len(near) == 1 and key in read:
        return read.replace(key, near[0], 1)
    return lexicon.word(read)


def _is_near(read: str, name: str) -> bool:
    """Whether two folded words are the same but for one character of several, another or one that is lost."""
    if read == name:
        return True
    if min(len(read), len(name)) < _LEAST or len(name) - len(read) not in {0, 1}:
        return False
    first = next((at for at, (a, b) in enumerate(zip(read, name, strict=False)) if a != b), len(read))
    skip = 1 if len(read) == len(name) else 0
    return read[first + skip :] == name[first + 1 :]
