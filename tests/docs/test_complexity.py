"""No function of the code decides more than a reader can hold, as ``scripts.measure.house`` counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.measure.house import PACKAGES, ROOT, house

MOST = 15  # decisions on the way through one function, and 1


@pytest.mark.parametrize("package", PACKAGES)
def test_no_function_decides_too_much(package: str) -> None:
    functions = house(ROOT / package).functions
    assert functions
    assert [f"{one.place}: {one.complexity}" for one in functions if one.complexity > MOST] == []


def test_every_decision_counts(tmp_path: Path) -> None:
    """An `and`, a loop and its filter, a branch and an inner function's: each is one more."""
    (tmp_path / "one.py").write_text(
        "def outer(a, b):\n"
        "    def inner(c):\n"
        "        return 1 if c else 2\n"
        "    if a and b:\n"
        "        return [inner(x) for x in a if x]\n"
        "    return b\n",
        encoding="utf-8",
    )
    found = {one.place.rsplit(" ", 1)[-1]: one.complexity for one in house(tmp_path).functions}
    assert found == {"outer": 6, "inner": 2}
