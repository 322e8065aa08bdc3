"""Narratives of twenty-six documents against every figure a person read there (tests/golden/narrative)."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from scripts.measure import narrative

FILES = narrative.documents()


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_narrative_is_read_as_a_person_reads_it(path: Path, shared: Path) -> None:
    """What differs is what known.csv says: a figure that is lost fails, and one that is healed and still listed.

    ``python -m scripts.measure.narrative --known`` writes the list; it may only become shorter.
    """
    differing, listed = Counter(narrative.score(path, shared).differences), narrative.known(path.stem)
    assert (differing - listed, listed - differing) == (Counter(), Counter())


def test_nearly_every_figure_is_right() -> None:
    """The list of known differences stays short: it is counted against all figures that are printed."""
    printed = sum(len(narrative.wanted(path).figures) for path in FILES)
    listed = sum((narrative.known(path.stem) for path in FILES), Counter())
    missing = sum(count for difference, count in listed.items() if difference[1] == "missing")
    wrong = sum(count for difference, count in listed.items() if difference[1] == "extra")
    assert printed >= 2101
    assert missing <= 0.01 * printed
    assert wrong <= 0.002 * printed


def test_every_known_difference_is_of_a_document_that_was_read() -> None:
    listed = sum((narrative.known(path.stem) for path in FILES), Counter())
    assert listed.total() == len(narrative.KNOWN.read_text(encoding="utf-8").splitlines()) - 1
