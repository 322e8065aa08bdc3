"""One way of printing among many: a frozen dataclass whose defaults are the plain way."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, Self


class Manner:
    """What every such way has: others that differ from it, and a name that says how it differs from the plain one."""

    __slots__ = ()

    def but(self, **changes: object) -> Self:
        """The same with ``changes``."""
        return replace(self, **changes)  # type: ignore[type-var]

    def name(self) -> str:
        """What differs from the plain way."""
        plain = type(self)()
        return " ".join(
            f"{f.name}={getattr(self, f.name)}"
            for f in fields(self)  # type: ignore[arg-type]
            if getattr(self, f.name) != getattr(plain, f.name)
        )


def drawn(draw: random.Random, choices: Mapping[str, tuple[object, ...]]) -> dict[str, Any]:
    """Every choice at random."""
    return {name: draw.choice(values) for name, values in choices.items()}
