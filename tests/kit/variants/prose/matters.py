"""三公 expenses, running costs, purchases, vehicles, and what is not there."""

from __future__ import annotations

from decimal import Decimal

from tests.kit.variants import figures as fig
from tests.kit.variants.prose.shape import percent
from tests.kit.variants.prose.told import Said, Text
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


def carried_out(text: Text) -> None:
    """Of a final account: budget, what was spent of it, and the share."""
    shape, spent = text.shape, fig.total("total", "208", "general_public")
    if shape.stage != "final" or shape.completion == "none":
        return
    budget = before(spent)
    rate = percent(spent, budget)
    text.said.append(Said("completion", "function", rate, "208"))
    if shape.completion == "of_budget":
        planned, done = text.money("function", budget, "208"), text.money("function", spent, "208")
        text.write(
            f"社会保障和就业支出（类）年初预算为{planned}，支出决算为{done}，完成年初预算的{rate}%。"
            "决算数大于预算数的主要原因是人员增加。"
        )
        return
    done, planned = text.money("function", spent, "208"), text.money("function", budget, "208")
    text.write(f"社会保障和就业支出（类）支出决算为{done}，完成预算{planned}的{rate}%。")


def staff(text: Text) -> None:
    """Posts and people."""
    if text.shape.staff == "none":
        return
    last = text.shape.year - 1
    posts, people = text.count("posts", 60, "人"), text.count("staff", 55, "人")
    if text.shape.staff == "list":
        kinds = [f"{name}编制{text.count('posts_kind', n, '人')}" for name, n in (("行政", 50), ("事业", 10))]
        text.write(f"截至{last}年底，本部门人员编制{posts}，其中：{'、'.join(kinds)}；实有在职人员{people}。")
    else:
        text.write(f"截至{last}年底，本部门人员编制{posts}，实有人员{people}。")
    text.write(f"单位管理的离退休人员{text.count('retired', 30, '人')}。")


def assets(text: Text) -> None:
    """Equipment above a threshold, or what stands in the books."""
    shape = text.shape
    if shape.assets == "equipment":
        text.write(f"单价100万元以上设备（不含车辆）{text.count('equipment_count', 4, '台（套）')}。")
    if shape.assets == "balance":
        money = text.money("fixed_assets", Decimal(12_000_000))
        text.write(f"截至{shape.year - 1}年末，本部门固定资产金额{money}。")


def trips(text: Text) -> None:
    """How often, and how many people, 三公 money was spent for."""
    if not text.shape.trips:
        return
    groups, persons = text.count("groups_abroad", 1, "个"), text.count("persons_abroad", 2, "人次")
    times, guests = text.count("receptions", 8, "批次"), text.count("guests", 90, "人次")
    text.write(f"{text.shape.year}年因公出国（境）团组{groups}、{persons}；国内公务接待{times}、{guests}。")


def targets(text: Text) -> None:
    """Projects under targets and their money, which is not the department's."""
    shape, money = text.shape, fig.total("project")
    if shape.targets == "none":
        text.write("本部门按要求对项目支出全面实施绩效目标管理，单位内部按季度跟踪。")
        return
    if shape.targets == "money":
        count = text.count("performance_projects", 5, "个")
        text.write(f"{shape.year}年纳入绩效目标管理的项目{count}，涉及资金{text.money('performance_money', money)}。")
        return
    text.write(
        f"{shape.year}年，该项目批复的年初预算数为{shape.printed(money)}{shape.unit}，其中当年财政拨款"
        f"{shape.printed(money)}{shape.unit}，上年结转{shape.printed(Decimal(0))}{shape.unit}。"
    )


def _change(text: Text, subject: str, whole: Decimal) -> str:
    change = text.compared(subject, whole, before(whole))
    return f"，{change}{text.because('压减一般性支出')}" if change else "。"
