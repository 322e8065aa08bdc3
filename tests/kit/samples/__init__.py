"""The bundled samples: documents of our own making, and the facts a correct pipeline gives for them.

``python -m tests.kit.samples`` writes ``samples/``.  Every document is built from a ledger of leaves by
Decimal addition, so that what has to foot does; ``tests/samples/truth/expected.csv`` comes from the same cells that
are printed.
"""

from __future__ import annotations
