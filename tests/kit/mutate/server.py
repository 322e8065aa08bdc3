"""Runs tests in forks of a process that has imported what takes long: run as ``python -m`` inside the copied tree.

Without arguments that is what third parties made; a child imports what is ours, with the slip in it.  With arguments
(folders of tests) the tests and all they import are there as well, and a child replaces the code of one function by
what the file now says: right for a function that nothing calls on import.

A job is one JSON line on stdin: ``tests`` (node ids in the order to run them, or the folders to collect), ``choose``
(whether they are node ids), ``cpu`` and ``wall`` (seconds), ``trace`` (package and file to write to, or null),
``report`` (file the outcome is written to), ``patch`` (file and first line of a function, or null).  The answer is one
JSON line: ``status`` is how pytest ended, null where it was killed.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import resource
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

Functions = dict[tuple[str, int], list[FunctionType]]

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
    functions = _collected(sys.argv[1:]) if sys.argv[1:] else {}
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        job = json.loads(line)
        answers.write(json.dumps({"status": _forked(job, functions)}) + "\n")
        answers.flush()


def _collected(folders: list[str]) -> Functions:
    """Import the tests; the functions of the tree by file and first line."""
    import pytest

    with contextlib.redirect_stdout(sys.stderr):
        pytest.main(
            ["-qq", "--collect-only", "--disable-warnings", "-p", "no:cacheprovider", "-p", "no:xdist", *folders],
            plugins=[],
        )
    root = f"{Path.cwd()}/"
    functions: Functions = {}
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__code__.co_filename.startswith(root):
            code = function.__code__
            functions.setdefault((code.co_filename.removeprefix(root), code.co_firstlineno), []).append(function)
    return functions


def _patch(functions: Functions, file: str, line: int) -> None:
    """Give the functions that begin on ``line`` the code the file now has there."""
    path = Path(file).resolve()
    for code in _codes(compile(path.read_bytes(), str(path), "exec")):
        for function in functions[file, line] if code.co_firstlineno == line else ():
            if function.__code__.co_qualname == code.co_qualname:
                function.__code__ = code


def _codes(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from _codes(inner)


def _forked(job: dict[str, Any], functions: Functions) -> int | None:
    child = os.fork()
    if child == 0:
        _run(job, functions)
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


def _run(job: dict[str, Any], functions: Functions) -> None:
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
        if job["patch"]:
            _patch(functions, *job["patch"])
        status = int(_pytest(job))
    finally:
        os._exit(status)


def _pytest(job: dict[str, Any]) -> int:
    import pytest

    from tests.kit.mutate.plugin import Chosen, Report

    plugins: list[object] = [Report(job["report"])]
    if job["trace"]:
        from tests.kit.mutate import trace

        os.environ["GOUJI_TRACE_ROOT"] = str(Path.cwd())
        os.environ["GOUJI_TRACE_PACKAGE"], os.environ["GOUJI_TRACE_FILE"] = job["trace"]
        plugins.append(trace.PhaseHooks(trace.start()))
    where = job["tests"]
    if job["choose"]:
        plugins.append(Chosen(job["tests"]))
        where = list(dict.fromkeys(test.split("::")[0] for test in job["tests"]))
    options = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0"]
    options.append("-x" if job["choose"] else "--continue-on-collection-errors")
    return pytest.main([*options, *where], plugins=plugins)


if __name__ == "__main__":
    serve()
