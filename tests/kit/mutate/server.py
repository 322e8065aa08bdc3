"""Runs tests in forks of a process that has imported what takes long: run as ``python -m`` inside the copied tree.

A job is one JSON line on stdin: ``tests`` (node ids in the order to run them, or the folders to collect), ``choose``
(whether they are node ids), ``cpu`` and ``wall`` (seconds), ``trace`` (package and file to write to, or null),
``report`` (file the outcome is written to).  The answer is one JSON line: ``status`` is how pytest ended, null where it
was killed.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import resource
import signal
import sys
import time
from pathlib import Path
from typing import Any

# Third parties only: what is ours is imported after the fork, with the slip in it.
PRELOADED = (
    "pytest",
    "hypothesis",
    "dagster",
    "great_expectations",
    "pandas",
    "polars",
    "duckdb",
    "pdfplumber",
    "pypdfium2",
    "docx",
    "openpyxl",
    "lxml.html",
    "reportlab.pdfgen.canvas",
    "rich",
)
MEMORY = 12 << 30  # bytes of address space a process may ask for


def serve() -> None:
    """Answer jobs until stdin ends."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    for name in PRELOADED:
        importlib.import_module(name)
    for line in sys.stdin:
        job = json.loads(line)
        answers.write(json.dumps({"status": _forked(job)}) + "\n")
        answers.flush()


def _forked(job: dict[str, Any]) -> int | None:
    child = os.fork()
    if child == 0:
        _run(job)
    ends = time.monotonic() + job["wall"]
    status = None
    while status is None and time.monotonic() < ends:
        done, code = os.waitpid(child, os.WNOHANG)
        if done:
            status = os.waitstatus_to_exitcode(code)
        else:
            time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # what it started and left behind, or it itself
    if status is None:
        os.waitpid(child, 0)
    return status if status is not None and status >= 0 else None


def _run(job: dict[str, Any]) -> None:
    """The child: never returns."""
    status = 3  # pytest's own "internal error"
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (job["cpu"], job["cpu"] + 5))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        log = os.open(job["report"] + ".log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(log, 1)
        os.dup2(log, 2)
        status = int(_pytest(job))
    finally:
        os._exit(status)


def _pytest(job: dict[str, Any]) -> int:
    import pytest

    if job["trace"]:
        from tests.kit.mutate import trace

        os.environ["GOUJI_TRACE_ROOT"] = str(Path.cwd())
        os.environ["GOUJI_TRACE_PACKAGE"], os.environ["GOUJI_TRACE_FILE"] = job["trace"]
        trace.start()
    from tests.kit.mutate.plugin import Chosen, Report

    plugins: list[object] = [Report(job["report"])]
    where = job["tests"]
    if job["choose"]:
        plugins.append(Chosen(job["tests"]))
        where = list(dict.fromkeys(test.split("::")[0] for test in job["tests"]))
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0"]
    options.append("-x" if job["choose"] else "--continue-on-collection-errors")
    return pytest.main([*options, *where], plugins=plugins)


if __name__ == "__main__":
    serve()
