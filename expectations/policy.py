"""Everything people have laid down in this package, as judging takes it."""

from __future__ import annotations

from pathlib import Path

from expectations.corrections import load_corrections
from expectations.decisions import load_bodies, load_documents
from expectations.registry import load_rules
from expectations.waivers import load_waivers, today_in_china
from pipelines.reconcile.policy import Policy


def load_policy(bodies: Path | None = None, documents: Path | None = None) -> Policy:
    """Rules, waivers, corrections and decisions of this folder, held against today.  Raises `RegistryError`.

    ``bodies`` and ``documents`` are lists in the place of this folder's.
    """
    lists = load_waivers(), load_corrections(), load_bodies(bodies), load_documents(documents)
    return Policy(load_rules(), today_in_china(), *lists)
