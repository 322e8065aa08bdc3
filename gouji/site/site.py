"""Building the site: index pages here, document pages in worker processes."""

from __future__ import annotations

import gc
import json
import multiprocessing
import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from gouji.site.access import Access, Row
from gouji.site.contents import Contents, load_contents
from gouji.site.data_docs import FOLDER, draw_data_docs
from gouji.site.document import load_documents, render_document
from gouji.site.document.page import Shared
from gouji.site.index import write_index
from pipelines.model.sentences import entries, say

STATIC = Path(__file__).with_name("static")
IMAGES = ("all", "findings", "none")
_CHUNK = 50  # documents a worker reads at once
_SERIAL = 100  # below this many documents starting workers takes longer than it saves
DOCUMENTS, PICTURES = "documents", "pictures"
_PAGE_OF_DOCUMENT = re.compile(r"([0-9a-f]{16})(\.html|-findings\.(csv|xlsx)|-p\d+\.jpg)")

Chunk = list[tuple[Row, list[Row], list[Row]]]


@dataclass(frozen=True, slots=True)
class Site:
    """What was built: the first page, pages of documents, page pictures in use."""

    index: Path
    documents: int
    pictures: int


def build_site(
    access: Access,
    out: Path,
    *,
    images: str = "findings",
    jobs: int = 1,
    less_or_equal: Set[str] = frozenset(),
    data_docs: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Site:
    """Build the report of a warehouse in the folder ``out`` (made if missing; a report there is replaced).

    ``images``: which page pictures to draw (all, findings, none); ``less_or_equal`` names the rules whose left side
    may be less; ``data_docs`` adds the pages of Great Expectations; ``progress`` is called with documents done and
    documents in all.  Raises ValueError for another value of ``images``, OSError where ``out`` cannot be written.
    """
    if images not in IMAGES:
        raise ValueError(f"images must be one of {', '.join(IMAGES)}, not {images!r}")
    connection = access.connect()
    try:
        contents = load_contents(connection)
    finally:
        connection.close()
    _prepare(out, {document["slug"] for document in contents.documents})
    shared = Shared(
        out,
        images,
        contents.statement_names,
        contents.rule_words,
        less_or_equal,
        _stamp(contents),
        access.defused,
        data_docs,
        access.objects,
    )
    done = drawn = 0
    with _beside(jobs, partial(draw_data_docs, access, out) if data_docs else None) as pool:
        write_index(contents, shared)
        for documents, pictures in _run(access, shared, list(_chunks(contents)), pool):
            done, drawn = done + documents, drawn + pictures
            if progress:
                progress(done, len(contents.documents))
    return Site(out / "index.html", done, drawn)


def is_of(path: Path, slug: str) -> bool:
    """Whether a file of a report is a page, a list or a picture of the document ``slug``."""
    named = _PAGE_OF_DOCUMENT.fullmatch(path.name)
    return named is not None and named[1] == slug


def _prepare(out: Path, slugs: Set[str]) -> None:
    """Make the folders, copy what is the same for all, and remove pages of documents that are gone."""
    for name in (DOCUMENTS, "rules", "lists", PICTURES):
        (out / name).mkdir(parents=True, exist_ok=True)
    shutil.copytree(STATIC, out / "static", dirs_exist_ok=True)
    (out / "static" / "sentences.js").write_text(_script_sentences(), encoding="utf-8")
    shutil.rmtree(out / FOLDER, ignore_errors=True)
    for folder in (DOCUMENTS, PICTURES):
        for path in (out / folder).iterdir():
            named = _PAGE_OF_DOCUMENT.fullmatch(path.name)
            if named and named[1] not in slugs:
                path.unlink()


def _script_sentences() -> str:
    """The sentences document.js says, as a script: a file opened from disk may read no JSON."""
    prefix = "site.script."
    own = {id_.removeprefix(prefix): one.text for id_, one in entries("site").items() if id_.startswith(prefix)}
    return f'"use strict";\nconst SENTENCES = {json.dumps(own, ensure_ascii=False)};\n'


def _stamp(contents: Contents) -> tuple[str, str]:
    """When the warehouse was published, as the foot of each page says it; not when the report was built."""
    run = contents.runs[-1] if contents.runs else {}
    at, version = run.get("finished_at"), run.get("version") or ""
    when = f"{at:%Y-%m-%d %H:%M} UTC" if isinstance(at, datetime) else "–"
    return say("site.text.published_at", when=when, version=version)


def _chunks(contents: Contents) -> Iterator[Chunk]:
    findings: dict[str, list[Row]] = defaultdict(list)
    for finding in contents.findings:
        findings[finding["document_id"] or ""].append(finding)
    chunk: Chunk = []
    # In the order the tables are in, so that a query reads only the part it wants.
    for document in sorted(contents.documents, key=lambda one: str(one["document_id"])):
        key = document["document_id"]
        chunk.append((document, contents.parts.get(key, []), findings.get(key, [])))
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


@contextmanager
def _beside(jobs: int, task: Callable[[], object] | None) -> Iterator[Executor | None]:
    """Worker processes, where there may be any; one does ``task`` first, which without them is done at the end."""
    if jobs < 2:
        yield None
        if task:
            task()
        return
    # spawn: a fork would carry over locks of the threads of DuckDB.  Not the mapper of pipelines.workers: that runs one
    # function over documents and answers for a bad one, while here two tasks share the workers, index pages are
    # written meanwhile, and what fails in any of them ends the report with its own exception.
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        future = pool.submit(task) if task else None
        yield pool
        if future:
            future.result()


def _run(access: Access, shared: Shared, chunks: Sequence[Chunk], pool: Executor | None) -> Iterator[tuple[int, int]]:
    if pool is None or len(chunks) * _CHUNK <= _SERIAL:
        for chunk in chunks:
            yield _render(access, shared, chunk)
        return
    futures = [pool.submit(_render, access, shared, chunk) for chunk in chunks]
    for future in futures:
        yield future.result()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: rows by the hundred thousand hold none, and it looks through them again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _render(access: Access, shared: Shared, chunk: Chunk) -> tuple[int, int]:
    """Read and write the documents of one chunk; returns how many, and how many pictures they show."""
    with _uncollected():
        return _render_chunk(access, shared, chunk)


def _render_chunk(access: Access, shared: Shared, chunk: Chunk) -> tuple[int, int]:
    connection = access.connect()
    try:
        boxed = {(one["document_id"], one["page"]) for _, _, found in chunk for one in found if one["page"]}
        rows = load_documents(connection, [document["document_id"] for document, _, _ in chunk], sorted(boxed))
    finally:
        connection.close()
    pictures = sum(
        render_document(document, parts, findings, rows[document["document_id"]], shared)
        for document, parts, findings in chunk
    )
    return len(chunk), pictures
