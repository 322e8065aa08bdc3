"""Documents that a person asks to be read again, though this version has read them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from pipelines.acquire import Found, Objects, Source, file_at, is_below, look_through, place, shown
from pipelines.acquire.walk import exists, settled
from pipelines.model.shards import UNPLACED
from warehouse.connection import WarehouseError
from warehouse.store.store import OLD, Store
from warehouse.store.versions import standing

EVERYTHING = "all"
_REGION_DIGITS = (2, 4, 6)
_LEAST_PREFIX = 4
_SHOWN = 3
LEAST_MEANT = 8  # digits of an id that name a document to take out

# What could not be opened has no bytes to read again; it is looked at by every run.
_DOCUMENTS = f"""
SELECT document_id, file_name, shard, source_uri, bytes FROM {OLD}.raw.document
WHERE document_id <> sha256('path:' || source_uri) ORDER BY document_id
"""
_OF_REGION = f"SELECT DISTINCT document_id FROM {OLD}.raw.part WHERE starts_with(region_code, ?)"


_Row = tuple[str, str, str, str, int]  # of _DOCUMENTS


class AgainError(WarehouseError):
    """What was asked for again is no document of the warehouse, or not one alone."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The documents a person means: the file name of each, the addresses at which it stands, and how it was found when
    it was read, by its id."""

    names: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    read: Mapping[str, Source] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Missing:
    """A document that cannot be read again, since its bytes are not where they stood; its rows stay."""

    document_id: str
    name: str
    why: str

    def __str__(self) -> str:
        return f"{self.name} ({self.document_id[:12]}): {self.why}"


def asked_for(what: str, store: Store) -> Asked:
    """The documents that ``what`` names.

    It is ``all``, a region code or the beginning of one (2, 4 or 6 digits), ``unplaced``, a path at or below which they
    stand, a file name, or an id or its beginning.  Raises AgainError where it is none of these, or the beginning of
    several ids.
    """
    with duckdb.connect(":memory:", config={"threads": "2"}) as connection:
        rows, at = _stored(connection, standing(connection, store, ["raw.part"]), "withdrawn_at IS NULL")
        names = {document: name for document, name, *_ in rows}
        if what == EVERYTHING:
            found = set(names)
        elif what == UNPLACED:
            found = {document for document, _, shard, *_ in rows if shard == UNPLACED}
        else:
            found = _of_region(what, connection) or _at(what, at) or _named(what, names, at) or _begun(what, names)
    found &= names.keys()
    if not found:
        raise AgainError(f"{what!r} is no document, no file name or path, and no region of a document in the warehouse")
    return Asked(
        {document: names[document] for document in sorted(found)},
        {document: tuple(at.get(document, ())) for document in sorted(found)},
        _as_read(rows, found),
    )


def one_meant(what: str, store: Store) -> tuple[str, str, tuple[str, ...]]:
    """Id, file name and addresses of the one document that ``what`` names: its id or at least eight digits of it, a
    file name, or a path.

    Raises AgainError where it is none, or several.
    """
    with duckdb.connect(":memory:", config={"threads": "2"}) as connection:
        rows, at = _stored(connection, standing(connection, store))
    names = {document: name for document, name, *_ in rows}
    begun = _begun(what, names) if len(what) >= LEAST_MEANT else set()
    found = (begun or _at(what, at) or _named(what, names, at)) & names.keys()
    if len(found) != 1:
        many = f"means {len(found)} documents: give the id of one" if found else "is no document of the warehouse"
        raise AgainError(f"{what!r} {many}{': ' + ', '.join(sorted(found)) if found else ''}")
    [document] = found
    return document, names[document], tuple(at.get(document, ()))


def where_they_stand(asked: Asked) -> tuple[Found, list[Missing]]:
    """The files of the documents asked for, as they are found at their addresses, and what is not there."""
    files = {path for ways in asked.addresses.values() for path in map(_file, ways) if path is not None}
    found = look_through(sorted(path for path in files if exists(path)))
    kept = [source for source in found.sources if source.document_id in asked.names]
    # no root: a run that was given no path says nothing of what else stands, or is gone
    return Found(sources=kept), missing(asked, found, None)


def from_store(lacking: Sequence[Missing], asked: Asked, objects: Objects) -> tuple[list[Source], list[Missing]]:
    """Of documents that are not where they stood those whose bytes are kept, to be read from there; and the others."""
    kept = {one.document_id for one in lacking if objects.find(one.document_id) is not None}
    return [asked.read[document] for document in sorted(kept)], [one for one in lacking if one.document_id not in kept]


def missing(asked: Asked, found: Found, roots: Collection[str] | None) -> list[Missing]:
    """The documents asked for that are not among those ``found``, of those that stood at or below the ``roots``."""
    there = set(found.addresses.values())
    places = None if roots is None else {place(root) for root in roots}
    out = []
    for document, addresses in asked.addresses.items():
        below = addresses if places is None else [one for one in addresses if is_below(one, places)]
        if document not in there and (below or places is None):
            why = "; ".join(_why(address, found) for address in below[:_SHOWN])
            out.append(Missing(document, asked.names[document], why or "it stands nowhere any more"))
    return out


def within(asked: Asked, found: Found, what: str, paths: Sequence[str]) -> list[Missing]:
    """`missing` of what was asked for below the paths of a run.  Raises AgainError where none of it lies there."""
    lacking = missing(asked, found, found.roots)
    if not lacking and not asked.names.keys() & set(found.addresses.values()):
        raise AgainError(f"no document that {what!r} means lies below {', '.join(paths)}")
    return lacking


def _stored(
    connection: duckdb.DuckDBPyConnection, standing: str, where: str = "true"
) -> tuple[list[_Row], dict[str, list[str]]]:
    """The documents of the store that is attached, and of the rows of raw.address ``where`` a condition holds the
    addresses by document."""
    rows = connection.execute(_DOCUMENTS).fetchall() if _is_attached(connection) else []
    at: dict[str, list[str]] = {}
    sql = f"SELECT address, sha256 FROM ({standing}) WHERE {where} ORDER BY address"
    for address, document in connection.execute(sql).fetchall():
        at.setdefault(document, []).append(address)
    return rows, at


def _is_attached(connection: duckdb.DuckDBPyConnection) -> bool:
    return (OLD,) in connection.execute("SELECT database_name FROM duckdb_databases()").fetchall()


def _of_region(what: str, connection: duckdb.DuckDBPyConnection) -> set[str]:
    if not (what.isascii() and what.isdigit() and len(what) in _REGION_DIGITS and _is_attached(connection)):
        return set()
    return {document for (document,) in connection.execute(_OF_REGION, [what]).fetchall()}


def _at(what: str, at: Mapping[str, Sequence[str]]) -> set[str]:
    address = what if what.startswith("file:") else settled(Path(what)).absolute().as_uri()
    places = {place(address)}
    return {document for document, ways in at.items() if any(is_below(way, places) for way in ways)}


def _named(what: str, names: Mapping[str, str], at: Mapping[str, Sequence[str]]) -> set[str]:
    by_address = {document for document, ways in at.items() for way in ways if shown(way.rpartition("/")[2]) == what}
    return by_address | {document for document, name in names.items() if name == what}


def _begun(what: str, names: Mapping[str, str]) -> set[str]:
    if len(what) < _LEAST_PREFIX:
        return set()
    found = {document for document in names if document.startswith(what.lower())}
    if len(found) > 1:
        raise AgainError(f"{len(found)} documents have an id that begins with {what!r}; give more of it")
    return found


def _as_read(rows: Sequence[_Row], asked: Collection[str]) -> dict[str, Source]:
    """How the documents asked for were found, by their id."""
    found = {}
    for document, name, _, uri, size in rows:
        if document in asked:
            path, member = file_at(uri) or (Path(name), ())
            found[document] = Source(document, path, uri, name, size, member)
    return found


def _file(address: str) -> Path | None:
    at = file_at(address)
    return None if at is None else at[0]


def _why(address: str, found: Found) -> str:
    path = shown(address)
    if address in found.addresses:
        return f"other bytes stand at {path} now"
    closed = next((p for p in found.problems if is_below(address, {place(p.path.absolute().as_uri())})), None)
    return closed.message if closed else f"{path} is gone"
