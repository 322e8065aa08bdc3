"""Which files have to be read, and what was stored has to be judged again."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pipelines.acquire import (
    NOTHING_KEPT,
    Found,
    Inventory,
    Objects,
    Problem,
    Settle,
    Source,
    is_below,
    look_through,
    place,
)
from pipelines.extract.tools import present
from pipelines.model.decisions import of_version
from pipelines.model.document import Unreadable
from pipelines.model.schema import VERSION
from pipelines.reconcile.policy import Policy
from warehouse.store import fingerprint, versions
from warehouse.store.again import Asked, Missing, asked_for, from_store, where_they_stand, within
from warehouse.store.known import Known, path_id
from warehouse.store.sightings import Sightings, seen_otherwise
from warehouse.store.store import Store
from warehouse.store.sweep import Sweep

_FILE = "plan.json"
_HUGE = 16 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run found: every file, those that have to be read, what could not be looked at.

    ``healed`` are the ids of problems of a run before (no permission, ...) that are gone now, and of files that could
    not be read and in whose place others stand now; ``gone`` those of stored documents whose rows go (theirs, and of
    documents that are read again), ``again`` those of documents that are judged anew from the raw rows that are stored:
    by other rules, or other code.  ``sweep`` is what changed at which address; ``missing`` what was asked for again and
    is nowhere any more; ``remade`` are the shards that are made anew of what they hold, since a person decides
    otherwise of their bodies, a document of theirs was withdrawn or put back, or their tables are of another version.
    ``asked`` are the documents that a
    person has read again, ``tools`` the optional ones that are here (`pipelines.extract.tools`), ``building`` the
    version that judges.  ``young`` are ids of documents whose files were written a moment ago: what cannot be read of
    them may not be all of it.  ``forget`` is the document that the run takes out, and ``reason`` why;
    ``refused`` are addresses of what was taken out before.
    """

    sources: tuple[Source, ...]
    changed: tuple[Source, ...]
    problems: tuple[Problem, ...]
    fresh_problems: tuple[Problem, ...]
    healed: tuple[str, ...]
    gone: frozenset[str]
    again: frozenset[str]
    known: Known
    sweep: Sweep | None = None
    missing: tuple[Missing, ...] = ()
    remade: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    tools: frozenset[str] = frozenset()
    building: str = ""
    young: frozenset[str] = frozenset()
    forget: tuple[str, ...] = ()
    reason: str = ""
    refused: tuple[str, ...] = ()

    @property
    def new(self) -> frozenset[str]:
        """Ids of what no run has found before: of files, and of paths that could not be looked at."""
        return frozenset(self.document_ids) - self.known.fingerprints.keys()

    @property
    def closed(self) -> list[str]:
        """What is wrong with folders, and with the paths that were given: what lies there was not looked at."""
        roots = () if self.sweep is None else self.sweep.roots
        refused = (one for one in self.problems if one.reason is Unreadable.NOT_PERMITTED and _uri(one) in roots)
        folders = (one for one in self.problems if os.path.isdir(one.path))  # noqa: PTH112 - not where it may not look
        return list(dict.fromkeys(one.message for one in (*refused, *folders)))

    @property
    def is_current(self) -> bool:
        """Whether nothing has to be read or judged: every file is known as this version reads it, and so is every
        problem."""
        news = (self.changed, self.fresh_problems, self.healed, self.again, self.remade, self.forget)
        return not any(news)

    @property
    def document_ids(self) -> list[str]:
        """Ids of all that was found, files first."""
        return [source.document_id for source in self.sources] + [problem_id(problem) for problem in self.problems]


@dataclass(frozen=True, slots=True)
class Outline:
    """What the steps after reading need to know of a plan, and another run that takes over its rows; kept as a file
    beside them.

    ``building`` is the version that judges, ``kept`` how many documents were taken over from a run that was cut short,
    ``waiting`` how many are left to a later night.
    """

    documents: int
    documents_read: int
    gone: tuple[str, ...]
    again: tuple[str, ...]
    remade: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    building: str = ""
    kept: int = 0
    waiting: int = 0
    forget: tuple[str, ...] = ()
    reason: str = ""

    @staticmethod
    def of(plan: Plan) -> Outline:
        """The outline of a plan."""
        gone, again, remade, asked = (tuple(sorted(some)) for some in (plan.gone, plan.again, plan.remade, plan.asked))
        outline = Outline(len(plan.document_ids), len(plan.changed), gone, again, remade, asked, plan.building)
        return replace(outline, forget=plan.forget, reason=plan.reason)

    def beside(self, known: Known, read: Collection[str]) -> Outline:
        """The same, where another run has published meanwhile: documents ``read`` may be stored by now."""
        gone = {*self.gone, *read} & known.shards.keys()
        again = set(self.again) & known.shards.keys()
        return replace(self, gone=tuple(sorted(gone)), again=tuple(sorted(again)))

    def save(self, folder: Path) -> None:
        """Write it into ``folder``."""
        (folder / _FILE).write_text(json.dumps(asdict(self)), encoding="utf-8")

    @staticmethod
    def load(folder: Path) -> Outline:
        """Read it back.  Raises ``FileNotFoundError`` where nothing was staged in ``folder``."""
        found = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return Outline(**found | {name: tuple(found[name]) for name in ("gone", "again", "remade", "asked", "forget")})


def plan(
    paths: Sequence[str],
    store: Store,
    policy: Policy,
    inventory: Inventory | None = None,
    again: str = "",
    settle: Settle | None = None,
    objects: Objects = NOTHING_KEPT,
    now: datetime | None = None,
) -> Plan:
    """Compare what lies at ``paths`` with the warehouse, as documents are read and judged by ``policy``.

    Documents that could not be read are tried again when that is due at the time ``now`` (UTC).  With an ``inventory``
    only those files are opened that it does not vouch for.  Documents that ``again`` names (`warehouse.store.again`)
    are read whoever read them before; without ``paths`` they alone, from where they stand.  ``settle`` says what
    becomes of files that may still be written; ``objects`` has the bytes of those that are gone.

    Raises ``FileNotFoundError`` for a path that does not exist, and AgainError where ``again`` names nothing there.
    """
    known = store.known()
    found, sweep, doubted, asked, lacking, refused = _look(paths, store, inventory, again, settle, known.forgotten)
    stored, lacking = from_store(lacking, asked, objects)
    found.sources += stored
    problems = [*found.problems, *doubted]
    tools = present()
    due = {document: one for document, one in known.attempts.items() if one.is_due(now or _now(), tools)}
    to_read = {*asked.names, *(document for document, attempt in due.items() if not attempt.is_read)}
    changed = [one for one in found.sources if one.document_id in to_read or _read_otherwise(one, known, policy)]
    otherwise = seen_otherwise(store, sweep)
    healed = [*_healed(known, found, doubted), *_outlived(known, otherwise)]
    fresh = [problem for problem in problems if problem_id(problem) not in known.fingerprints]
    gone = known.fingerprints.keys() & {*healed, *(source.document_id for source in changed)}
    judged = (_made_otherwise(known, policy) | (due.keys() - to_read)) - gone
    return Plan(
        sources=tuple(found.sources),
        changed=tuple(sorted(changed, key=_turn)),
        problems=tuple(problems),
        fresh_problems=tuple(fresh),
        healed=tuple(healed),
        gone=frozenset(gone),
        again=frozenset(judged),
        known=known,
        sweep=sweep,
        missing=tuple(lacking),
        remade=frozenset(
            decided_otherwise(known, policy) | _standing_otherwise(known, otherwise) | _of_other_tables(known, store)
        ),
        asked=frozenset(asked.names),
        tools=tools,
        building=fingerprint.building(policy),
        young=frozenset(found.young),
        refused=tuple(refused),
    )


def plan_to_forget(document: str, reason: str, store: Store, policy: Policy) -> Plan:
    """Nothing is looked at and nothing read; a document that is stored leaves, and what another version judged is
    judged again."""
    known = store.known()
    stored = frozenset({document} & known.shards.keys())
    beside = {known.shards[one] for one in Sightings(store).beside(document) if one in known.shards}
    return Plan(
        sources=(),
        changed=(),
        problems=(),
        fresh_problems=(),
        healed=(),
        gone=stored,
        again=frozenset(_made_otherwise(known, policy) - stored),
        known=known,
        # what stood where the document stands says that it was replaced
        remade=frozenset(decided_otherwise(known, policy) | _of_other_tables(known, store) | beside),
        tools=present(),
        building=fingerprint.building(policy),
        forget=tuple(stored),
        reason=reason,
    )


def _look(
    paths: Sequence[str],
    store: Store,
    inventory: Inventory | None,
    again: str,
    settle: Settle | None,
    forgotten: Collection[str],
) -> tuple[Found, Sweep | None, list[Problem], Asked, list[Missing], list[str]]:
    """What was found, what changed where, folders that are not believed, what was asked for, and what lacks of it; at
    which addresses stands what was taken out."""
    asked = asked_for(again, store) if again else Asked()
    if again and not paths:
        found, lacking = where_they_stand(asked)
        return found, None, [], asked, lacking, []
    now = _clock(inventory)
    found = look_through(paths, inventory, settle)
    refused = [address for address, document in found.addresses.items() if document in forgotten]
    found = _but(found, forgotten)
    sweep, doubted = versions.compare(store, found, now)
    return found, sweep, doubted, asked, within(asked, found, again, paths) if again else [], refused


def _but(found: Found, forgotten: Collection[str]) -> Found:
    """What was found, without what was taken out: nobody looks at it, and nothing is said of where it stands."""
    return replace(
        found,
        sources=[source for source in found.sources if source.document_id not in forgotten],
        addresses={address: id_ for address, id_ in found.addresses.items() if id_ not in forgotten},
    )


def _turn(source: Source) -> tuple[bool, int]:
    """Where among those to be read a file comes: a large one last would be waited for, but a heap of very large ones
    is not read before all else."""
    is_huge = source.bytes > _HUGE
    return is_huge, source.bytes if is_huge else -source.bytes


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def _read_otherwise(source: Source, known: Known, policy: Policy) -> bool:
    """Whether it was read by another version, when a person had decided otherwise of it, or never."""
    read_by = fingerprint.reading_of(policy, source.document_id, source.file_name)
    return known.fingerprints.get(source.document_id) != read_by


def _made_otherwise(known: Known, policy: Policy) -> set[str]:
    """Documents in shards that were made by another version, or by other rules."""
    building = fingerprint.building(policy)
    return {document for document, shard in known.shards.items() if of_version(known.made_by.get(shard)) != building}


def decided_otherwise(known: Known, policy: Policy) -> set[str]:
    """Shards that were made by another version, by other rules, or when a person had decided otherwise of their
    bodies."""
    held = set(known.shards.values())
    return {shard for shard in held if known.made_by.get(shard) != fingerprint.building_of(policy, shard)}


def _clock(inventory: Inventory | None) -> datetime:
    """The time of the run (UTC), by the clock of the inventory."""
    if inventory is None:
        return _now()
    return datetime(1970, 1, 1) + timedelta(microseconds=inventory.now() // 1000)  # noqa: DTZ001 (UTC without a zone)


def _standing_otherwise(known: Known, otherwise: Mapping[str, str | None]) -> set[str]:
    """Shards of documents that are withdrawn since, or stand again."""
    return {known.shards[document] for document in otherwise if document in known.shards}


def _outlived(known: Known, otherwise: Mapping[str, str | None]) -> list[str]:
    """Documents that could not be read, in whose place others stand now: half of a copy, or a file put right."""
    return [document for document, by in otherwise.items() if by is not None and document in known.unreadable]


def _of_other_tables(known: Known, store: Store) -> set[str]:
    """Every shard, where the tables are of another version: what is made of them is made anew."""
    return set(known.shards.values()) if store.version() not in (None, VERSION) else set()


def _healed(known: Known, found: Found, doubted: Sequence[Problem]) -> list[str]:
    """Ids of what could not be looked at in a run before, and was looked at in this one, or is gone."""
    roots = {place(root) for root in found.roots}
    closed = found.closed | {place(_uri(problem)) for problem in doubted}
    return [id_ for id_, uri in known.unreached.items() if is_below(uri, roots) and not is_below(uri, closed)]


def problem_id(problem: Problem) -> str:
    """A document id for what has no readable bytes: from its path."""
    return path_id(_uri(problem))


def _uri(problem: Problem) -> str:
    return problem.path.absolute().as_uri()
