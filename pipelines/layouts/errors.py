"""What is wrong with a layout file, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: file below ``pipelines/layouts`` and line, counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class LayoutError(ValueError):
    """An entry of a layout file that cannot be used: ``columns.toml:37: role code_part: unknown key 'wher'``."""

    def __init__(self, place: Place, entry: str, problem: str) -> None:
        super().__init__(f"{place}: {entry}: {problem}")
        self.place = place
        self.entry = entry
        self.problem = problem
