"""The entry point: a document's parts with department, region, year, stage, kind and revision.

The steps and why they stand in this order: the document is flattened to lines, because titles and captions are lines;
files that bundle several full sets are split, by their covers or by what each table prints, because each set has its
own department; every line votes, and the votes
for a field are counted.  The department comes first, because its name says more of the kind; the region comes last,
because it is read from the department's name as it was valid in the year.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.model.bodies import BodyKind
from pipelines.model.document import Document
from pipelines.recognise.model import Table

from .bundle import bundled
from .evidence import collect, weak_stage
from .file_name import year_of_name
from .flat import START, FlatText, Stretch, flatten
from .member import ALONE, Alone, File, Member, members
from .model import Field, Part, Vote
from .place import governing, locate
from .prose import said_stage
from .published import published_on
from .split import stretches
from .tally import Decision, decide, decide_department

_OWN_ENDINGS = ("（本级）", "本级")
_UNIT_ENDINGS = ("中心", "学校", "小学", "中学", "幼儿园", "医院", "站", "所", "馆", "学院", "大队", "支队")
_OWN_WEIGHT, _UNIT_WEIGHT = 12.0, 1.0
_WEAK_STAGE = 2  # a stage with less weight is decided again with the titles of tables


def identify(document: Document, tables: Sequence[Table] = ()) -> list[Part]:
    """Whose disclosure a document is: one ``Part``, or one per body in a file that bundles several full sets.

    Reads text only; the name of the file is heard for a year that the text does not say, and marked as the source.
    ``tables``: those of the document, named; without them only covers tell a bundle.  Always gives at least one part;
    what nothing decides is ``None``.
    """
    text = flatten(document)
    covers = stretches(text)
    begun = bundled(document, tables)
    if begun:
        file = File.of(text, collect(text))
        bundle = members(begun, file)
        if len(bundle) > len(covers):
            return [_member(number, one, document.file_name) for number, one in enumerate(bundle, 1)]
    if len(covers) == 1:
        return [_part(1, text, covers[0], document.file_name)]
    return [_part(number, text.within(own), own, document.file_name) for number, own in enumerate(covers, 1)]


def _member(number: int, member: Member, file_name: str) -> Part:
    return _part(number, member.file.text.within(member.stretches), member.stretches, file_name, member)


def _part(number: int, text: FlatText, own: list[Stretch], file_name: str, member: Alone = ALONE) -> Part:
    pages = [*text.pages, *text.page_numbers]
    page_from = 1 if own[0][0] == START else min(pages, default=1)
    votes = [*collect(text), *member.votes(page_from)]
    department = decide_department(votes)
    decided = {
        Field.DEPARTMENT: department,
        Field.FISCAL_YEAR: decide(votes, Field.FISCAL_YEAR)
        or member.of_file(Field.FISCAL_YEAR)
        or decide(year_of_name(file_name), Field.FISCAL_YEAR),
        Field.STAGE: _strong_stage(votes) or member.of_file(Field.STAGE) or _weak_stage(votes, text),
        Field.KIND: decide(votes + _kind_of_name(department), Field.KIND),
        Field.REVISION: decide(votes, Field.REVISION) or member.of_file(Field.REVISION),
    }
    values: dict[Field, str | None] = {field: decision.value for field, decision in decided.items() if decision}
    evidence = {field.value: decision.as_evidence() for field, decision in decided.items() if decision}
    if values.get(Field.KIND) == BodyKind.GOVERNMENT:
        values[Field.DEPARTMENT] = governing(values.get(Field.DEPARTMENT), decide(votes, Field.PLACE))
    else:
        values[Field.DEPARTMENT] = member.name(department)
    year = values.get(Field.FISCAL_YEAR)
    fiscal_year = int(year) if year is not None else None
    place = locate(values.get(Field.DEPARTMENT), decide(votes, Field.PLACE), text, fiscal_year)
    if place.code is None:
        place = member.place(values.get(Field.DEPARTMENT), fiscal_year) or place
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
        published_on=published_on(text),
        page_from=page_from,
        page_to=max(pages, default=1),
        stretches=tuple(own),
        evidence=evidence,
    )


def _strong_stage(votes: list[Vote]) -> Decision | None:
    stage = decide(votes, Field.STAGE)
    return stage if stage is not None and stage.score >= _WEAK_STAGE else None


def _weak_stage(votes: list[Vote], text: FlatText) -> Decision | None:
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
