"""How many equations speak independently: the rank of their coefficients."""

from __future__ import annotations

from collections.abc import Iterable

from pipelines.reconcile.diagnosis.model import System

_PRIME = 2_147_483_647


def independent(system: System, equations: Iterable[int]) -> int:
    """The number of linearly independent equations among these."""
    pivots: dict[int, dict[int, int]] = {}
    for e in equations:
        row = {c: k % _PRIME for c, k in system.equations[e].terms.items()}
        while row:
            lead = min(row)
            if lead not in pivots:
                inverse = pow(row[lead], -1, _PRIME)
                pivots[lead] = {c: k * inverse % _PRIME for c, k in row.items()}
                break
            factor = row[lead]
            for c, k in pivots[lead].items():
                value = (row.get(c, 0) - factor * k) % _PRIME
                if value:
                    row[c] = value
                else:
                    row.pop(c, None)
    return len(pivots)
