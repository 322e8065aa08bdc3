"""Rows of unequal length back onto common columns: which columns a merged cell covered.

A short header row stands above a longer one; blank cells under a cell mean it was merged downwards, a
run of filled cells under it means it was merged sideways.  Where that leaves a choice, the columns
decide: a header group starts where its sub-headers repeat (项目, 预算数, 项目, 预算数) or where the
columns change between words and money, and holds the sub-headers that repeat its words (增减 over 增减额).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate, pairwise

from pipelines.extract.text.numbers import folded, is_amount_column, is_dash, is_index_row, is_number
from pipelines.model.document import Cell

_CODE_PARTS = frozenset("类款项")
_MAX_HEADER = 9  # title, whose, unit, three rows of header, 栏次
Spans = list[int]  # columns covered by each cell of a row
Score = Callable[[int, int, int], float]  # (cell, first column, columns) -> how well it fits


def place_rows(rows: list[list[str]]) -> list[Cell]:
    """Cells with row, column and spans for rows of texts of different lengths."""
    width = max(len(row) for row in rows)
    body = header_length(rows, width)
    money = money_columns(rows[body:], width)
    codes = headed_codes(rows[body] if body < len(rows) else [], width)
    spans: list[Spans] = [[] for _ in rows]
    for r in reversed(range(len(rows))):
        spans[r] = _row_spans(rows, spans, r, body, money, codes)
    cells: list[Cell] = []
    for r, row in enumerate(rows):
        col = 0
        for text, span in zip(row, spans[r], strict=True):
            cells.append(Cell(r, col, text, 1, span))
            col += span
    return merge_down(cells, body)


def header_length(rows: list[list[str]], width: int) -> int:
    """Rows before the first that numbers its columns or holds figures, else through the first full row."""
    for r, row in enumerate(rows[:_MAX_HEADER]):
        if is_index_row(row) or sum(map(is_number, row)) >= 1:
            return r
    return next((r + 1 for r, row in enumerate(rows[:_MAX_HEADER]) if len(row) == width), 0)


def headed_codes(row: list[str], width: int) -> list[str]:
    """类 款 项 by column where a whole row prints them before the figures of a total, heading its columns of codes."""
    texts = [text.strip() if text.strip() in _CODE_PARTS else "" for text in row]
    return texts if len(row) == width and sum(map(bool, texts)) > 1 else []


def merge_down(cells: list[Cell], body: int) -> list[Cell]:
    """Header cells over blank cells of the same columns take them in (``row_span``)."""
    by_place = {(c.row, c.col): c for c in cells}
    gone: set[int] = set()
    for cell in cells:
        if cell.row >= body or id(cell) in gone or not cell.text.strip():
            continue
        below = by_place.get((cell.row + cell.row_span, cell.col))
        while below and below.row < body and below.col_span == cell.col_span and not below.text.strip():
            cell.row_span += 1
            gone.add(id(below))
            below = by_place.get((cell.row + cell.row_span, cell.col))
    return [c for c in cells if id(c) not in gone]


def _row_spans(
    rows: list[list[str]], spans: list[Spans], r: int, body: int, money: list[bool], codes: list[str]
) -> Spans:
    row, width = rows[r], len(money)
    if len(row) == width:
        return [1] * width
    if r + 1 < len(rows) and len(rows[r + 1]) == len(row):  # rows of one shape share their columns
        return list(spans[r + 1])
    heads = min(body + bool(codes), len(rows))
    longer = next((s for s in range(r + 1, heads) if len(rows[s]) > len(row)), None)
    if longer is None:
        return best_partition(len(row), width, _body_score(row, money))
    return _over_longer_row(row, rows[longer], spans[longer], money, codes)


def _over_longer_row(row: list[str], below: list[str], units: Spans, money: list[bool], codes: list[str]) -> Spans:
    """Columns covered by the cells of a header row, each over whole cells of the longer row below, of ``units``."""
    starts = [0, *accumulate(units)]
    kinds = [money[start] for start in starts[:-1]]
    parts = [codes[start] if codes else "" for start in starts[:-1]]
    labels = [folded(text) or part for text, part in zip(below, parts, strict=True)]
    fit = _HeaderFit(row, labels, kinds, [part for part in parts if part])
    ends = [0, *accumulate(best_partition(len(row), len(units), fit))]
    return [starts[end] - starts[begin] for begin, end in pairwise(ends)]


def best_partition(parts: int, units: int, score: Score) -> Spans:
    """Split ``units`` columns into ``parts`` runs with the highest total score (dynamic programming)."""
    worst = float("-inf")
    best = [[worst] * (units + 1) for _ in range(parts + 1)]
    taken = [[0] * (units + 1) for _ in range(parts + 1)]
    best[0][0] = 0.0
    for i in range(parts):
        for start in range(i, units):
            if best[i][start] == worst:
                continue
            for size in range(1, units - start - (parts - i - 1) + 1):
                total = best[i][start] + score(i, start, size)
                if total > best[i + 1][start + size]:
                    best[i + 1][start + size] = total
                    taken[i + 1][start + size] = size
    sizes: Spans = []
    end = units
    for i in range(parts, 0, -1):
        sizes.append(taken[i][end])
        end -= taken[i][end]
    return sizes[::-1]


@dataclass(frozen=True, slots=True)
class _HeaderFit:
    """How well a cell of a header row stands over a run of the cells below it, which have ``labels``.

    ``money`` says of each of them whether it heads money, ``codes`` are 类 款 项 where the first row of figures prints
    them.  Weights are taken by trial on published tables.
    """

    row: list[str]
    labels: list[str]
    money: list[bool]
    codes: list[str]

    def __call__(self, cell: int, start: int, size: int) -> float:
        children = self.labels[start : start + size]
        codes = self._over_codes(self.row[cell], children)
        value = self._over(self.row[cell], children) if codes is None else codes
        follows_label = start > 0 and all(self.labels[start - 1 : start + 1])
        return self._beginning(value, start, size) if follows_label else value

    def _over_codes(self, text: str, children: list[str]) -> float | None:
        """One header stands over 类 款 项 together and over nothing else; below it each may have a blank cell."""
        if not self.codes or not _CODE_PARTS & set(children):
            return None
        if not text.strip() and len(children) == 1:
            return 2.0
        return 2.0 if children == self.codes else -2.0

    @staticmethod
    def _over(text: str, children: list[str]) -> float:
        """A cell over blank ones was merged downwards; a group's cell has words in common with those it groups, which
        are different ones."""
        blank = children.count("")
        again = len(children) - blank - len({label for label in children if label})
        if len(children) == 1:
            return 2.0 if blank else 0.0
        if not text.strip():
            return -3.0 * len(children)
        return 1.0 - 3.0 * blank - 0.5 * again + 0.4 * _kinship(folded(text), children)

    def _beginning(self, value: float, start: int, size: int) -> float:
        """``value`` with what speaks for a group to begin here: labels that repeat, words that follow money."""
        label = self.labels[start]
        if size > 1 and self.labels.count(label) > 1:
            value += 1.0
        if size > 1 and label == self.labels[0]:
            value += 0.5
        if self.money[start] != self.money[start - 1]:
            value += 1.0 if self.money[start - 1] else 0.5
        return value


def _kinship(group: str, children: list[str]) -> int:
    """How many sub-headers have a word in common with their group's header (增减 over 增减额, 增减%), less those that
    have none where others do; years aside."""
    pairs = (a + b for a, b in pairwise(group))
    words = {pair for pair in pairs if not any(c.isdigit() for c in pair)}
    kin = sum(1 for label in children if any(w in label for w in words))
    return kin - (len(children) - kin) if kin else 0


def _body_score(row: list[str], money: list[bool]) -> Score:
    """Figures over money columns, words over word columns; only words and the last cell are wide."""

    def score(cell: int, start: int, size: int) -> float:
        text = row[cell].strip()
        value = -0.1 * (size - 1)
        if not text or is_dash(text):
            return value - (size - 1)
        if is_number(text):
            return value + (2.0 if money[start] else -2.0) - 3.0 * (size - 1)
        over_money = sum(money[start : start + size])
        return value - 2.0 * over_money + (0.05 * (size - 1) if cell == len(row) - 1 else 0.0)

    return score


def money_columns(rows: list[list[str]], width: int) -> list[bool]:
    """Which of ``width`` columns hold money, judged by the rows that have them all."""
    full = [row for row in rows if len(row) == width and not is_index_row(row)]
    kinds: list[bool] = []
    for c in range(width):
        texts = [row[c] for row in full]
        like_the_one_before = bool(kinds) and all(map(_says_nothing, texts))
        kinds.append(kinds[-1] if like_the_one_before else is_amount_column(texts))
    return kinds


def _says_nothing(text: str) -> bool:
    return not text.strip() or is_dash(text)
