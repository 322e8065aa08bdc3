"""The tokens of an .xls formula ([MS-XLS] 2.5.198) as text, for arithmetic, SUM and references within the sheet."""

from __future__ import annotations

import struct
from collections.abc import Callable

from pipelines.extract.sheet.look import letters_of

_BINARY = {0x03: "+", 0x04: "-", 0x05: "*", 0x06: "/"}
_UNARY = {0x12: "+", 0x13: "-"}
_PERCENT, _BRACKETS, _ATTRIBUTE, _INTEGER, _NUMBER = 0x14, 0x15, 0x19, 0x1E, 0x1F
_VARIADIC, _CELL, _AREA = 0x02, 0x04, 0x05  # of three classes: 0x22, 0x42, 0x62
_SUM_OF_ONE, _SPACE, _VOLATILE = 0x10, 0x40, 0x01  # of _ATTRIBUTE
_SUM = 4
_FIRST_CLASS = 0x20
_COLUMN_MASK = 0x3FFF  # above it, whether row and column are relative


def formula_text(tokens: bytes) -> str:
    """The formula as a person writes it; empty for one of another kind."""
    stack: list[str] = []
    at = 0
    try:
        while at < len(tokens):
            at += _step(tokens, at, stack)
    except (struct.error, LookupError):
        return ""
    return stack[0] if len(stack) == 1 else ""


def _step(tokens: bytes, at: int, stack: list[str]) -> int:
    """Apply the token there to the stack; its length."""
    kind = tokens[at]
    if kind in _BINARY:
        right, left = stack.pop(), stack.pop()
        stack.append(f"({left}{_BINARY[kind]}{right})")
        return 1
    if kind in _UNARY:
        stack.append(f"({_UNARY[kind]}{stack.pop()})")
        return 1
    if kind == _PERCENT:
        stack.append(f"({stack.pop()}%)")
        return 1
    if kind == _BRACKETS:
        return 1
    operand = _CLASSED[kind & 0x1F] if kind >= _FIRST_CLASS else _PLAIN[kind]
    return operand(tokens, at, stack)


def _integer(tokens: bytes, at: int, stack: list[str]) -> int:
    stack.append(str(struct.unpack_from("<H", tokens, at + 1)[0]))
    return 3


def _number(tokens: bytes, at: int, stack: list[str]) -> int:
    number = struct.unpack_from("<d", tokens, at + 1)[0]
    stack.append(f"({number:.15g})".replace("e", "E"))
    return 9


def _attribute(tokens: bytes, at: int, stack: list[str]) -> int:
    flags = tokens[at + 1]
    if flags & _SUM_OF_ONE:
        stack.append(f"SUM({stack.pop()})")
    elif not flags & (_SPACE | _VOLATILE):
        raise LookupError
    return 4


def _cell(tokens: bytes, at: int, stack: list[str]) -> int:
    row, col = struct.unpack_from("<HH", tokens, at + 1)
    stack.append(_reference(row, col))
    return 5


def _area(tokens: bytes, at: int, stack: list[str]) -> int:
    top, bottom, left, right = struct.unpack_from("<4H", tokens, at + 1)
    stack.append(f"{_reference(top, left)}:{_reference(bottom, right)}")
    return 9


def _variadic(tokens: bytes, at: int, stack: list[str]) -> int:
    count, function = struct.unpack_from("<BH", tokens, at + 1)
    if function != _SUM or not 0 < count <= len(stack):
        raise LookupError
    stack[-count:] = [f"SUM({','.join(stack[-count:])})"]
    return 4


def _reference(row: int, col: int) -> str:
    return f"{letters_of(col & _COLUMN_MASK)}{row + 1}"


_Operand = Callable[[bytes, int, list[str]], int]
_PLAIN: dict[int, _Operand] = {_INTEGER: _integer, _NUMBER: _number, _ATTRIBUTE: _attribute}
_CLASSED: dict[int, _Operand] = {_VARIADIC: _variadic, _CELL: _cell, _AREA: _area}
