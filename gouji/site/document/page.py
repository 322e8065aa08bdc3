"""One document as HTML, and what beside the warehouse it needs: page pictures and its findings as files."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gouji.site import pictures, words
from gouji.site.access import Row
from gouji.site.document.boxes import finding_figure, picture_name
from gouji.site.document.equations import amounts_by_grid, equations_json
from gouji.site.document.grid import Grid, build_grid
from gouji.site.document.load import DocumentRows
from gouji.site.environment import environment
from gouji.site.lists import findings_list
from gouji.site.sheets import write_lists
from gouji.site.words import Pair
from pipelines.acquire import NOTHING_KEPT, Objects
from pipelines.model.judgements import COMPARED


@dataclass(frozen=True, slots=True)
class Shared:
    """What every document page needs, sent to each worker once."""

    out: Path
    images: str  # all, findings or none
    statement_names: Mapping[str, Pair]
    rule_words: Mapping[str, Pair]
    less_or_equal: Set[str]
    stamp: Pair
    defused: Callable[[str], str]
    data_docs: bool = False  # whether the pages of Great Expectations are there to link to
    objects: Objects = NOTHING_KEPT


def render_document(document: Row, parts: list[Row], findings: list[Row], found: DocumentRows, shared: Shared) -> int:
    """Write documents/<slug>.html with its pictures and lists; returns how many pictures it shows."""
    statements = _statements(document["document_id"], found, shared)
    shown = [{**finding, "figure": finding_figure(finding, found)} for finding in _worst_first(findings)]
    drawn = _pictures(document, statements, shown, found, shared)
    folder = shared.out / "documents"
    html = (
        environment()
        .get_template("document.html.jinja")
        .render(
            root="../",
            stamp=shared.stamp,
            data_docs=shared.data_docs,
            document=document,
            units=parts,
            images=shared.images,
            statements=statements,
            findings=shown,
            drawn=drawn,
            pages=found.pages,
            picture=lambda page: f"../pictures/{picture_name(document['slug'], page)}",
            equations=equations_json(document["document_id"], found, shared.rule_words, shared.less_or_equal),
            held=document["identities_held"] or 0,
            rule_words=shared.rule_words,
        )
    )
    (folder / f"{document['slug']}.html").write_text(html, encoding="utf-8")
    if findings:
        header, lines = findings_list(findings).for_files()
        write_lists(folder / f"{document['slug']}-findings", header, lines, shared.defused)
    return len(drawn)


def _worst_first(findings: list[Row]) -> list[Row]:
    """Diagnoses, which say what is behind the rest, then by severity and page."""
    order = {name: i for i, name in enumerate(words.SEVERITY)}
    return sorted(
        findings, key=lambda one: (one["kind"] != "diagnosis", order.get(one["severity"], 9), one["page"] or 0)
    )


def _statements(document_id: str, found: DocumentRows, shared: Shared) -> list[dict[str, Any]]:
    amounts = amounts_by_grid(document_id, found)
    counts_of = _counts(found)
    shown = []
    for statement in found.statements:
        grids: list[Grid] = []
        for grid_no in json.loads(statement["grids"] or "[]"):
            known = found.grids.get(grid_no)
            if known:
                size = (known["rows"] or 0, known["cols"] or 0)
                grids.append(
                    build_grid(grid_no, known["page"], size, found.cells.get(grid_no, ()), amounts.get(grid_no, {}))
                )
        counts = counts_of[statement["part_no"], statement["table_no"]]
        status = "empty" if statement["is_empty"] else statement["status"] or "unchecked"
        shown.append(
            {
                **statement,
                "status": status,
                "words": words.statement_pair(statement["statement"], shared.statement_names),
                "grids": grids,
                "counts": counts,
                "anchor": f"t{statement['part_no']}-{statement['table_no']}",
            }
        )
    return shown


def _counts(found: DocumentRows) -> dict[tuple[int, int], dict[str, int]]:
    """Verdicts by part and table."""
    counts: dict[tuple[int, int], dict[str, int]] = defaultdict(
        lambda: dict.fromkeys((verdict.value for verdict in COMPARED), 0)
    )
    for result in found.results:
        counts[result["part_no"], result["table_no"]][result["verdict"]] += 1
    return counts


def _pictures(
    document: Row, statements: list[dict[str, Any]], findings: list[dict[str, Any]], found: DocumentRows, shared: Shared
) -> Collection[int]:
    """Draw the wanted pages that are not there yet (bytes of the source and so its pictures never change)."""
    if shared.images == "none" or document["media_type"] != pictures.PDF:
        return ()
    wanted = {finding["figure"].page for finding in findings if finding["figure"]}
    if shared.images == "all":
        wanted |= {grid.page for statement in statements for grid in statement["grids"]}
    targets = {page: shared.out / "pictures" / picture_name(document["slug"], page) for page in sorted(wanted)}
    there = {page for page, target in targets.items() if target.is_file()}
    missing = {page: target for page, target in targets.items() if page not in there}
    if missing:
        with pictures.source_file(document["addresses"], document["document_id"], shared.objects) as source:
            there |= set(pictures.draw_pages(source, missing)) if source is not None else set()
    return there
