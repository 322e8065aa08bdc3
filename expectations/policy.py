"""Everything people have laid down in this package, as judging takes it."""

from __future__ import annotations

from expectations.corrections import load_corrections
from expectations.registry import load_rules
from expectations.waivers import load_waivers, today_in_china
from pipelines.reconcile.policy import Policy


def load_policy() -> Policy:
    """Rules, waivers and corrections of this folder, held against today.  Raises `RegistryError`."""
    return Policy(load_rules(), today_in_china(), load_waivers(), load_corrections())
