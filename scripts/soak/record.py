"""What the soak has done so far, as lines of JSON: it goes on where it was stopped."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Record:
    """The steps that are through, by phase, in a file."""

    path: Path
    steps: list[dict[str, Any]] = field(default_factory=list)
    until: float = float("inf")  # of the monotonic clock

    @property
    def is_over(self) -> bool:
        """Whether no further step may begin."""
        return time.monotonic() > self.until

    def left(self, phase: str, steps: int) -> Iterator[int]:
        """The numbers of those steps of a phase that are not through, while there is time."""
        for number in range(len(self.of(phase)), steps):
            if self.is_over:
                return
            yield number

    @staticmethod
    def at(path: Path) -> Record:
        """What stands in the file, if there is one; a last line that was cut short is left out."""
        found = Record(path)
        for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
            try:
                found.steps.append(json.loads(line))
            except ValueError:
                break
        return found

    def of(self, phase: str) -> list[dict[str, Any]]:
        """Its steps."""
        return [step for step in self.steps if step["phase"] == phase]

    def add(self, phase: str, wrong: Iterable[str], **figures: Any) -> None:
        """A step is through."""
        step = {"phase": phase, **figures, "wrong": list(wrong)}
        self.steps.append(step)
        with self.path.open("a", encoding="utf-8") as out:
            out.write(json.dumps(step, ensure_ascii=True) + "\n")
        print(f"{phase} {len(self.of(phase))}: {figures} {step['wrong'][:3] or 'nothing wrong'}", flush=True)
