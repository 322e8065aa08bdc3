"""Great Expectations without the libraries it loads and we do not use.

Importing it takes seconds, more than half of them for scipy.stats and altair, which only a statistical
expectation and a chart in its notebooks need.  The standard library's LazyLoader defers both to first use.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import os
import sys
import threading
from types import ModuleType

UNUSED = ("scipy.stats", "altair")


def _defer(name: str) -> None:
    if name in sys.modules:
        return
    spec = importlib.util.find_spec(name)  # imports the parent package only
    if spec is None or spec.loader is None:
        return
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
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


def import_ahead() -> threading.Thread:
    """Import it in a thread of its own, for a step that needs it later; an error shows when it is imported again."""
    thread = threading.Thread(target=_quietly, name="import great_expectations", daemon=True)
    thread.start()
    return thread


def _quietly() -> None:
    with contextlib.suppress(Exception):
        great_expectations()
