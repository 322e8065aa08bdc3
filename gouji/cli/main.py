"""``gouji``: the commands and their options.  Each command's work is imported when it runs, so help is quick."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from importlib import metadata

from gouji.cli.signals import leave_if_told, until_told
from gouji.settings import SettingsError, load_settings
from pipelines.model import logs
from pipelines.model.faults import in_words
from pipelines.model.temporary import kept_apart
from warehouse import spill

DONE, SOME_UNREADABLE, WRONG_USAGE, RUN_FAILED, IN_PART = 0, 1, 2, 3, 4

_EPILOG = """\
exit status: 0 done (no error: a quarantined statement, a file that runs before could not read either), 1 a document
new in this run could not be read at all, 2 wrong usage, 3 the run itself failed and the warehouse is as it was, 4 done,
but not all of it: some shards could not be published and are as they were (the next run tries again), a document asked
for --again is not where it stood, a folder could not be looked through, a tool is missing or the machine failed;
130 or 143 stopped by Ctrl-C or SIGTERM (what was read is kept for the next run).
settings: flags, then environment (GOUJI_WAREHOUSE, GOUJI_JOBS, ...), then gouji.toml in the current folder.
"""


class UsageError(Exception):
    """Something the caller can put right; printed without a traceback, exit status 2."""


def build_parser() -> argparse.ArgumentParser:
    """Every command with its options; ``run`` names the module in gouji.cli whose ``run(args)`` does it."""
    parser = argparse.ArgumentParser(
        prog="gouji",
        description="Turns the budgets and final accounts of Chinese government departments into one DuckDB "
        "warehouse that foots.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="store_true", help="print the version and exit")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")

    ingest = _command(commands, "ingest", "run the whole pipeline on files and folders (any depth)")
    ingest.add_argument("paths", nargs="*", metavar="PATH", help="a document, or a folder of them")
    _warehouse(ingest)
    ingest.add_argument(
        "--again",
        metavar="WHAT",
        help="read again what is read already: all, the beginning of a region code (2, 4 or 6 digits), a file name or "
        "path, or the beginning of a document's id; without PATH from where it stands, and nothing else",
    )
    ingest.add_argument("--jobs", metavar="N", help="worker processes (default: one per core)")
    ingest.add_argument("--scheduler", metavar="ADDRESS", help="workers of a Dask scheduler (tcp://host:8786) instead")

    inspect = _command(commands, "inspect", "what was recognised in one document: statements, units, columns, verdicts")
    inspect.add_argument("file", metavar="FILE")
    inspect.add_argument("--json", action="store_true", help="the same as JSON")
    inspect.add_argument(
        "--debug",
        action="store_true",
        help="read it in this process and without limits, log everything to stderr, tracebacks of our errors too",
    )

    query = _command(commands, "query", "run SQL on the warehouse, read-only")
    query.add_argument("sql", metavar="SQL")
    _warehouse(query)
    query.add_argument("--format", choices=("table", "csv", "json", "parquet", "xlsx"), default="table")

    _asking(commands)

    report = _command(commands, "report", "the data-quality site: what came in, what loaded, what failed and where")
    _warehouse(report)
    report.add_argument("--out", metavar="DIR", help="folder of the site (default: beside the warehouse, *-report)")
    report.add_argument("--json", action="store_true", help="print the report as JSON; no site unless --out is given")
    report.add_argument(
        "--images", choices=("all", "findings", "none"), default="findings", help="page pictures to draw"
    )
    report.add_argument(
        "--no-data-docs", dest="data_docs", action="store_false", help="without the pages of Great Expectations"
    )
    report.add_argument("--jobs", metavar="N", help="worker processes (default: one per core)")

    export = _command(commands, "export", "every core and mart table as Parquet and CSV, with a datapackage.json")
    export.add_argument("dir", metavar="DIR", help="folder to write to, made if missing")
    _warehouse(export)

    evidence = _command(
        commands, "evidence", "the source page of one line, its cell boxed, or crops of a finding, as PNG"
    )
    evidence.add_argument("line_id", metavar="LINE_ID", help="of a line, or of a finding (R-…) about a scan")
    evidence.add_argument("--out", metavar="FILE.png", help="default: LINE_ID.png")
    _warehouse(evidence)

    snapshots = _command(commands, "snapshots", "earlier states of the warehouse that are kept")
    _warehouse(snapshots)

    rollback = _command(commands, "rollback", "an earlier state of the warehouse in the place of the present one")
    rollback.add_argument("snapshot", nargs="?", metavar="SNAPSHOT", help="as `gouji snapshots` names it")
    rollback.add_argument("--release", action="store_true", help="let runs publish again after a rollback")
    _warehouse(rollback)

    _keeping(commands)
    _layouts(commands)

    status = _command(commands, "status", "how it stands: last night, the next, what is stuck, what needs a person")
    _warehouse(status)
    status.add_argument("--json", action="store_true", help="the same as JSON")
    status.add_argument(
        "--late", metavar="HOURS", help="since the last run that went through (default: 30 where a daemon starts runs)"
    )

    dev = _command(commands, "dev", "the Dagster UI, with schedules and sensors on")
    dev.add_argument("--port", metavar="N", help="default: 3000")
    dev.add_argument("--only", choices=("webserver", "daemon"), help="one of the two, for a service manager's units")
    _warehouse(dev)
    return parser


def _keeping(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    forget = _command(commands, "forget", "a document out of the warehouse and of all that is kept beside it")
    forget.add_argument(
        "document", metavar="DOCUMENT", help="its id or the beginning (8 digits), its file name or path"
    )
    forget.add_argument("--reason", metavar="TEXT", help="why, for the row that stays (quality.forgotten)")
    forget.add_argument("--dry-run", action="store_true", help="say what would be removed, and remove nothing")
    forget.add_argument("--undo", action="store_true", help="let runs read it again (DOCUMENT is its id)")
    _warehouse(forget)

    maintain = _command(commands, "maintain", "put in order what nights leave behind; no row changes")
    _warehouse(maintain)


def _layouts(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    layouts = _command(commands, "layouts", "which entry of the layout files takes a wording, and why")
    actions = layouts.add_subparsers(dest="action", metavar="ACTION", required=True)
    trying = _command(actions, "try", "the entry that takes a title, a header path or a row's label")
    trying.add_argument("title", nargs="?", metavar="TITLE", help="a line above a table, as printed")
    trying.add_argument("--header", metavar="上/中/下", help="a header path, top to bottom")
    trying.add_argument("--row", metavar="LABEL", help="the label of a row, numbering and all")
    trying.add_argument("--kind", metavar="FILE:KIND", help="any kind of entry of any file, asked for --wording")
    trying.add_argument("--wording", metavar="WORDING", help="what --kind is asked for")
    _command(actions, "check", "whether every entry takes the examples it shows")


def _asking(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    revisions = _command(commands, "revisions", "what was published again, which of it stands, and what changed")
    revisions.add_argument(
        "what", nargs="?", metavar="NAME|DOCUMENT", help="part of a body's or a file's name, or of an id"
    )
    revisions.add_argument(
        "--diff", metavar="DOCUMENT", help="figure by figure what it changed, or what was changed of it, with line ids"
    )
    _warehouse(revisions)
    revisions.add_argument("--format", choices=("table", "csv", "json"), default="table")

    find = _command(commands, "find", "bodies by part of a name: their years, and what there is of each")
    find.add_argument(
        "words",
        nargs="+",
        metavar="WORD",
        help="part of a name; of several words all must be there, one of them in the name, others may be the region's",
    )
    find.add_argument("--text", action="store_true", help="what documents say instead: narratives, duties and goals")
    find.add_argument("--limit", metavar="N", default="50", help="rows to show at most (default: 50)")
    _warehouse(find)
    find.add_argument("--format", choices=("table", "csv", "json"), default="table")

    listing = _command(commands, "tables", "the data dictionary: every table, or the columns of one")
    listing.add_argument(
        "name", nargs="?", metavar="NAME", help="a table (mart.expenditure, expenditure), a schema (mart), or a word"
    )

    completion = _command(commands, "completion", "a script that lets a shell complete commands and options")
    completion.add_argument("shell", choices=("bash", "zsh", "fish"))


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str
) -> argparse.ArgumentParser:
    return commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")


def _warehouse(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--warehouse", metavar="FILE", help="the DuckDB file, or ducklake:postgres:dbname=... (default: gouji.duckdb)"
    )


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status (2 for wrong usage, 130 after Ctrl-C, 143 after SIGTERM)."""
    parser = build_parser()
    args = parser.parse_args(argv)
    if args.version:
        print(f"gouji {metadata.version('gouji')}")
        return DONE
    if args.command is None:
        parser.print_help(sys.stderr)
        return WRONG_USAGE
    if args.command == "dev":  # ends what it has begun by itself
        return _done(args)
    with kept_apart():
        status = until_told(lambda: _done(args))
    leave_if_told(status)
    return status


def _done(args: argparse.Namespace) -> int:
    try:
        settings = load_settings()
        logs.configure(settings.log_level)
        spill.allow(settings.query_spill)
        status: int = importlib.import_module(f"gouji.cli.{args.command}").run(args)
    except (UsageError, SettingsError) as error:
        print(f"gouji {args.command}: {error}", file=sys.stderr)
        return WRONG_USAGE
    except BrokenPipeError:  # `gouji query ... | head`
        sys.stderr.close()
        return DONE
    except OSError as error:
        said = in_words(str(error))
        if said is None:
            raise
        print(f"gouji {args.command}: {said}", file=sys.stderr)
        return RUN_FAILED
    return status


if __name__ == "__main__":
    # As the module of that name: `UsageError` of a module run as a script would be another class than the commands'.
    sys.exit(importlib.import_module("gouji.cli.main").main())
