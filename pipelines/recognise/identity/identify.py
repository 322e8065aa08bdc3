"""The entry point: a document's parts with department, region, year, stage, kind and revision.

The steps and why they stand in this order: the document is flattened to lines, because titles and captions are lines;
files that bundle several full sets are split, because each set has its own department; every line votes, and the votes
for a field are counted.  The department comes first, because its name says more of the kind; the region comes last,
because it is read from the department's name as it was valid in the year.
"""

from __future__ import annotations

from pipelines.model.bodies import BodyKind
from pipelines.model.document import Document

from .evidence import collect, weak_stage
from .file_name import year_of_name
from .flat import FlatText, flatten
from .model import Field, Part, Vote
from .place import governing, locate
from .prose import said_stage
from .split import split
from .tally import Decision, decide, decide_department

_OWN_ENDINGS = ("（本级）", "本级")
_UNIT_ENDINGS = ("中心", "学校", "小学", "中学", "幼儿园", "医院", "站", "所", "馆", "学院", "大队", "支队")
_OWN_WEIGHT, _UNIT_WEIGHT = 12.0, 1.0
_WEAK_STAGE = 2  # a stage with less weight is decided again with the titles of tables


def identify(document: Document) -> list[Part]:
    """Whose disclosure a document is: one ``Part``, or one per unit in a file that bundles several full sets.

    Reads text only; the name of the file is heard for a year that the text does not say, and marked as the source.
    Always gives at least one part; what nothing decides is ``None``.
    """
    text = flatten(document)
    ranges = split(text)
    if len(ranges) == 1:
        return [_part(1, text, ranges[0], document.file_name)]
    return [_part(number, text.between(*pages), pages, document.file_name) for number, pages in enumerate(ranges, 1)]


def _part(number: int, text: FlatText, pages: tuple[int, int], file_name: str) -> Part:
    votes = collect(text)
    department = decide_department(votes)
    decided = {
        Field.DEPARTMENT: department,
        Field.FISCAL_YEAR: decide(votes, Field.FISCAL_YEAR) or decide(year_of_name(file_name), Field.FISCAL_YEAR),
        Field.STAGE: _stage(votes, text),
        Field.KIND: decide(votes + _kind_of_name(department), Field.KIND),
        Field.REVISION: decide(votes, Field.REVISION),
    }
    values: dict[Field, str | None] = {field: decision.value for field, decision in decided.items() if decision}
    evidence = {field.value: decision.as_evidence() for field, decision in decided.items() if decision}
    if values.get(Field.KIND) == BodyKind.GOVERNMENT:
        values[Field.DEPARTMENT] = governing(values.get(Field.DEPARTMENT), decide(votes, Field.PLACE))
    year = values.get(Field.FISCAL_YEAR)
    fiscal_year = int(year) if year is not None else None
    place = locate(values.get(Field.DEPARTMENT), decide(votes, Field.PLACE), text, fiscal_year)
    evidence["region"] = {"value": place.code, **place.evidence}
    return Part(
        part_no=number,
        department_name=values.get(Field.DEPARTMENT),
        kind=_kind(values.get(Field.KIND), department),
        region_code=place.code,
        region_name=place.name,
        fiscal_year=fiscal_year,
        stage=values.get(Field.STAGE),
        revision=values.get(Field.REVISION),
        page_from=pages[0],
        page_to=pages[1],
        evidence=evidence,
    )


def _stage(votes: list[Vote], text: FlatText) -> Decision | None:
    stage = decide(votes, Field.STAGE)
    if stage is not None and stage.score >= _WEAK_STAGE:
        return stage
    return decide([*votes, *weak_stage(text)], Field.STAGE) or decide(said_stage(text), Field.STAGE)


def _kind(decided: str | None, department: Decision | None) -> str:
    """The kind as decided; a unit called （本级） is the department's own office."""
    if decided == BodyKind.UNIT and department is not None and department.value.endswith(_OWN_ENDINGS):
        return BodyKind.OWN
    return decided or BodyKind.DEPARTMENT


def _kind_of_name(department: Decision | None) -> list[Vote]:
    """（本级） is the body's own budget; institutions (中心, 学校) are units unless a title says department."""
    if department is None:
        return []
    best = department.best
    if department.value.endswith(_OWN_ENDINGS):
        return [Vote(Field.KIND, BodyKind.OWN, _OWN_WEIGHT, best.page, best.text, "name")]
    if department.value.endswith(_UNIT_ENDINGS):
        return [Vote(Field.KIND, BodyKind.UNIT, _UNIT_WEIGHT, best.page, best.text, "name")]
    return []
