"""Which functions of the code each test calls, in the test's own process and in those it starts.

One line a function and test, appended to ``$GOUJI_TRACE_FILE``: the test (as pytest names it, with its phase), the
file, the first line of the function.  What is called while a module is imported, or for a function that remembers its
answer, serves whichever test comes next as well: it is written without a test, and every test counts as calling it.
"""

from __future__ import annotations

import os
import sys
import threading
from types import CodeType, FrameType
from typing import Any


class Tracer:
    """Called by the interpreter for each call; asks for no events inside it."""

    def __init__(self, root: str, target: str, package: str) -> None:
        self.root = root.rstrip("/") + "/"
        self.inside = self.root + package.rstrip("/") + "/"
        self.file = os.open(target, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self.foreign: set[CodeType] = set()
        self.seen: set[CodeType] = set()
        self.test = ""
        self.begin(os.environ.get("PYTEST_CURRENT_TEST", ""))

    def begin(self, test: str) -> None:
        """From now on what is called is called by ``test``."""
        self.test = test
        self.seen = set(self.foreign)

    def __call__(self, frame: FrameType, event: str, arg: Any) -> None:
        code = frame.f_code
        if code in self.seen:
            return
        self.seen.add(code)
        if not code.co_filename.startswith(self.inside):
            self.foreign.add(code)
            return
        by = "" if self._serves_others(frame) else self.test
        os.write(self.file, f"{by}\t{code.co_filename.removeprefix(self.root)}\t{code.co_firstlineno}\n".encode())

    def _serves_others(self, frame: FrameType) -> bool:
        above: FrameType | None = frame
        while above is not None:
            if above.f_code.co_filename.startswith(self.root) and (_imports(above) or _remembered(above)):
                return True
            above = above.f_back
        return False


def _imports(frame: FrameType) -> bool:
    return frame.f_code.co_name == "<module>" and frame.f_globals.get("__name__") != "__main__"


def _remembered(frame: FrameType) -> bool:
    """Whether the function of ``frame`` is behind a cache, as its module (or class) holds it."""
    code = frame.f_code
    held = frame.f_globals.get(code.co_name)
    if held is None and "." in code.co_qualname:
        held = getattr(frame.f_globals.get(code.co_qualname.split(".")[0]), code.co_name, None)
    return hasattr(held, "cache_clear")


class PhaseHooks:
    """Tells the tracer of this process which test begins."""

    def __init__(self, tracer: Tracer) -> None:
        self.tracer = tracer

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        self.tracer.begin(f"{nodeid} (setup)")

    def pytest_pyfunc_call(self, pyfuncitem: Any) -> None:
        self.tracer.begin(f"{pyfuncitem.nodeid} (call)")


def start() -> Tracer:
    """Trace this process and the threads it will start."""
    tracer = Tracer(*(os.environ[f"GOUJI_TRACE_{name}"] for name in ("ROOT", "FILE", "PACKAGE")))
    threading.settrace(tracer)
    sys.settrace(tracer)
    return tracer
