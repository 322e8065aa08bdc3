"""The slips a file can be given: one syntactic change each, found by the position of a syntax node.

Not changed, since nothing the code does hangs on it: docstrings, annotations, decorators, ``__all__``, ``strict=`` of
``zip``, what stands under ``if TYPE_CHECKING``, the parts of an f-string.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# How often a kind is drawn: the slips people make, not the syntax that is most frequent.
WEIGHTS = {
    "comparison": 3,
    "condition": 2,
    "number": 2,
    "return": 2,
    "statement": 2,
    "and or": 2,
    "not": 1,
    "arithmetic": 1,
    "flag": 1,
    "text": 1,
    "slice": 1,
}
_BOUNDARY: dict[type[ast.cmpop], ast.cmpop] = {
    ast.Lt: ast.LtE(),
    ast.LtE: ast.Lt(),
    ast.Gt: ast.GtE(),
    ast.GtE: ast.Gt(),
}
_NEGATED: dict[type[ast.cmpop], ast.cmpop] = {
    ast.Eq: ast.NotEq(),
    ast.NotEq: ast.Eq(),
    ast.Lt: ast.GtE(),
    ast.LtE: ast.Gt(),
    ast.Gt: ast.LtE(),
    ast.GtE: ast.Lt(),
    ast.In: ast.NotIn(),
    ast.NotIn: ast.In(),
    ast.Is: ast.IsNot(),
    ast.IsNot: ast.Is(),
}
_OPERATOR: dict[type[ast.operator], ast.operator] = {
    ast.Add: ast.Sub(),
    ast.Sub: ast.Add(),
    ast.Mult: ast.Div(),
    ast.Div: ast.Mult(),
    ast.FloorDiv: ast.Mult(),
    ast.Mod: ast.Mult(),
    ast.BitOr: ast.BitAnd(),
    ast.BitAnd: ast.BitOr(),
}
_FUNCTION = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True, slots=True)
class Slip:
    """One change of one file: the bytes from ``start`` to ``end`` become ``text``."""

    file: str
    function: str  # dotted inside the file; "" at module level
    first_line: int  # of that function's code, decorators included; 0 at module level
    outer_line: int  # the same of the function around it that is no function's own
    line: int
    kind: str
    start: int
    end: int
    text: str
    before: str  # the lines it stands on, blanks closed up
    after: str  # the same lines with the slip

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What names the slip whatever stands above it in the file."""
        return self.file, self.function, self.before, self.after

    def applied(self, source: bytes) -> bytes:
        """The file with the slip in it."""
        return source[: self.start] + self.text.encode() + source[self.end :]


def drawn(slips: list[Slip], seed: int) -> Iterator[Slip]:
    """The slips in a random order that ``seed`` and the code decide: a kind by its weight, then one of that kind."""
    chance = random.Random(seed)
    left: dict[str, list[Slip]] = {}
    for slip in slips:
        left.setdefault(slip.kind, []).append(slip)
    while left:
        kinds = sorted(left)
        (kind,) = chance.choices(kinds, [WEIGHTS[k] for k in kinds])
        yield left[kind].pop(chance.randrange(len(left[kind])))
        if not left[kind]:
            del left[kind]


def slips_of(root: Path, package: str) -> list[Slip]:
    """Every slip of every Python file under ``package``, in the order of path and position."""
    files = sorted((root / package).rglob("*.py"))
    return [slip for file in files for slip in _Finder(file.relative_to(root).as_posix(), file.read_bytes()).slips()]


class _Finder:
    """Walks one file, knowing which function it is in."""

    def __init__(self, name: str, source: bytes) -> None:
        self.name = name
        self.source = source
        self.lines = source.splitlines(keepends=True)
        self.offsets = [0]
        for line in self.lines:
            self.offsets.append(self.offsets[-1] + len(line))

    def slips(self) -> list[Slip]:
        return list(self._walk(ast.parse(self.source), "", 0, 0))

    def _walk(self, node: ast.AST, function: str, first_line: int, outer_line: int) -> Iterator[Slip]:
        for child in _parts(node):
            for changed, kind, text in _changes(child):
                yield self._slip(changed, kind, text, function, first_line, outer_line)
            if isinstance(child, _FUNCTION):
                first = min([child.lineno, *(d.lineno for d in child.decorator_list)])
                name = f"{function}.{child.name}".lstrip(".")
                yield from self._walk(ast.Tuple(elts=_defaults(child)), function, first_line, outer_line)
                yield from self._walk(ast.Module(body=_body(child), type_ignores=[]), name, first, outer_line or first)
            elif isinstance(child, ast.ClassDef):
                name = f"{function}.{child.name}".lstrip(".")
                yield from self._walk(ast.Module(body=_body(child), type_ignores=[]), name, first_line, outer_line)
            else:
                yield from self._walk(child, function, first_line, outer_line)

    def _slip(self, node: ast.AST, kind: str, text: str, function: str, first_line: int, outer_line: int) -> Slip:
        assert isinstance(node, ast.expr | ast.stmt)
        last, last_col = node.end_lineno or node.lineno, node.end_col_offset or 0
        start, end = self._at(node.lineno, node.col_offset), self._at(last, last_col)
        low, high = self._at(node.lineno, 0), self.offsets[last]
        before = self.source[low:high]
        after = self.source[low:start] + text.encode() + self.source[end:high]
        return Slip(
            self.name,
            function,
            first_line,
            outer_line,
            node.lineno,
            kind,
            start,
            end,
            text,
            _closed_up(before),
            _closed_up(after),
        )

    def _at(self, line: int, column: int) -> int:
        return self.offsets[line - 1] + column


def _closed_up(source: bytes) -> str:
    return " ".join(source.decode().split())


def _body(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> list[ast.stmt]:
    return node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body


def _defaults(node: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.expr]:
    return [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    """The children of ``node`` a slip may stand in."""
    body = getattr(node, "body", None)
    if isinstance(node, ast.Module) and isinstance(body, list) and ast.get_docstring(node, clean=False) is not None:
        yield from body[1:]
        return
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.JoinedStr | ast.Import | ast.ImportFrom | ast.arguments):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        if isinstance(child, ast.Assign) and ast.unparse(child.targets[0]) == "__all__":
            continue
        if isinstance(node, ast.AnnAssign) and child is node.annotation:
            continue
        if isinstance(child, ast.keyword) and child.arg == "strict":
            continue
        yield child


def _changes(node: ast.AST) -> Iterator[tuple[ast.AST, str, str]]:
    """What is replaced, the kind of slip and the new text: each slip of this node itself."""
    for kind, text in (*_of_expression(node), *_of_constant(node), *_of_statement(node)):
        yield node, kind, text
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        yield node.test, "condition", _text(_negated(node.test))
    if isinstance(node, ast.comprehension):
        yield from ((test, "condition", _text(_negated(test))) for test in node.ifs)


def _of_expression(node: ast.AST) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Compare(ops=[operator]):
            for table in (_BOUNDARY, _NEGATED):
                if changed := table.get(type(operator)):
                    yield "comparison", _text(ast.Compare(node.left, [changed], node.comparators))
        case ast.UnaryOp(op=ast.Not()):
            yield "not", _text(node.operand)
        case ast.BoolOp():
            yield "and or", _text(ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values))
        case ast.BinOp() if type(node.op) in _OPERATOR:
            yield "arithmetic", _text(ast.BinOp(node.left, _OPERATOR[type(node.op)], node.right))
        case ast.Subscript(slice=ast.Slice() as cut):
            yield from (("slice", _text(ast.Subscript(node.value, moved, node.ctx))) for moved in _moved(cut))


def _moved(cut: ast.Slice) -> Iterator[ast.Slice]:
    """``cut`` one further at either end; an end that is a number is a slip of the number."""
    one = ast.Constant(1)
    if cut.lower is not None and not isinstance(cut.lower, ast.Constant):
        yield ast.Slice(ast.BinOp(cut.lower, ast.Add(), one), cut.upper, cut.step)
    if cut.upper is not None and not isinstance(cut.upper, ast.Constant):
        yield ast.Slice(cut.lower, ast.BinOp(cut.upper, ast.Sub(), one), cut.step)


def _of_constant(node: ast.AST) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Constant(value=bool() as flag):
            yield "flag", str(not flag)
        case ast.Constant(value=int() | float() as number):
            yield "number", f"({number + 1!r})"
            yield "number", f"({number - 1!r})"
        case ast.Constant(value=str() as text) if text:
            yield "text", "''"


def _of_statement(node: ast.AST) -> Iterator[tuple[str, str]]:
    match node:
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield "return", "return None"
        case ast.AugAssign():
            yield "statement", "pass"
            if changed := _OPERATOR.get(type(node.op)):
                yield "arithmetic", ast.unparse(ast.AugAssign(node.target, changed, node.value))
        case ast.Assign(targets=[ast.Attribute() | ast.Subscript()]):
            yield "statement", "pass"
        case ast.Expr(value=ast.Constant()):
            return
        case ast.Expr() | ast.Raise() | ast.Continue() | ast.Break():
            yield "statement", "pass"


def _negated(test: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), test)


def _text(node: ast.expr) -> str:
    return f"({ast.unparse(node)})"
