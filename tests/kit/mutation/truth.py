"""What the equations of the sound document say of an error, worked out without the code that is measured."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

import polars as pl

from tests.kit.mutation.plant import Planted


class Code:
    """The equations of one sound document as plain lists: the error-correcting code itself."""

    def __init__(self, results: pl.DataFrame, terms: pl.DataFrame, facts: pl.DataFrame, bounds: set[str]) -> None:
        """`bounds` are the rules that say <= instead of =."""
        held = results.filter(pl.col("verdict").is_in(["pass", "rounding"]) & (pl.col("severity") != "info"))
        self.tolerance: dict[str, Decimal] = dict(held.select("result_id", "tolerance").iter_rows())
        self.less = {one for one, rule in held.select("result_id", "rule_id").iter_rows() if rule in bounds}
        self.sums = set(held.filter(pl.col("rule_id") == "GEN-CHILDREN")["result_id"])
        self.amount: dict[str, Decimal] = dict(facts.select("line_id", "amount").iter_rows())
        self.of: dict[str, dict[str, int]] = defaultdict(dict)
        self.inside: dict[str, dict[str, int]] = defaultdict(dict)
        for result, line, k in terms.select("result_id", "line_id", "coefficient").iter_rows():
            if result in self.tolerance:
                total = self.of[line].get(result, 0) + k
                self.of[line][result] = self.inside[result][line] = total

    def _residual(self, result: str, amounts: dict[str, Decimal]) -> Decimal:
        return sum((k * amounts.get(line, self.amount[line]) for line, k in self.inside[result].items()), Decimal(0))

    def _fails(self, result: str, residual: Decimal) -> bool:
        bound = self.tolerance[result]
        return residual > bound if result in self.less else abs(residual) > bound

    def fails(self, result: str, changed: dict[str, Decimal]) -> bool:
        """Whether an equation fails with these figures in place of the printed ones."""
        return self._fails(result, self._residual(result, changed))

    def broken(self, planted: Planted) -> set[str]:
        """Equations that no longer hold with the planted figures."""
        if planted.kind == "dropped_row":
            changed = {line: self._left_behind(line) for line in planted.cells}
        else:
            after = planted.facts.filter(pl.col("line_id").is_in(planted.cells))
            changed = dict(after.select("line_id", "amount").iter_rows())
        touched = {result for line in planted.cells for result in self.of[line]}
        if planted.kind in ("dropped_row", "wrong_unit"):  # equations with nothing but such cells go with them
            touched = {one for one in touched if not set(self.inside[one]) <= set(planted.cells)}
        if planted.kind == "dropped_row":  # a total that is gone takes its equation along
            touched = {one for one in touched if not any(self.inside[one].get(line, 0) > 0 for line in planted.cells)}
        return {one for one in touched if self._fails(one, self._residual(one, changed))}

    def _left_behind(self, line: str) -> Decimal:
        """What stands for a dropped row in the sums above it: its parts, where they are printed, else nothing."""
        parts = [one for one in self.of[line] if self.of[line][one] > 0 and one in self.sums]
        return self.amount[line] - self._residual(parts[0], {}) if parts else Decimal(0)

    def culprits(self, planted: Planted) -> set[str]:
        """Cells that could each, alone, be the wrong one: some figure there satisfies every equation."""
        changed = dict(
            planted.facts.filter(pl.col("line_id").is_in(planted.cells)).select("line_id", "amount").iter_rows()
        )
        broken = self.broken(planted)
        candidates = set.intersection(*(set(self.inside[one]) for one in broken)) if broken else set()
        return {line for line in candidates if self._mends(line, broken, changed)}

    def _mends(self, line: str, broken: set[str], changed: dict[str, Decimal]) -> bool:
        """Whether one change of this cell satisfies all its equations: the intervals they leave it overlap."""
        low, high = Decimal("-Infinity"), Decimal("Infinity")
        for result, k in self.of[line].items():
            if not k:
                continue
            residual, bound = self._residual(result, changed), self.tolerance[result]
            ends = sorted(((-residual - bound) / k, (-residual + bound) / k))
            if result in self.less:
                ends = [Decimal("-Infinity"), ends[1]] if k > 0 else [ends[0], Decimal("Infinity")]
            low, high = max(low, ends[0]), min(high, ends[1])
        return low <= high and broken <= set(self.of[line])

    def holds(self, changed: dict[str, Decimal]) -> bool:
        """Whether every equation with one of these cells holds with these figures."""
        touched = {result for line in changed for result in self.of[line]}
        return not any(self._fails(one, self._residual(one, changed)) for one in touched)
