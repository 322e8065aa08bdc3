"""The words that layout files spell out: of heads, titles, captions, labels of rows and forms."""

from __future__ import annotations

from functools import cache

from pipelines.layouts.load import load
from pipelines.layouts.spelt import runs, spelt
from pipelines.model.units import ALIASES, YUAN

_FILES = (
    "misread.toml",
    "columns.toml",
    "rows.toml",
    "statements.toml",
    "titles.toml",
    "forms.toml",
    "forms_lists.toml",
    "identity/titles.toml",
    "identity/labels.toml",
    "identity/domains.toml",
)
_LEAST = 2  # characters of a word


@cache
def known_words() -> frozenset[str]:
    """What the entries spell out and show, whole and each run of ideographs in it, and the money units."""
    texts = {*YUAN, *ALIASES}
    for file in _FILES:
        for entries in load(file).kinds.values():
            for entry in entries:
                if entry.takes is not None:
                    texts.update(entry.takes.example)
                    texts.update(text for one in entry.takes.alternatives for text in spelt(one))
    return frozenset(run for text in texts for run in (*runs(text), text) if len(run) >= _LEAST)
