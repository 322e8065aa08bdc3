"""First thing any Python process in the copied tree imports (it is laid at its root): see tests/kit/mutate/trace.py."""

import os
import sys

if folder := os.environ.get("GOUJI_TRACE_ROOT"):
    sys.path.insert(0, folder)
    from tests.kit.mutate.trace import start

    start()
