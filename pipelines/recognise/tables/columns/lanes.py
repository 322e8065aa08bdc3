"""Lanes: blocks of label and amounts that stand side by side in one table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipelines.model.column_roles import LABELS
from pipelines.recognise.model import Column, Columns


def in_lanes(columns: Iterable[Column]) -> Columns:
    """``columns`` with their lanes, from 0: a label column after an amount column begins the next one."""
    return tuple(_numbered(columns))


def _numbered(columns: Iterable[Column]) -> Iterator[Column]:
    lane, had_amount = 0, False
    for column in columns:
        if had_amount and column.role in LABELS:
            lane, had_amount = lane + 1, False
        had_amount = had_amount or column.is_amount
        yield replace(column, lane=lane) if lane != column.lane else column
