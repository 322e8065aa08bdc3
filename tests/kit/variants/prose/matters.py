"""三公 expenses, running costs, purchases, vehicles, and what is not there."""

from __future__ import annotations

from decimal import Decimal

from tests.kit.variants import figures as fig
from tests.kit.variants.prose.told import Text
from tests.kit.variants.prose.wholes import before

_RUNNING = Decimal(1_320_000)
_PURCHASES = {"goods": Decimal(180_000), "works": Decimal(900_000), "services": Decimal(420_000)}
_NAMES = {"goods": "货物", "works": "工程", "services": "服务"}


def three_public(text: Text) -> None:
    """“三公”经费 and its items."""
    items, shape = fig.three_public(), text.shape
    lead = f"{shape.year}年“三公”经费{shape.noun}数{text.money('three_public', items['total'])}"
    names = {"abroad": "因公出国（境）费", "reception": "公务接待费", "vehicles": "公务用车购置及运行费"}
    bought = f"公务用车购置费{text.money('vehicle_purchase', items['vehicle_purchase'])}"
    driven = f"公务用车运行维护费{text.money('vehicle_operation', items['vehicle_operation'])}"
    if shape.three_public == "headings":
        text.write(f"{lead}{_change(text, 'three_public', items['total'])}")
        for n, (subject, name) in enumerate(names.items(), 1):
            text.write(f"（{'一二三'[n - 1]}）{name}")
            inside = f"，其中：{bought}，{driven}" if subject == "vehicles" else ""
            text.write(f"{name}{shape.noun}数为{text.money(subject, items[subject])}{inside}。")
        return
    said = [f"{name}{text.money(subject, items[subject])}" for subject, name in names.items()]
    inside = f"（其中：{bought}，{driven}）" if shape.three_public == "brackets" else f"，其中：{bought}，{driven}"
    text.write(f"{lead}，其中：{'，'.join(said)}{inside}。")


def running_costs(text: Text) -> None:
    """机关运行经费, in one of three manners."""
    shape = text.shape
    if shape.running == "none":
        text.write(f"{shape.year}年本部门无机关运行经费。{text.none('operating_expenses')}")
        return
    money = text.money("operating_expenses", _RUNNING)
    lead = (
        f"{shape.year}年本部门机关运行经费（公用经费）{shape.noun}总计{money}"
        if shape.running == "words_around"
        else f"{shape.year}年本部门机关运行经费{shape.noun}{money}"
    )
    text.write(f"{lead}{_change(text, 'operating_expenses', _RUNNING)}")


def procurement(text: Text) -> None:
    """政府采购 and its kinds."""
    shape, whole = text.shape, sum(_PURCHASES.values())
    if shape.procurement == "none":
        text.write(f"{shape.year}年本部门没有安排政府采购预算。{text.none('procurement')}")
        return
    lead = f"{shape.year}年政府采购{shape.noun}总额{text.money('procurement', Decimal(whole))}"
    said = [f"政府采购{_NAMES[k]}{shape.noun}{text.money(f'procurement_{k}', v)}" for k, v in _PURCHASES.items()]
    text.write(
        f"{lead}（{'；'.join(said)}）。" if shape.procurement == "brackets" else f"{lead}，其中：{'、'.join(said)}。"
    )


def vehicles(text: Text) -> None:
    """车辆 held, and to be bought."""
    shape = text.shape
    if shape.vehicles == "none":
        return
    held = text.count("vehicle_count", 9, "辆")
    kinds = [f"机要通信用车{text.count('vehicle_kind', 2, '辆')}", f"执法执勤用车{text.count('vehicle_kind', 7, '辆')}"]
    said = f"截至{shape.year - 1}年12月31日，本部门共有车辆{held}，其中：{'、'.join(kinds)}。"
    if shape.vehicles == "held_and_bought":
        said += f"{shape.year}年拟新增配置公务用车{text.count('vehicle_purchase_count', 3, '辆')}。"
    text.write(said)


def nothing_of_state_capital(text: Text) -> None:
    """There is none of 国有资本经营预算."""
    text.write(f"{text.shape.year}年本部门没有使用国有资本经营预算拨款安排的支出。{text.none('state_capital')}")


def targets(text: Text) -> None:
    """Projects under targets and their money, which are not the department's money."""
    text.write("本部门按要求对项目支出全面实施绩效目标管理，单位内部按季度跟踪。")


def _change(text: Text, subject: str, whole: Decimal) -> str:
    change = text.compared(subject, whole, before(whole))
    return f"，{change}{text.because('压减一般性支出')}" if change else "。"
