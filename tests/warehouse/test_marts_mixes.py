"""Every mart's sum is the same figure whichever disclosures of a department stand side by side, and in whichever order.

A department has its own office and units, each with tables and a text in files of their own.  Whatever part of these is
in the warehouse, a yuan counts once: the department's figure where the department is there, else those of the parts
that are.  All mixes are made at once, each a department of its own, which the others do not change.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

import pytest

from tests.warehouse.conftest import Ask
from tests.warehouse.facts import Books, Document

MIXES = 150
CODES = ("2010601", "2010602", "2050803", "2080505", "2210201")
Figures = Mapping[str, int]  # what is asked for -> yuan, or people

# what is asked -> the file that says it (a table, a text, or either), the figure and the mart
SUMS = {
    "spending": ("tables", "amount", "mart.expenditure"),
    "spending ": ("tables", "amount", "mart.expenditure_by_function"),
    "economic": ("tables", "amount", "mart.expenditure_by_economic"),
    "revenue": ("tables", "amount", "mart.revenue_by_source"),
    "three_public": ("both", "amount", "mart.three_public"),
    "meeting": ("tables", "meeting", "mart.running_costs"),
    "operating": ("text", "operating_expenses", "mart.running_costs"),
    "project": ("tables", "amount", "mart.project"),
    "procurement": ("tables", "amount", "mart.procurement"),
    "staff": ("tables", "staff", "mart.staffing"),
    "asset": ("tables", "amount", "mart.state_asset"),
    "bought": ("text", "amount", "mart.stated WHERE source = 'text' AND subject = 'procurement'"),
    "before": ("tables", "amount", "mart.stated WHERE source = 'prior_year' AND subject = 'three_public'"),
}


@dataclass
class Mix:
    """One department, and which of its files are there."""

    number: int
    parts: dict[str, Figures]  # own office and units
    files: list[tuple[str, str]]  # (body, tables | text)

    @property
    def name(self) -> str:
        """The department's name; its parts' begin with it."""
        return f"第{self.number}局"

    def expected(self, asked: str, told: str) -> int:
        """What a plain sum must give."""
        kinds = {"tables", "text"} if told == "both" else {told}
        there = {body for body, file in self.files if file in kinds}
        counted = set(self.parts) if "department" in there else there
        return sum(self.parts[part][asked.strip()] for part in counted if part != "government")


def mixes(seed: int) -> Iterator[Mix]:
    """Subsets at random, each file also twice at times, in an order of their own."""
    chance = Random(seed)
    for number in range(MIXES):
        names = ["own", *(f"unit{n}" for n in range(chance.randint(1, 3)))]
        asked = sorted({name.strip() for name in SUMS})
        parts = {name: {one: chance.randint(1, 500) for one in asked} for name in names}
        possible = [(body, file) for body in ("department", *names) for file in ("tables", "text")]
        files = chance.sample(possible, chance.randint(1, len(possible)))
        if chance.random() < 0.3:
            files.append(chance.choice(files))  # published again, as another file
        if chance.random() < 0.2:
            files.append(("government", "tables"))  # which holds every department, and is none
        yield Mix(number, parts, files)


def written(mix: Mix, books: Books, chance: Random) -> None:
    """The mix's files in the books."""
    for body, file in mix.files:
        name = f"{chance.random()}"  # of the file, and so of its id: which comes first is chance
        if body == "department":
            document = books.document(name, department=mix.name)
        elif body == "own":
            parent = chance.choice((mix.name, None))  # a name alone says it as well
            document = books.document(name, department=f"{mix.name}本级", kind="own", canonical=mix.name, parent=parent)
        elif body == "government":
            document = books.document(name, department=f"第{mix.number}县政府", kind="government")
        else:
            document = books.document(name, department=f"{mix.name}{body}", kind="unit", parent=mix.name)
        shown = mix.parts if body in {"department", "government"} else {body: mix.parts[body]}
        (_tables if file == "tables" else _text)(document, shown, chance)


def _tables(document: Document, parts: Mapping[str, Figures], chance: Random) -> None:
    def all_of(one: str) -> str:
        return str(sum(figures[one] for figures in parts.values()))

    spending = document.table("expenditure")
    for block, (name, figures) in enumerate(parts.items(), start=1):
        head = str(figures["spending"])
        # a department lists its units below one another, or all of them together
        spending.line(name, {"total": head}, code=chance.choice(CODES), block=block, unit=name)
    spending.line("合计", {"total": all_of("spending")}, role="total", block=0)
    basic = document.table("basic_economic", fund="general_public")
    basic.line("基本工资", {"total": all_of("economic")}, economic="30101")
    income = document.table("revenue")
    income.line(
        "合计", {"total": all_of("revenue"), ("business", "business"): all_of("revenue")}, role="total", flow="revenue"
    )
    document.three_public("reception", all_of("three_public"))
    document.three_public("meeting", all_of("meeting"))
    document.three_public("reception", all_of("before"), year=document.year - 1)
    for name, figures in parts.items():
        document.form(
            "core.fact_project", source="project_table", project_name=f"{name}项目", is_leaf=True, line_role="item",
            amount=Decimal(figures["project"]), table_no=21,
        )  # fmt: skip
        document.form(
            "core.fact_procurement", line_name=name, amount=Decimal(figures["procurement"]), is_leaf=True,
            is_total=False, table_no=22,
        )  # fmt: skip
        document.form(
            "core.fact_staffing", source="table", unit_name=name, staff=figures["staff"], is_total=False, table_no=23
        )
        document.form(
            "core.fact_state_asset", source="table", line_name=name, amount=Decimal(figures["asset"]), is_leaf=True,
            is_total=False, table_no=24,
        )  # fmt: skip


def _text(document: Document, parts: Mapping[str, Figures], chance: Random) -> None:
    said = {"operating_expenses": "operating", "procurement": "bought", "three_public": "three_public"}
    for number, (subject, one) in enumerate(chance.sample(sorted(said.items()), len(said))):
        document.form(
            "core.fact_claim", line_id=f"{document.document_id[:16]}-p{number}-1", subject=subject, kind="amount",
            amount=Decimal(sum(figures[one] for figures in parts.values())), sentence="…", unit="元",
        )  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_a_yuan_counts_once_in_every_mix(ask: Ask, seed: int) -> None:
    chance, books = Random(seed), Books()
    made = list(mixes(seed))
    for mix in chance.sample(made, len(made)):
        written(mix, books, chance)
    sums = " UNION ALL ".join(
        f"SELECT {number}, regexp_extract(department_name, '[0-9]+')::INT, sum({figure})::INT FROM {mart} GROUP BY 2"
        for number, (_, figure, mart) in enumerate(SUMS.values())
    )
    found = {(number, mix): counted for number, mix, counted in ask(books, sums)}
    wrong = defaultdict(list)
    for number, (asked, (told, _, mart)) in enumerate(SUMS.items()):
        for mix in made:
            counted, expected = found.get((number, mix.number)) or 0, mix.expected(asked, told)
            if counted != expected:
                wrong[mart].append((mix.files, counted, expected))
    assert not wrong, {mart: (len(cases), cases[:3]) for mart, cases in wrong.items()}
