"""Great Expectations without the libraries it loads and we do not use.

Importing it takes seconds, more than half of them for scipy.stats and altair, which only a statistical
expectation and a chart in its notebooks need.  Both are put off to first use.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

UNUSED = ("scipy.stats", "altair")


class _Deferred(ModuleType):
    """Stands for a module until something of it is used.

    The standard library's LazyLoader loads at the first look at any attribute, and a mere ``import`` looks at one.
    """

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def _defer(name: str) -> None:
    if name in sys.modules or importlib.util.find_spec(name) is None:  # imports the parent package only
        return
    module = sys.modules[name] = _Deferred(name)
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)


def great_expectations() -> ModuleType:
    """The imported package, telemetry off."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    if "great_expectations" not in sys.modules:
        for name in UNUSED:
            _defer(name)
    return importlib.import_module("great_expectations")


@contextmanager
def imported_meanwhile() -> Iterator[None]:
    """Import it in a thread of its own while this one waits for something else; an error shows when it is used.

    On leaving it is there.  What is done meanwhile must import nothing: two threads that import what needs one another
    may see half a module.
    """
    thread = threading.Thread(target=_quietly, name="import great_expectations", daemon=True)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def _quietly() -> None:
    with contextlib.suppress(Exception):
        great_expectations()
