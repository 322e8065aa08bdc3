"""Files in files (archives, attachments of a PDF): each is a source of its own, and nothing is unpacked beside them.

A member is hashed as it is taken out, and laid in a temporary folder only while it is read.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pipelines.acquire.address import file_at, uri_of
from pipelines.acquire.holds import Budget, Holder, Member, base_name, holder_of
from pipelines.acquire.names import as_text
from pipelines.acquire.source import Source, source_of
from pipelines.acquire.unpack import unpacked
from pipelines.model.document import ReadError, Unreadable
from pipelines.workers.mapper import ProcessMapper

MAX_DEPTH = 2  # an archive, and archives in it
_SECONDS, _BYTES = 300.0, 2 << 30  # of a process that opens an archive


@dataclass(slots=True)
class Contents:
    """The files found in a file, and what could not be looked at: (members on the way to it, error)."""

    sources: list[Source] = field(default_factory=list)
    problems: list[tuple[tuple[str, ...], ReadError]] = field(default_factory=list)


def unexpected(name: str, error: Exception) -> ReadError:
    """What is said of a file that led us, or a library, astray: its own fault, whatever it is."""
    if isinstance(error, MemoryError):
        return ReadError(Unreadable.MEMORY, f"looking into {name} needs more memory than there is")
    said = ReadError(Unreadable.INTERNAL, f"looking into {name} failed: {type(error).__name__}: {error}")
    said.__cause__ = error
    return said


def is_archive(path: Path) -> bool:
    """Whether the file is an archive of files, not a document that is one inside (.docx, .xlsx) or has attachments."""
    holder = holder_of(path)
    return holder is not None and not holder.is_document


def contents(path: Path) -> Contents:
    """What the file at ``path`` is to us: itself, or the members of an archive and of archives in it in the order of
    their names, or itself and its attachments.

    An archive that is a bomb is refused whole: one problem and no source.  Raises ``OSError`` where it cannot be read.
    """
    holder = holder_of(path)
    if holder is None:
        return Contents([source_of(path)])
    out = Contents([source_of(path)] if holder.is_document else [])
    try:
        held = _held(_Place(path), path, holder, Budget())
    except ReadError as error:
        held = Contents(problems=[((), error)])
    out.sources += held.sources
    out.problems += held.problems
    if not out.sources and not out.problems:
        out.problems.append(((), ReadError(Unreadable.EMPTY, f"{path.name} holds no file")))
    elif not out.sources and all(error.reason is Unreadable.ENCRYPTED for _, error in out.problems):
        out.problems = [((), ReadError(Unreadable.ENCRYPTED, f"{path.name} needs a password"))]
    return out


@contextmanager
def at_uri(uri: str | None) -> Iterator[Path | None]:
    """The file behind a ``source_uri``, or a plain path, while the context lasts; a member of an archive is unpacked.

    ``None`` where it is not on this machine, or no longer in its archive.
    """
    at = file_at(uri) if uri else None
    if at is None:
        yield None
        return
    path, way = at
    if not way:
        yield path
        return
    with ExitStack() as stack:
        try:
            found = stack.enter_context(unpacked(path, way))
        except ReadError:
            found = None
        yield found


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a file lies that holds others: the file on disk, and the way to it in there."""

    outer: Path
    way: tuple[str, ...] = ()

    def of(self, name: str) -> _Place:
        return _Place(self.outer, (*self.way, name))

    @property
    def name(self) -> str:
        return self.way[-1] if self.way else self.outer.name


@dataclass(frozen=True, slots=True)
class _Apart:
    """A look in a process of its own; gives back what is found, and what is left of the budget."""

    place: _Place
    holder: Holder
    budget: Budget

    def __call__(self, path: Path) -> tuple[Contents, Budget]:
        return _look(self.place, path, self.holder, self.budget), self.budget


def _held(place: _Place, path: Path, holder: Holder, budget: Budget) -> Contents:
    """What the file at ``path``, which is that of ``place``, holds.  Raises ``ReadError``, a bomb's among them."""
    if not holder.is_foreign:
        return _look(place, path, holder, budget)
    [outcome] = ProcessMapper(1, _SECONDS, _BYTES).map(_Apart(place, holder, budget), [path])
    if outcome.value is None:
        raise outcome.error or ReadError(Unreadable.INTERNAL, f"{place.name} was not opened")
    found, left = outcome.value
    budget.members, budget.inflated = left.members, left.inflated
    return found


def _look(place: _Place, path: Path, holder: Holder, budget: Budget) -> Contents:
    found: dict[str, Contents] = {}
    with holder.members(path, place.name) as members:
        for member in members:
            budget.take(place.name, 1)
            try:
                found[member.name] = _one(place.of(member.name), member, budget)
            except ReadError as error:
                if error.reason is Unreadable.BOMB:
                    raise
                found[member.name] = Contents(problems=[(place.of(member.name).way, error)])
            except (OSError, MemoryError):  # the machine's fault, of whatever is taken out
                raise
            except Exception as error:
                found[member.name] = Contents(problems=[(place.of(member.name).way, unexpected(member.name, error))])
    out = Contents()
    for name in sorted(found):
        out.sources += found[name].sources
        out.problems += found[name].problems
    return out


def _one(place: _Place, member: Member, budget: Budget) -> Contents:
    """The member, or what it holds."""
    with tempfile.NamedTemporaryFile(prefix="gouji-") as file:
        digest, size = member.write(budget, file)
        file.flush()
        inside = Path(file.name)
        holder = holder_of(inside)
        name = as_text(base_name(place.name))
        source = Source(digest, place.outer.absolute(), uri_of(place.outer, place.way), name, size, place.way)
        own = Contents([source] if holder is None or holder.is_document else [])
        if holder is not None:
            try:
                held = _inner(place, inside, holder, budget)
            except ReadError as error:
                if error.reason is Unreadable.BOMB or not holder.is_document:
                    raise
                held = Contents(problems=[(place.way, error)])
            own.sources += held.sources
            own.problems += held.problems
    return own


def _inner(place: _Place, path: Path, holder: Holder, budget: Budget) -> Contents:
    if len(place.way) >= MAX_DEPTH:
        raise ReadError(Unreadable.UNSUPPORTED, f"{place.name} lies more than {MAX_DEPTH} archives deep")
    return _held(place, path, holder, budget)
