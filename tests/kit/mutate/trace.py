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
        self.seen: set[tuple[str, CodeType]] = set()

    def __call__(self, frame: FrameType, event: str, arg: Any) -> None:
        code = frame.f_code
        if not code.co_filename.startswith(self.inside):
            return
        test = os.environ.get("PYTEST_CURRENT_TEST", "")
        if (test, code) not in self.seen:
            self.seen.add((test, code))
            name = code.co_filename.removeprefix(self.root)
            by = "" if self._serves_others(frame) else test
            os.write(self.file, f"{by}\t{name}\t{code.co_firstlineno}\n".encode())

    def _serves_others(self, frame: FrameType) -> bool:
        above: FrameType | None = frame
        while above is not None:
            code = above.f_code
            if code.co_filename.startswith(self.root) and (_imports(above) or _remembered(above)):
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


def start() -> None:
    """Trace this process and the threads it will start."""
    tracer = Tracer(*(os.environ[f"GOUJI_TRACE_{name}"] for name in ("ROOT", "FILE", "PACKAGE")))
    threading.settrace(tracer)
    sys.settrace(tracer)
