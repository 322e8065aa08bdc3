"""Characters that the recogniser takes for one another, as `layouts/misread.toml` has them."""

from __future__ import annotations

from functools import cache

from pipelines.layouts.load import load

_FILE = "misread.toml"


@cache
def _first_of_each() -> dict[int, str]:
    brackets = {ord("（"): "(", ord("）"): ")"}
    return brackets | {ord(character): entry.value[0] for entry in load(_FILE)["alike"] for character in entry.value}


def folded(word: str) -> str:
    """``word`` with each character as the first of those that look like it; as long as it was."""
    return word.translate(_first_of_each())


@cache
def lost_characters() -> frozenset[str]:
    """Thin characters that are lost beside others."""
    return frozenset("".join(entry.value for entry in load(_FILE)["lost"]))
