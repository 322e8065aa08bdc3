"""What must hold after every night, whatever happened in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from pipelines.acquire import is_skipped, place, sniff, ways_up
from pipelines.acquire.archive import is_archive
from pipelines.model.document import ReadError
from pipelines.model.schema import tables
from scripts.measure.compare import VOLATILE
from scripts.soak.place import Place
from warehouse.connection import connect_readonly

# The name of a class of errors, or words of the interpreter's own: nobody's sentence about a file.
RAW = re.compile(
    r"\b(?:[A-Z][A-Za-z]*(?:Error|Exception|Warning)|Traceback|NoneType|KeyboardInterrupt)\b"
    r"|object has no attribute|index out of range|not subscriptable|unhashable|invalid literal for|unpack requires"
)
_SAID = """
SELECT file_name, message FROM raw.document WHERE message IS NOT NULL
UNION ALL SELECT d.file_name, m FROM quality.document q JOIN raw.document d USING (document_id),
    unnest([q.message_zh, q.message_en]) t(m) WHERE m IS NOT NULL
UNION ALL SELECT kind, m FROM quality.finding, unnest([message_zh, message_en]) t(m) WHERE m IS NOT NULL
"""
_STANDING = "SELECT address, sha256 FROM raw.version WHERE withdrawn_at IS NULL"
_DOUBLED = """
SELECT 'raw.document', document_id FROM raw.document GROUP BY ALL HAVING count(*) > 1
UNION ALL SELECT 'quality.document', document_id FROM quality.document GROUP BY ALL HAVING count(*) > 1
UNION ALL SELECT 'core.fact_budget', line_id FROM core.fact_budget GROUP BY ALL HAVING count(*) > 1
"""
_UNSAID = "SELECT document_id FROM raw.document ANTI JOIN quality.document USING (document_id)"


def after_a_night(at: Place, witnesses: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the state that a night which ended by itself left, in words.

    ``witnesses`` is `rows_of` of documents that were there from the beginning.
    """
    with connect_readonly(at.warehouse) as connection:
        yield from _lost(at, connection)
        yield from (f"{table} holds {id_} twice" for table, id_ in connection.execute(_DOUBLED).fetchall())
        yield from (f"{id_} has no verdict" for (id_,) in connection.execute(_UNSAID).fetchall())
        for name, message in connection.execute(_SAID).fetchall():
            if RAW.search(message):
                yield f"{name}: {message}"
        if witnesses and rows_of(connection, witnesses["documents"]) != witnesses:
            yield "rows of documents that did not change are others than before"
    yield from _left_behind(at)


def rows_of(connection: duckdb.DuckDBPyConnection, documents: list[str]) -> dict[str, Any]:
    """Of some documents how many rows they have of their own in each table, and a hash of these; not of what tells one
    run from another, nor of what several documents say together: a neighbour may add to that."""
    found: dict[str, Any] = {"documents": documents}
    for name, table in tables().items():
        columns = [column.name for column in table.columns]
        is_own = table.of == "document" or (table.of == "judgement" and not name.startswith("quality."))
        if not is_own or "document_id" not in columns:
            continue
        kept = ", ".join(column for column in columns if column not in VOLATILE)
        sql = f"SELECT {kept} FROM {name} WHERE document_id IN (SELECT unnest(?)) ORDER BY ALL"
        rows = connection.execute(sql, [documents]).fetchall()
        found[name] = len(rows), hashlib.sha256(repr(rows).encode()).hexdigest()
    return found


def _lost(at: Place, connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Files of the inbox that the warehouse says nothing of."""
    standing = connection.execute(_STANDING).fetchall()
    known = {id_ for _, id_ in standing}
    ways = {place(address) for address, _ in standing}
    problems = connection.execute("SELECT source_uri FROM raw.document").fetchall()
    ways |= {place(uri) for (uri,) in problems}
    above = {way for one in ways for way in ways_up(one)}
    for path in sorted(at.inbox.rglob("*")):
        if path.is_symlink() or not path.is_file() or _is_passed_over(path, at.inbox):
            continue
        uri = place(path.absolute().as_uri())
        if uri not in above and hashlib.sha256(path.read_bytes()).hexdigest() not in known:
            yield f"nothing is said of {path.name!a} ({_kind(path)})"


def _is_passed_over(path: Path, below: Path) -> bool:
    return any(is_skipped(part) for part in path.relative_to(below).parts)


def _kind(path: Path) -> str:
    try:
        return f"{sniff(path)}{', an archive' if is_archive(path) else ''}"
    except (ReadError, OSError):
        return "unknown"


def _left_behind(at: Place) -> Iterator[str]:
    names = [path.name for path in at.warehouse.parent.iterdir()]
    yield from (f"{name} was left beside the warehouse" for name in names if ".tmp-" in name or name.endswith(".spill"))
    staging = at.state / "staging"
    yield from (f"staging of {path.name} was left" for path in (staging.iterdir() if staging.is_dir() else ()))
    yield from (f"{path.name} was left in the temporary folder" for path in at.temporary.glob("gouji*"))
