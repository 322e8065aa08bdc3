"""The entry point: a document's parts with department, region, year, stage, kind and revision."""

from __future__ import annotations

from pipelines.model.document import Document

from .evidence import collect, weak_stage
from .flat import FlatText, flatten
from .model import Part, Vote
from .place import locate
from .split import split
from .tally import Decision, decide, decide_department

_UNIT_ENDINGS = ("中心", "学校", "小学", "中学", "幼儿园", "医院", "站", "所", "馆", "学院", "大队", "支队")


def identify(document: Document) -> list[Part]:
    """Whose disclosure a document is: one ``Part``, or one per unit in a file that bundles several full sets.

    Reads text only, never the file's name.  Always gives at least one part; what the text does not decide is ``None``.
    """
    text = flatten(document)
    ranges = split(text)
    if len(ranges) == 1:
        return [_part(1, text, ranges[0])]
    return [_part(number, text.between(*pages), pages) for number, pages in enumerate(ranges, 1)]


def _part(number: int, text: FlatText, pages: tuple[int, int]) -> Part:
    votes = collect(text)
    department = decide_department(votes)
    year = decide(votes, "fiscal_year")
    stage = decide(votes, "stage")
    if stage is None or stage.score < 2:
        stage = decide(votes + weak_stage(text), "stage")
    kind = decide(votes + _kind_of_name(department), "kind")
    revision = decide(votes, "revision")
    fiscal_year = int(year.value) if year else None
    place = decide(votes, "place")
    code, region, region_evidence = locate(department.value if department else None, place, text, fiscal_year)
    decisions: dict[str, Decision | None] = {
        "department": department,
        "fiscal_year": year,
        "stage": stage,
        "kind": kind,
        "revision": revision,
    }
    evidence = {field: decision.as_evidence() for field, decision in decisions.items() if decision}
    evidence["region"] = {"value": code, **region_evidence}
    return Part(
        part_no=number,
        department_name=department.value if department else None,
        kind=kind.value if kind else "department",
        region_code=code,
        region_name=region,
        fiscal_year=fiscal_year,
        stage=stage.value if stage else None,
        revision=revision.value if revision else None,
        page_from=pages[0],
        page_to=pages[1],
        evidence=evidence,
    )


def _kind_of_name(department: Decision | None) -> list[Vote]:
    """（本级） is the body's own budget; institutions (中心, 学校) are units unless a title says department."""
    if department is None:
        return []
    name, best = department.value, department.best
    if name.endswith(("（本级）", "本级")):
        return [Vote("kind", "unit", 12.0, best.page, best.text, "name")]
    if name.endswith(_UNIT_ENDINGS):
        return [Vote("kind", "unit", 1.0, best.page, best.text, "name")]
    return []
