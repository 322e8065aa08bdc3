"""The codes of a lane, row by row: whole, split over 类 款 项, shortened, or left blank below the row above."""

from __future__ import annotations

from pipelines.model.text import compact
from pipelines.recognise.codes import plain_code, scheme_of, split_code
from pipelines.recognise.model import Column, Row


class CodeReader:
    """Reads the codes of one lane row by row, remembering what split columns leave blank."""

    def __init__(self, columns: list[Column]) -> None:
        self.whole = [c for c in columns if c.role in {"code", "code_functional", "code_economic", "code_government"}]
        self.parts: list[list[Column]] = []
        for column in columns:
            if column.role != "code_part":
                continue
            if not self.parts or column.path[-1] == "类" or column.scheme != self.parts[-1][0].scheme:
                self.parts.append([])
            self.parts[-1].append(column)
        self.above: dict[str, list[str]] = {}

    def read(self, row: Row) -> tuple[dict[str, str], str | None]:
        """(scheme -> code, printed | filled) of ``row``."""
        codes: dict[str, str] = {}
        origin: str | None = None
        for column in self.whole:
            code = plain_code(compact_text(row, column))
            if code is None:
                split, _ = split_code(compact_text(row, column))
                code = split
            if code is None:
                continue
            whole, how = self._complete(column.scheme, code)
            kind = scheme_of(whole)
            if kind:
                codes[kind] = whole
                origin = how
            elif len(whole) in {4, 6, 8, 9}:
                codes["unit"] = whole
        for group in self.parts:
            found = self._joined(row, group)
            if found:
                codes[group[0].scheme or "functional"], origin = found
        return codes, origin

    def _complete(self, scheme: str | None, code: str) -> tuple[str, str]:
        """A bare two-digit child gets the class above it; a whole code is kept and remembered."""
        key = scheme or "functional"
        above = self.above.get(key)
        if len(code) <= 2 and above:
            whole = above[0][:3] + code.zfill(2)
            return whole, "filled"
        if len(code) >= 3:
            self.above[key] = [code]
        return code, "printed"

    def _joined(self, row: Row, group: list[Column]) -> tuple[str, str] | None:
        texts = [compact_text(row, c) if _is_own(row, c, group) else "" for c in group]
        if texts and len(texts[0]) in {5, 7} and texts[0].isdigit():
            return texts[0], "printed"
        digits = [t if t.isdigit() else "" for t in texts]
        if not any(digits):
            return None
        key = f"{group[0].scheme}-{group[0].index}"
        above = self.above.get(key, [])
        last = max(i for i, d in enumerate(digits) if d)
        parts: list[str] = []
        filled = False
        for i in range(last + 1):
            value = digits[i]
            if not value:
                if i >= len(above):
                    return None
                value, filled = above[i], True
            parts.append(value if i == 0 else value.zfill(2))
        self.above[key] = parts
        if len(parts[0]) != 3 or any(len(p) != 2 for p in parts[1:]):
            return None
        return "".join(parts), "filled" if filled else "printed"


def _is_own(row: Row, column: Column, group: list[Column]) -> bool:
    """Whether a part's cell is not the one already read for the part to its left (a code merged over 类 款 项)."""
    cell = row[column.index] if column.index < len(row) else None
    left = row[column.index - 1] if column is not group[0] else None
    return cell is None or left is None or (cell.row_no, cell.col_no) != (left.row_no, left.col_no)


def cell_text(row: Row, column: Column | None) -> str:
    """The text of a row in a column, as printed."""
    cell = row[column.index] if column is not None and column.index < len(row) else None
    return cell.text if cell is not None else ""


def compact_text(row: Row, column: Column | None) -> str:
    """The compact text of a row in a column."""
    return compact(cell_text(row, column))
