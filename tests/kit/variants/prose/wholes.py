"""Income and spending as a whole, with their parts."""

from __future__ import annotations

from decimal import Decimal

from tests.kit.samples.ledger import economic_name, functional_name
from tests.kit.variants import figures as fig
from tests.kit.variants.prose.told import Text

_SOURCES = (
    ("general_public", "一般公共预算拨款收入", "general_public"),
    ("government_fund", "政府性基金预算拨款收入", "government_fund"),
    ("business", "事业收入", "business"),
)


def before(amount: Decimal) -> Decimal:
    """The figure of the year before, nine tenths in whole hundreds."""
    return amount * 9 // 1000 * 100


def income(text: Text) -> None:
    """收入: the whole, its sources, and how it changed."""
    year, noun = text.shape.year, text.shape.noun
    whole = fig.total("total")
    carried = fig.total("carried")
    parts = [(subject, name, fig.total("income", "", fund)) for subject, name, fund in _SOURCES]
    parts.append(("carryover", "上年结转", carried))
    lead = f"{year}年收入{noun}{text.money('income_total', whole)}"
    _whole_and_parts(text, lead, "income_total", whole, parts, "人员增加")


def spending(text: Text) -> None:
    """支出: the whole, by use."""
    year, noun = text.shape.year, text.shape.noun
    whole = fig.total("total")
    uses = [("basic", "基本支出", fig.total("basic")), ("project", "项目支出", fig.total("project"))]
    lead = f"{year}年支出{noun}{text.money('spending_total', whole)}"
    if text.shape.uses == "paragraphs":
        text.write(f"{lead}{_change(text, 'spending_total', whole)}")
        for subject, name, amount in uses:
            text.write(f"{name}{text.money(subject, amount)}{text.share(subject, amount, whole)}。")
        return
    if text.shape.uses == "sentence":
        text.write(f"{lead}{_change(text, 'spending_total', whole)}")
        stated = "，".join(f"{n}{text.money(s, a)}{text.share(s, a, whole)}" for s, n, a in uses)
        text.write(f"按支出用途分类，包括{stated}。")
        return
    _whole_and_parts(text, lead, "spending_total", whole, uses, "项目增加")


def functions(text: Text) -> None:
    """一般公共预算支出 by function, in one of four manners."""
    shape = text.shape
    whole = fig.total("total", "", "general_public")
    codes = fig.tree("general_public")
    classes = [c for c in codes if len(c) == 3]
    amounts = {c: fig.total("total", c, "general_public") for c in codes}
    lead = f"{shape.year}年一般公共预算支出{shape.noun}{text.money('general_public', whole)}"
    if shape.functions in {"class", "name"}:
        level = "（类）" if shape.functions == "class" else ""
        said = "；".join(
            f"{functional_name(c)}{level}{text.money('function', amounts[c], c)}"
            f"{text.share('function', amounts[c], whole, c)}"
            for c in classes
        )
        text.write(f"{lead}，主要用于以下方面：{said}。")
        return
    text.write(f"{lead}。具体情况如下：")
    if shape.functions == "quoted":
        for n, c in enumerate(classes, 1):
            share = text.share("function", amounts[c], whole, c)
            money = text.money("function", amounts[c], c)
            text.write(f"{n}.“{functional_name(c)}”科目{money}{share}，主要用于本部门的日常工作。")
        return
    for n, c in enumerate((c for c in codes if len(c) == 7), 1):
        path = f"{functional_name(c[:3])}（类）{functional_name(c[:5])}（款）{functional_name(c)}（项）"
        money = text.money("function", amounts[c], c)
        change = text.compared("function", amounts[c], before(amounts[c]), c)
        end = text.because("工作任务有变化", c) if change else "。"
        text.write(f"{n}.{path}{shape.year}年{shape.noun}数为{money}{'，' if change else ''}{change}{end}")


def economic(text: Text) -> None:
    """基本支出 by economic class."""
    shape = text.shape
    if shape.economic == "none":
        return
    codes = [c for c in fig.economic_tree() if len(c) == 3]
    whole = sum((fig.economic(c) for c in codes), Decimal(0))
    lead = f"{shape.year}年一般公共预算基本支出{text.money('basic', whole)}，其中："
    printed = {c: f"（{c}）" if shape.economic == "coded" else "" for c in codes}
    items = [f"{economic_name(c)}{printed[c]}{text.money('economic', fig.economic(c), c)}" for c in codes]
    text.write(lead + "，".join(items) + "。")


def _whole_and_parts(
    text: Text, lead: str, subject: str, whole: Decimal, parts: list[tuple[str, str, Decimal]], why: str
) -> None:
    manner = text.shape.income
    listed = [f"{name}{text.money(s, a)}{text.share(s, a, whole)}" for s, name, a in parts]
    opened = "包括" if manner == "包括" else "其中："
    if text.shape.change_at == "after_list" and manner != "paragraphs":
        change = text.compared(subject, whole, before(whole))
        text.write(f"{lead}，{opened}{'、'.join(listed)}" + (f"，{change}{text.because(why)}" if change else "。"))
        return
    changed = _change(text, subject, whole, why)
    if manner == "paragraphs":
        text.write(f"{lead}{changed}")
        for item in listed:
            text.write(f"{item}。")
        return
    if text.shape.change_at == "own_sentence" or text.shape.compared == "none":
        text.write(f"{lead}，{opened}{'、'.join(listed)}。" + ("" if changed == "。" else changed.lstrip("，")))
        return
    text.write(f"{lead}{changed}{opened}{'、'.join(listed)}。")


def _change(text: Text, subject: str, whole: Decimal, why: str = "工作任务增加") -> str:
    change = text.compared(subject, whole, before(whole))
    return f"，{change}{text.because(why)}" if change else "。"
