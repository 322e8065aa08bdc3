"""The amounts that equations leave to figures in doubt: of each what it may be, never anything else, never a guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from pipelines.reconcile.settle.problem import Amounts, Equation, Problem

_STEPS = 20_000  # amounts tried for unknowns that hang together: beyond, they stay unknown
_ENOUGH = 2  # equations that must bear an amount out, where each has other unknowns

_Domains = dict[int, tuple[int, ...]]


def solve(problem: Problem) -> dict[int, int]:
    """The amounts, in cents, of the unknowns that the equations settle.

    An unknown is settled where one of its candidates alone lets every equation through it hold, and one without another
    unknown, or two, bear it out (`Equation.vouches`).  Of equations with an unknown that none of its candidates fits,
    or that several do, nothing is said: they are as good as not printed.
    """
    domains = {cell: tuple(dict.fromkeys(amounts)) for cell, amounts in problem.candidates.items()}
    lost = {cell for cell, amounts in domains.items() if not amounts}
    while True:
        told = [one for one in problem.equations if lost.isdisjoint(one.terms)]
        left = {cell: amounts for cell, amounts in domains.items() if cell not in lost}
        narrowed, broken = _narrowed(left, told)
        if not broken:
            broken = _several(narrowed, told)
        if not broken:
            return _borne_out({cell: amounts[0] for cell, amounts in narrowed.items()}, told)
        lost |= broken


def _narrowed(domains: _Domains, equations: Sequence[Equation]) -> tuple[_Domains, set[int]]:
    """The amounts that equations with one open unknown leave; and unknowns that an equation cannot do with."""
    left, around = dict(domains), _around(equations)
    waiting = list(range(len(equations)))
    while waiting:
        one = equations[waiting.pop()]
        open_ = [cell for cell in one.terms if len(left[cell]) > 1]
        if len(open_) > 1:
            continue
        cell = open_[0] if open_ else next(iter(one.terms))
        kept = tuple(amount for amount in left[cell] if one.holds(_with(left, one, cell, amount)))
        if not kept:
            return left, _at_fault(one, left, [equations[n] for cell in one.terms for n in around[cell]])
        if len(kept) < len(left[cell]):
            left[cell] = kept
            waiting += around[cell]
    return left, set()


def _with(domains: _Domains, equation: Equation, cell: int, amount: int) -> Amounts:
    return {other: domains[other][0] for other in equation.terms} | {cell: amount}


def _at_fault(equation: Equation, left: _Domains, near: Collection[Equation]) -> set[int]:
    """The unknowns of an equation that does not hold: all but those another one vouches for by itself."""
    sure = {
        cell
        for other in near
        if len(other.terms) == 1 and other is not equation
        for cell in other.terms
        if len(left[cell]) == 1 and other.vouches({cell: left[cell][0]})
    }
    return set(equation.terms) - sure or set(equation.terms)


def _several(domains: _Domains, equations: Sequence[Equation]) -> set[int]:
    """Settles, in ``domains``, unknowns that have to be seen together; gives those that stay open."""
    out: set[int] = set()
    for group in _groups(domains, equations):
        own = [one for one in equations if not group.isdisjoint(one.terms)]
        found = _solutions(
            {cell: domains[cell] for one in own for cell in one.terms} | {c: domains[c] for c in group}, own
        )
        for cell in group:
            amounts = {solution[cell] for solution in found}
            if len(amounts) == 1:
                domains[cell] = tuple(amounts)
            else:
                out.add(cell)
    return out


def _groups(domains: _Domains, equations: Sequence[Equation]) -> Iterator[set[int]]:
    """Unknowns with several amounts left, those that share an equation together."""
    near: dict[int, set[int]] = {cell: set() for cell, amounts in domains.items() if len(amounts) > 1}
    for one in equations:
        open_ = [cell for cell in one.terms if cell in near]
        for cell in open_:
            near[cell].update(open_)
    seen: set[int] = set()
    for cell in near:
        if cell in seen:
            continue
        group, waiting = set(), [cell]
        while waiting:
            other = waiting.pop()
            if other not in group:
                group.add(other)
                waiting += near[other]
        seen |= group
        yield group


def _solutions(domains: _Domains, equations: Sequence[Equation]) -> list[dict[int, int]]:
    """Every choice of amounts with which all ``equations`` hold; nothing where that takes too many steps."""
    order = _order(domains, equations)
    rank = {cell: n for n, cell in enumerate(order)}
    due: dict[int, list[Equation]] = defaultdict(list)  # an equation is looked at once its last unknown has an amount
    for one in equations:
        due[max(one.terms, key=rank.__getitem__)].append(one)
    found: list[dict[int, int]] = []
    steps = 0

    def chosen(n: int, amounts: dict[int, int]) -> bool:
        nonlocal steps
        if n == len(order):
            found.append(dict(amounts))
            return True
        for amount in domains[order[n]]:
            steps += 1
            if steps > _STEPS:
                return False
            amounts[order[n]] = amount
            if all(one.holds(amounts) for one in due[order[n]]) and not chosen(n + 1, amounts):
                return False
        return True

    return found if chosen(0, {}) else []


def _order(domains: _Domains, equations: Sequence[Equation]) -> list[int]:
    """The unknowns, so that equations of few are complete early; those of one amount come first."""
    open_ = sorted(equations, key=lambda one: sum(len(domains[cell]) > 1 for cell in one.terms))
    met = [cell for one in open_ for cell in sorted(one.terms)]
    return sorted(dict.fromkeys([*met, *sorted(domains)]), key=lambda cell: len(domains[cell]) > 1)


def _borne_out(amounts: Mapping[int, int], equations: Sequence[Equation]) -> dict[int, int]:
    """Those of ``amounts`` that equations vouch for."""
    vouching: dict[int, list[Equation]] = defaultdict(list)
    for one in equations:
        if one.vouches({cell: amounts[cell] for cell in one.terms}):
            for cell in one.terms:
                vouching[cell].append(one)
    settled: set[int] = set()
    while True:
        more = {cell for cell in amounts.keys() - settled if _is_borne_out(cell, vouching[cell], settled)}
        if not more:
            return {cell: amounts[cell] for cell in sorted(settled)}
        settled |= more


def _is_borne_out(cell: int, equations: Sequence[Equation], settled: Collection[int]) -> bool:
    alone = any(one.telling and all(c == cell or c in settled for c in one.terms) for one in equations)
    return alone or len(equations) >= _ENOUGH


def _around(equations: Iterable[Equation]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(equations):
        for cell in one.terms:
            found[cell].append(number)
    return found
