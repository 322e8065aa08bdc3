"""How much one line, one function and one file of the code hold.

Use: ``python -m scripts.measure.house [FOLDER ...] [--functions N]``; the packages of the project where none is named.

- Code lines: lines that hold code; blank lines, comments and docstrings are none.
- Decisions: if, elif, conditional expression, while, for, except, case, each `and` / `or`, each `for` and `if` of a
  comprehension.  They are counted for every 100 code lines.
- Complexity of a function: 1 and its decisions, those of functions inside it included (McCabe 1976).
- Nodes of a function: its syntax nodes, without the load and store marks.
"""

from __future__ import annotations

import argparse
import ast
import io
import statistics
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("pipelines", "expectations", "warehouse", "assets", "gouji")
_NO_CODE = frozenset(
    {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
)
_ONE = (ast.If, ast.IfExp, ast.While, ast.For, ast.AsyncFor, ast.ExceptHandler, ast.match_case)
_FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)
_DOCUMENTED = (ast.Module, ast.ClassDef, *_FUNCTION)


@dataclass(frozen=True, slots=True)
class Function:
    """One function: where it stands, its lines, syntax nodes and complexity."""

    place: str
    lines: int
    nodes: int
    complexity: int


@dataclass(frozen=True, slots=True)
class House:
    """What a folder holds: lines of each file, its functions, code lines and decisions of all."""

    files: tuple[int, ...]
    functions: tuple[Function, ...]
    code_lines: int
    decisions: int

    @property
    def density(self) -> float:
        """Decisions for every 100 code lines."""
        return 100 * self.decisions / max(self.code_lines, 1)


def decisions(tree: ast.AST) -> int:
    """Decisions at and below ``tree``."""
    return sum(_weight(node) for node in ast.walk(tree))


def _weight(node: ast.AST) -> int:
    if isinstance(node, ast.BoolOp):
        return len(node.values) - 1
    if isinstance(node, ast.comprehension):
        return 1 + len(node.ifs)
    return int(isinstance(node, _ONE))


def nodes(tree: ast.AST) -> int:
    """Syntax nodes at and below ``tree``, without load and store marks."""
    return sum(not isinstance(node, ast.expr_context) for node in ast.walk(tree))


def code_lines(source: str, tree: ast.Module) -> int:
    """Lines of ``source`` that hold code."""
    held: set[int] = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in _NO_CODE:
            held.update(range(token.start[0], token.end[0] + 1))
    return len(held.difference(_docstring_lines(tree)))


def _docstring_lines(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, _DOCUMENTED) and ast.get_docstring(node, clean=False) is not None:
            yield from range(node.body[0].lineno, (node.body[0].end_lineno or 0) + 1)


def house(folder: Path) -> House:
    """Measure every Python file below ``folder``."""
    lines: list[int] = []
    functions: list[Function] = []
    code = decided = 0
    for path in sorted(folder.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
        lines.append(len(source.splitlines()))
        functions += _functions(tree, path)
        code += code_lines(source, tree)
        decided += decisions(tree)
    return House(tuple(lines), tuple(functions), code, decided)


def _functions(tree: ast.Module, path: Path) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, _FUNCTION):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Function(f"{path}:{node.lineno} {node.name}", length, nodes(node), 1 + decisions(node))


def line(name: str, found: House) -> str:
    """One line of the table."""
    lengths = sorted(f.lines for f in found.functions) or [0]
    sizes = [f.nodes for f in found.functions] or [0]
    return " | ".join(
        (
            f"{name:24}",
            f"{len(found.files):4}",
            f"{statistics.median(found.files):.0f}/{max(found.files)}",
            f"{statistics.median(lengths):.0f}/{lengths[len(lengths) * 9 // 10]}/{lengths[-1]}",
            f"{statistics.median(sizes):.1f}/{max(sizes)}",
            f"{found.density:.1f}",
            str(max((f.complexity for f in found.functions), default=0)),
        )
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a line for each folder, and the most complex functions where they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="FOLDER")
    parser.add_argument("--functions", type=int, default=0, metavar="N", help="the N most complex functions of each")
    options = parser.parse_args(arguments)
    print(
        "folder | files | file lines med/max | function lines med/p90/max | nodes med/max | decisions/100 | complexity"
    )
    for folder in options.folders or [ROOT / name for name in PACKAGES]:
        found = house(folder)
        name = folder.relative_to(ROOT) if folder.is_relative_to(ROOT) else folder
        print(line(str(name), found))
        for one in sorted(found.functions, key=lambda f: -f.complexity)[: options.functions]:
            print(f"    {one.complexity:3} {one.nodes:4} {one.place}")


if __name__ == "__main__":
    main()
