"""Parts of a whole by name, where a part that is not printed is replaced by its own parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

Tree = Mapping[str, tuple[str, ...]]


def paths(tree: Tree, parent: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every node below `parent` with the nodes between them, outermost first."""

    def below(node: str, above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
        for part in tree.get(node, ()):
            yield part, above
            yield from below(part, (*above, part))

    yield from below(parent, ())


def acting(tree: Tree, parent: str, name: str, printed: str) -> pl.Expr:
    """True where the node in column `name` counts as a part of `parent`.

    `printed` is a column with the list of node names the table prints: a node counts if no node between it and
    the parent is printed.
    """
    expression = pl.lit(False)
    for node, between in paths(tree, parent):
        free = pl.lit(True)
        for above in between:
            free &= ~pl.col(printed).list.contains(above)
        expression |= (pl.col(name) == node) & free
    return expression


def complete(tree: Tree, required: tuple[str, ...], printed: str) -> pl.Expr:
    """True where every required part is printed, itself or all its parts."""
    if not required:
        return pl.lit(False)

    def present(node: str) -> pl.Expr:
        here = pl.col(printed).list.contains(node)
        parts = tree.get(node, ())
        return here | pl.all_horizontal([present(part) for part in parts]) if parts else here

    return pl.all_horizontal([present(node) for node in required])
