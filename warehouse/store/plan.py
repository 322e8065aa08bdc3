"""Which files have to be read, and what was stored has to be judged again."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.acquire import Problem, Source, scan
from pipelines.reconcile.policy import Policy
from warehouse.store import fingerprint
from warehouse.store.known import Known, known_documents, path_id

_FILE = "plan.json"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a run found: every file, those that have to be read, what could not be looked at.

    ``healed`` are the ids of problems of a run before (no permission, ...) that are gone now, ``kept`` those of the
    documents whose raw rows stay, ``again`` those of them that are judged anew: by other rules, or other code.
    """

    sources: tuple[Source, ...]
    changed: tuple[Source, ...]
    problems: tuple[Problem, ...]
    healed: tuple[str, ...]
    kept: frozenset[str]
    again: frozenset[str]
    is_current: bool

    @property
    def document_ids(self) -> list[str]:
        """Ids of all that was found, files first."""
        return [source.document_id for source in self.sources] + [problem_id(problem) for problem in self.problems]


@dataclass(frozen=True, slots=True)
class Outline:
    """What the steps after reading need to know of a plan; kept as a file beside the rows."""

    documents: int
    documents_read: int
    kept: tuple[str, ...]
    judged_again: bool

    @staticmethod
    def of(plan: Plan) -> Outline:
        """The outline of a plan."""
        return Outline(len(plan.document_ids), len(plan.changed), tuple(sorted(plan.kept)), bool(plan.again))

    def save(self, folder: Path) -> None:
        """Write it into ``folder``."""
        (folder / _FILE).write_text(json.dumps(asdict(self)), encoding="utf-8")

    @staticmethod
    def load(folder: Path) -> Outline:
        """Read it back.  Raises ``FileNotFoundError`` where nothing was staged in ``folder``."""
        found = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return Outline(**found | {"kept": tuple(found["kept"])})


def plan(paths: Sequence[str], warehouse: Path, policy: Policy) -> Plan:
    """Compare what lies at ``paths`` with the warehouse, as documents are read and judged by ``policy``.

    Nothing has to be done (``is_current``) where it holds every file as this version reads it, was built by this
    version, and knows every problem.  Raises ``FileNotFoundError`` for a path that does not exist.
    """
    sources, problems = scan(paths)
    known = known_documents(warehouse)
    reading = fingerprint.reading(policy)
    changed = [source for source in sources if known.fingerprints.get(source.document_id) != reading]
    still = {problem_id(problem) for problem in problems}
    healed = _healed(known, still, paths)
    kept = frozenset(known.fingerprints.keys() - {source.document_id for source in changed} - still - set(healed))
    nothing_new = not changed and not healed and still <= known.fingerprints.keys()
    empty = not (sources or problems or known.fingerprints)
    same_build = empty or known.built_by == fingerprint.building(policy)
    by_size = sorted(changed, key=lambda source: source.bytes, reverse=True)  # a large one last would be waited for
    return Plan(
        tuple(sources),
        tuple(by_size),
        tuple(problems),
        tuple(healed),
        kept,
        frozenset() if same_build else kept,
        nothing_new and same_build,
    )


def _healed(known: Known, still: Collection[str], paths: Sequence[str]) -> list[str]:
    """Ids of what could not be looked at below ``paths`` in a run before, and can now."""
    roots = tuple(Path(path).absolute().as_uri() for path in paths)
    return [id_ for id_, uri in known.unreached.items() if id_ not in still and uri.startswith(roots)]


def problem_id(problem: Problem) -> str:
    """A document id for what has no readable bytes: from its path."""
    return path_id(problem.path.absolute().as_uri())
