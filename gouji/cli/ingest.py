"""``gouji ingest``: the whole pipeline on files and folders, with a bar while it works and one summary at the end."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from gouji.cli.main import DONE, IN_PART, RUN_FAILED, SOME_UNREADABLE, UsageError
from gouji.cli.signals import was_told
from gouji.settings import Settings, load_settings
from pipelines.model.schema import VERSION
from warehouse.location import Location

_OBJECTS = 100_000  # made before the collector looks at the young ones


def run(args: argparse.Namespace) -> int:
    """Ingest ``args.paths``; the exit status.  Raises ``KeyboardInterrupt`` where it was stopped."""
    try:
        return _run(args)
    except KeyboardInterrupt as stop:
        raise KeyboardInterrupt("stopped; what was read is kept for the next run") from stop


def _run(args: argparse.Namespace) -> int:
    settings = load_settings({"warehouse": args.warehouse, "jobs": args.jobs, "scheduler": args.scheduler})
    paths = [Path(path) for path in args.paths]
    _check(paths, args.again, settings.warehouse)
    _check_lists(settings)
    # Libraries and what they know of a run are hundreds of thousands of objects that live as long as the command does;
    # looking for garbage among them as often as the interpreter does by itself is a twelfth of this process's time.
    gc.set_threshold(_OBJECTS, 20, 50)
    from gouji.cli.progress import Bar
    from gouji.cli.summary import print_list, print_summary

    with Bar(sys.stderr) as bar:
        from assets.runner import run_everything

        outcome = run_everything(paths, settings, bar, args.again or "")
    if outcome.misused:
        raise UsageError(outcome.misused)
    if not outcome.success and was_told():
        raise KeyboardInterrupt
    if not outcome.success:
        _tell(outcome.errors or ("the run failed",), settings.warehouse)
        return RUN_FAILED
    not_published = [f"shard {shard}: {reason}" for shard, reason in sorted(outcome.stopped.items())]
    lists = {
        "Not read again, rows kept": bar.not_there,
        "Not published": not_published,
        "Not looked through": bar.not_opened,
    }
    if outcome.upgraded_from is not None:
        print(f"Upgraded    tables of version {outcome.upgraded_from} to {VERSION}, all documents judged again")
    print_list("Not read, taken out before (`gouji forget --undo`)", bar.taken_out, sys.stdout)
    unreadable = print_summary(
        settings.warehouse,
        bar.document_ids,
        bar.changed,
        bar.seconds,
        sys.stdout,
        outcome.withdrawn,
        lists,
        new=bar.new,
        run_id=outcome.run_id,
        waiting=outcome.waiting,
    )
    if any(lists.values()) or unreadable.by_tools:
        return IN_PART
    return SOME_UNREADABLE if unreadable.new else DONE


def _tell(errors: Sequence[str], warehouse: Location) -> None:
    for error in errors:
        print(f"gouji ingest: {error}", file=sys.stderr)
    print(f"nothing was published; {warehouse} is as it was", file=sys.stderr)


def _check(paths: Sequence[Path], again: str | None, warehouse: Location) -> None:
    """Raises `UsageError` where there is nothing to read, or no warehouse can be made or replaced."""
    if not paths and not again:
        raise UsageError("name a PATH to read, or with --again what to read again")
    missing = [str(path) for path in paths if not _exists(path)]
    if missing:
        raise UsageError(f"no such file or folder: {', '.join(missing)}")
    if isinstance(warehouse, Path):
        _check_file(warehouse)


def _check_lists(settings: Settings) -> None:
    """Raises `UsageError` where a list of the user's own cannot be used."""
    if settings.population or settings.price_index:
        from warehouse.reference.own import ListError, own_lists

        try:
            own_lists(settings.population, settings.price_index)
        except ListError as error:
            raise UsageError(str(error)) from error


def _check_file(warehouse: Path) -> None:
    if warehouse.is_dir():
        raise UsageError(f"{warehouse} is a folder; --warehouse names a file")
    if not warehouse.exists() and not _can_make(warehouse.parent):
        raise UsageError(f"no permission to write in {warehouse.parent}")


def _exists(path: Path) -> bool:
    """Whether a path is there at all; one we may not look into is (and is reported as such later)."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _can_make(folder: Path) -> bool:
    while not folder.exists():
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)
