"""What a diagnosis says to a reader, in Chinese and English."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pipelines.reconcile.diagnosis.build import NARRATIVE
from pipelines.reconcile.diagnosis.model import MICRO, Cell, System
from pipelines.reconcile.diagnosis.verdict import MISPRINTED, MISREAD, Diagnosed
from pipelines.reconcile.wording import statement_words, yuan_text

SHOWN_RIVALS = 3
MISTAKES = {
    "cell": ("", ""),
    "sign": ("（正负号相反）", " (its sign lost or added)"),
    "decimal_shift": ("（小数点移位）", " (the decimal point moved)"),
    "transposed": ("（相邻两位数字颠倒）", " (two digits swapped)"),
    "digit": ("（一位数字不同）", " (one digit differs)"),
    "dropped_digit": ("（漏一位数字）", " (a digit left out)"),
    "extra_digit": ("（多一位数字）", " (a digit too many)"),
    "adjacent_row": ("（与相邻行的数相同，似错行）", " (the figure of the row next to it)"),
    "adjacent_column": ("（与相邻列的数相同，似错列）", " (the figure of the column next to it)"),
    "zero": ("（此处应为空或零）", " (nothing should stand here)"),
}
VERDICTS = {
    (MISREAD, "text"): (
        "同样的字符另读即得此数：我方误读",
        "the same characters read another way give it: misread by us",
    ),
    (MISREAD, "second_reader"): (
        "另一读取器在该页读到此数：我方误读",
        "another reader finds it on the page: misread by us",
    ),
    (MISPRINTED, "second_reader"): (
        "另一读取器读到的也是所印之数：原文如此",
        "another reader sees what is loaded: printed so by the publisher",
    ),
    (MISPRINTED, "second_reader_row"): (
        "另一读取器在该页也未见此数：原文未印",
        "another reader finds no such figure on the page either: not printed",
    ),
    (MISPRINTED, "format"): (
        "文件格式直接给出单元格，原文如此",
        "the file holds its cells as such: printed so by the publisher",
    ),
}
OPEN = {
    "equations": (
        "等式不足以确定是哪一格，待人工核对",
        "the equations do not determine the cell: for a person to decide",
    ),
    "not_checked": ("原件未能再读，待核对", "the page could not be read again: to be checked"),
    "second_reader": (
        "另一读取器在该页未能证实，待核对",
        "another reader of the page does not settle it: to be checked",
    ),
}


def yuan(amount: int) -> Decimal:
    """Millionths of a yuan -> yuan with two decimals (amounts have no more)."""
    return (Decimal(amount) / MICRO).quantize(Decimal("0.01"))


def _where(cell: Cell) -> tuple[str, str]:
    name = cell.name.replace(" ", "") or cell.text
    if cell.statement == NARRATIVE:
        return f"第{cell.page}页文字说明中“{name}”", f"Page {cell.page}, narrative, {name}"
    column = cell.column_title.replace("\n", "").replace("/", "·")
    return (
        f"第{cell.page}页《{statement_words(cell.statement, 'zh')}》“{name}”{f'（{column}）' if column else ''}",
        f"Page {cell.page}, {statement_words(cell.statement, 'en')}, {name}{f' ({column})' if column else ''}",
    )


def _missing(cell: Cell, lack: str, elsewhere: Cell | None) -> tuple[str, str]:
    """A row that is not there, and where another statement prints it."""
    zh, en = _where(cell)
    if elsewhere is None:
        return f"{zh}之下少{lack}元：有项目未印出", f"{en}: the parts are short by {lack} yuan: an item is not printed"
    name = elsewhere.name.replace(" ", "")
    amount = yuan_text(yuan(elsewhere.amount))
    zh += (
        f"之下缺一行：科目{elsewhere.code}“{name}”，{amount}元，"
        f"见第{elsewhere.page}页《{statement_words(elsewhere.statement, 'zh')}》"
    )
    en += (
        f": a row is missing: code {elsewhere.code} {name}, {amount} yuan, as printed on page {elsewhere.page}, "
        f"{statement_words(elsewhere.statement, 'en')}"
    )
    return zh, en


def _what(system: System, one: Diagnosed, place: int, elsewhere: Cell | None) -> tuple[str, str]:
    edit = one.explanation.effect.edit
    cell = system.cells[place]
    zh, en = _where(cell)
    if edit.kind == "missing_row":
        return _missing(cell, yuan_text(yuan(most(edit.mends.values()))), elsewhere)
    printed, implied = yuan_text(yuan(cell.amount)), yuan_text(yuan(cell.amount + edit.changes.get(place, 0)))
    if edit.kind == "wrong_row":
        return (
            f"{zh}的{printed}元在另一表列于别的科目",
            f"{en}: the {printed} yuan stand under another code in the other statement",
        )
    if edit.kind == "unit":
        return (
            f"{zh}等整表金额与其他各表相差一万倍：单位有误，{printed}元应为{implied}元",
            f"{en} and its whole table: ten thousand times off against the others, a wrong unit; {printed} yuan should "
            f"be {implied}",
        )
    if edit.kind == "extra_row":
        return f"{zh}所在行重复计入，多{printed}元", f"{en}: its row is counted once too often, {printed} yuan"
    if edit.kind == "swap":
        return (
            f"{zh}印为{printed}元，应为{implied}元，与相邻格对调",
            f"{en}: printed {printed} yuan, should be {implied}: it changed places with its neighbour",
        )
    mistake = MISTAKES.get(edit.kind, ("", ""))
    return (
        f"{zh}印为{printed}元，应为{implied}元{mistake[0]}",
        f"{en}: printed {printed} yuan, should be {implied}{mistake[1]}",
    )


def most(shifts: Iterable[int]) -> int:
    """The largest of some shifts, without sign."""
    return max((abs(shift) for shift in shifts), default=0)


def _rivals(system: System, one: Diagnosed) -> tuple[str, str]:
    others = list(dict.fromkeys(edit.place for edit in one.explanation.rivals))
    if not others:
        return "", ""
    places = [_where(system.cells[place]) for place in others[:SHOWN_RIVALS]]
    more = len(others) - len(places)
    zh = "；同样可能的还有" + "、".join(zh for zh, _ in places) + (f"等{len(others)}处" if more else "")
    en = "; equally possible: " + "; ".join(en for _, en in places) + (f"; and {more} more" if more else "")
    return zh, en


def sentences(system: System, one: Diagnosed, place: int, elsewhere: Cell | None = None) -> tuple[str, str]:
    """The sentence for one cell of a diagnosis, in Chinese and English.

    ``elsewhere`` is a cell of another statement that prints the row missing here.
    """
    zh, en = _what(system, one, place, elsewhere)
    other_zh, other_en = _rivals(system, one)
    count = len(one.explanation.effect.fixed)
    evidence = one.evidence
    if (one.verdict, evidence) == (MISPRINTED, "second_reader") and one.explanation.effect.edit.kind == "missing_row":
        evidence = "second_reader_row"
    end_zh, end_en = VERDICTS.get((one.verdict, evidence)) or OPEN[one.evidence]
    then = "1 equation holds then" if count == 1 else f"{count} equations hold then"
    return (
        f"{zh}；可使{count}个等式成立{other_zh}。{end_zh}。",
        f"{en}; {then}{other_en}. {end_en[0].upper()}{end_en[1:]}.",
    )
