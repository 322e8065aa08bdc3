"""``gouji forget``: a document out of the warehouse and of all that is kept beside it, and not read again."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.cli.asking import asking
from gouji.cli.main import DONE, RUN_FAILED, UsageError
from gouji.cli.text import printable
from gouji.places import report_folder
from gouji.settings import Settings, load_settings
from pipelines.acquire import shown
from warehouse.location import Lake
from warehouse.store.again import LEAST_MEANT, AgainError, one_meant
from warehouse.store.lock import writer_lock
from warehouse.store.store import Store
from warehouse.store.stores import store_at
from warehouse.store.traces import of_file, remove_traces, traces

_ID = re.compile(rf"[0-9a-f]{{{LEAST_MEANT},64}}")


@dataclass(frozen=True, slots=True)
class _Meant:
    """The document a person means; of one that is out already nothing is known but its id."""

    document_id: str
    is_out: bool = False
    name: str = ""
    addresses: tuple[str, ...] = ()
    has_pictures: bool = True


def run(args: argparse.Namespace) -> int:
    """Take ``args.document`` out, say what that would remove, or let runs read it again; the exit status."""
    settings = load_settings({"warehouse": args.warehouse})
    store = store_at(settings.warehouse, state=settings.state, snapshots=settings.snapshots)
    with asking(settings.warehouse):
        if args.undo:
            return _undo(args.document, store, settings)
        meant = _meant(args.document, store)
        for line in _removed(meant, store, settings):
            print(printable(line))
        if args.dry_run:
            print("nothing was removed")
            return DONE
    if not meant.is_out and not _take_out(meant, args.reason or "", store, settings):
        return RUN_FAILED
    with asking(settings.warehouse), writer_lock(settings.warehouse):
        store.leave_no_state_with(meant.document_id)
        remove_traces(settings.state, meant.document_id, has_pictures=meant.has_pictures)
        for path in () if isinstance(settings.warehouse, Lake) else of_file(settings.warehouse):
            path.unlink()
    _build_report(meant, settings)
    print(f"taken out; no run reads it again until `gouji forget --undo {meant.document_id}`")
    return DONE


def _meant(what: str, store: Store) -> _Meant:
    """Raises `UsageError` where it is none, or several."""
    try:
        document, name, addresses = one_meant(what, store)
    except AgainError as error:
        out = sorted(one for one in store.known().forgotten if _ID.fullmatch(what) and one.startswith(what))
        if len(out) != 1:
            raise UsageError(str(error)) from error
        return _Meant(out[0], is_out=True)
    pages = store.rows("raw.page", documents=[document])
    is_picture = str(store.rows("raw.document", documents=[document])["media_type"].item()).startswith("image/")
    return _Meant(document, False, name, addresses, is_picture or bool(pages["has_image"].any()))


def _removed(meant: _Meant, store: Store, settings: Settings) -> Iterator[str]:
    """What is removed, and what is not, line by line."""
    yield f"document    {meant.document_id} {meant.name}".rstrip()
    if not meant.is_out:
        yield f"warehouse   its rows in every table of {settings.warehouse}"
    if not meant.is_out:
        is_lake = isinstance(settings.warehouse, Lake)  # the last night of one is what is published
        for one in store.snapshots()[: -1 if is_lake else None]:
            yield f"snapshot    {one.path or one.name}"
    for path in traces(settings.state, meant.document_id, has_pictures=meant.has_pictures):
        yield f"state       {path}"
    from gouji.site.removal import is_report

    if is_report(report_folder(settings.warehouse)):
        yield f"report      {report_folder(settings.warehouse)} is built again without it"
    for address in meant.addresses:
        yield f"not touched {shown(address)}"
    yield from _lists(meant, settings)
    if isinstance(settings.warehouse, Lake):
        yield "not touched the state of other machines: run the same there"
    yield "not touched exports, reports elsewhere, pictures and backups of your own"


def _lists(meant: _Meant, settings: Settings) -> Iterator[str]:
    """Lists people keep that name the document."""
    from gouji.work import policy_of

    policy = policy_of(settings)
    named = {
        "documents.csv": [row.document for row in policy.documents],
        "corrections.csv": policy.corrections["document_id"].to_list(),
        "waivers.csv": policy.waivers["document_id"].to_list(),
    }
    for name, documents in named.items():
        if meant.document_id in documents:
            yield f"not touched {name}, which names it: its rows stand in the warehouse as they are written there"


def _take_out(meant: _Meant, reason: str, store: Store, settings: Settings) -> bool:
    """Publish the warehouse without the document; whether that was done."""
    from assets.resources import SilentProgress
    from assets.runner import run_everything

    outcome = run_everything([], settings, SilentProgress(), forget=meant.document_id, reason=reason)
    why = [*outcome.errors, *(f"shard {shard}: {reason}" for shard, reason in sorted(outcome.stopped.items()))]
    if outcome.success and meant.document_id in store.known().forgotten:
        return True
    for line in why or ["the run failed"]:
        print(f"gouji forget: {line}", file=sys.stderr)
    print(f"nothing was removed; {settings.warehouse} holds the document as it did", file=sys.stderr)
    return False


def _build_report(meant: _Meant, settings: Settings) -> None:
    from gouji.cli.report import build
    from gouji.site.removal import is_report, take_out

    out = report_folder(settings.warehouse)
    if is_report(out):
        take_out(out, meant.document_id)
        build(settings, out)


def _undo(what: str, store: Store, settings: Settings) -> int:
    found = sorted(one for one in store.known().forgotten if one.startswith(what))
    if len(found) != 1 or len(what) < LEAST_MEANT:
        raise UsageError(f"{what!r} is no document that was taken out: `SELECT * FROM quality.forgotten` has their ids")
    with writer_lock(settings.warehouse):
        store.allow(found[0])
    print(f"{found[0]} is read again by the next run that finds it")
    return DONE
