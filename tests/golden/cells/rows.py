"""What a row of a recipe's table holds: labels to the left, money cells to the right of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Context, Decimal, Inexact
from typing import Any

from sources import Row, flat, say

FIELDS = [
    "statement", "page", "line_name", "code", "government_code", "unit_name", "column", "measure", "fiscal_year",
    "stage", "amount_yuan", "printed", "economic_code", "unit_code", "sequence",
]  # fmt: skip
MONEY = re.compile(r"^-?\d[\d,，]*(\.\d+)?$")
SKIP = re.compile(r"^(\s|\|)*(栏次|档次|序号|\*\*|1\|2\|3)")  # index rows that look like figures
UNIT_HEADS = r"合\s*计|总\s*计|(预算)?单位(名称)?|支出项目类别.*"
EXACT = Context(prec=28, traps=[Inexact])
Cell = dict[str, str]


class Reader:
    """Walks the rows of one table, left to right, and keeps what is filled down: class, type, item, unit."""

    def __init__(self, recipe: dict[str, Any], table: dict[str, Any]) -> None:
        self.recipe, self.table = recipe, table
        self.unit = Decimal({"元": 1, "万元": 10000}[table.get("unit", recipe["unit"])])
        self.unit_name = self.unit_code = self.group = self.year = self.stage = ""
        self.levels: dict[str, list[str]] = {"": ["", "", ""], "g": ["", "", ""]}
        self.class_code = ""

    def split_code(self, row: Row, prefix: str) -> str:
        """类|款|项: what is printed replaces the level and empties the ones below it."""
        names = [prefix + n for n in ("lei", "kuan", "xiang")]
        kinds = self.table["columns"]
        parts = [flat(row[kinds.index(n)]) if n in kinds else "" for n in names]
        if not any(p.isdigit() for p in parts):
            return ""
        levels = self.levels[prefix]
        for depth, part in enumerate(parts):
            if part:
                levels[depth:] = [part] + [""] * (2 - depth)
        return "".join(levels)

    def whole(self, code: str) -> str:
        """A bare two-digit code stands under the class above it."""
        if len(code) == 2 and code.isdigit():
            return self.class_code + code
        if code.isdigit():
            self.class_code = code[:3]
        return code if code.isdigit() else ""

    def cells(self, page: int, row: Row) -> Iterator[Cell]:
        """Money cells of one row: each takes the labels printed to its left."""
        columns: list[str] = self.table["columns"]
        if len(row) != len(columns):
            raise ValueError(
                f"{self.table['sequence']} page {page}: {len(row)} cells for {len(columns)} columns: {row}"
            )
        joined = "|".join(flat(c) for c in row)
        if SKIP.search(joined) or ("skip" in self.table and re.search(self.table["skip"], joined)):
            return
        out: Cell = dict.fromkeys(FIELDS, "")
        out |= {"statement": self.table["statement"], "page": str(page or ""), "sequence": str(self.table["sequence"])}
        self.year = str(self.table.get("fiscal_year", self.recipe["fiscal_year"]))
        self.stage = str(self.table.get("stage", self.recipe["stage"]))
        out["code"] = self.split_code(row, "") if "lei" in columns else ""
        out["government_code"] = self.split_code(row, "g") if "glei" in columns else ""
        for kind, value in zip(columns, row, strict=True):
            if "=" in kind:
                yield from self.amount(out, kind, flat(value))
            elif value is not None:
                self.label(out, kind, flat(value))

    def label(self, out: Cell, kind: str, text: str) -> None:
        """Put a label cell into the row. An empty cell of a merged block (None) never comes here."""
        match kind:
            case "name" if text or self.table["columns"].count("name") > 1:
                out["line_name"] = text
            case "name2" if text:
                out["line_name"] = text
            case "group":
                self.group = text or self.group
                out["line_name"] = text
            case "code":
                out["code"] = self.whole(text)
                if text and not out["code"] and not re.search(r"\d", text):
                    out["line_name"] = text  # 合计 printed over the code and the name
            case "lei" if len(text) > 1 and not re.search(r"\d", text):
                out["line_name"] = text
            case "gcode":
                out["government_code"] = text
            case "gname":
                out["line_name"] = out["line_name"] or text
            case "codename" | "ecodename" | "gcodename" | "bracket":
                self.code_and_name(out, kind, text)
            case "unit" | "ucode":
                self.budget_unit(out, kind, text)
            case "year":
                self.year = re.sub(r"\D", "", text) or self.year
            case "stage":
                self.stage = {"预算数": "budget", "决算数": "final"}.get(text, self.stage)
                out["line_name"] = text

    @staticmethod
    def code_and_name(out: Cell, kind: str, text: str) -> None:
        """`2010301-行政运行` or `[201]一般公共服务支出` in one cell."""
        found = re.match(r"\[?(\d+)[-\]](.*)", text)
        target = {"ecodename": "economic_code", "gcodename": "government_code"}.get(kind, "code")
        out[target] = found[1] if found else ""
        if kind in ("codename", "bracket"):
            out["line_name"] = found[2] if found else text

    def budget_unit(self, out: Cell, kind: str, text: str) -> None:
        """A budget unit stands for the rows below it that print none."""
        if kind == "ucode":
            self.unit_code = text if text.isdigit() else "" if text else self.unit_code
            out["unit_code"] = self.unit_code
        elif text and re.search(self.table.get("unit_rows", "."), text) and not re.fullmatch(UNIT_HEADS, text):
            self.unit_name = text
        if text and not text.isdigit():
            out["line_name"] = text

    def amount(self, out: Cell, kind: str, text: str) -> Iterator[Cell]:
        """One money cell, or nothing when the cell is text; `header=measure@year stage` describes the column."""
        text = re.sub(r"\s", "", text)
        if not MONEY.match(text):
            if re.search(r"\d", text) and not re.search(r"[年表栏度]", text):
                say(f"? {self.table['sequence']} p{out['page']} {kind}: {text}")
            return
        header, _, rest = kind.rpartition("=")
        measure, _, when = rest.partition("@")
        own_year, _, own_stage = when.partition(" ")
        names = self.table.get("items")
        cell = dict(out)
        if names is not None:
            item = re.sub(r"\s", "", out["line_name"])
            cell["measure"] = next((v for k, v in names.items() if re.search(k, item)), "")
        else:
            cell["measure"] = measure
        if self.group and out["line_name"] == "小计":
            cell["line_name"] = f"{self.group}/小计"
        cell |= {
            "column": header,
            "fiscal_year": own_year or self.year,
            "stage": own_stage or self.stage,
            "printed": text,
        }
        cell["unit_name"] = self.unit_name if "unit" in self.table["columns"] else ""
        if re.fullmatch(r"合\s*计|总\s*计", out["line_name"]):
            cell["unit_name"] = ""
        cell["line_name"] = cell["line_name"] or ("" if cell["code"] else cell["unit_name"])
        exact = Decimal(re.sub("[,，]", "", text)) * self.unit
        cell["amount_yuan"] = format(exact.quantize(Decimal("0.01"), context=EXACT), "f")
        yield cell
