"""What settings and the lists people keep come to: the workers of a run, and what they do."""

from __future__ import annotations

from expectations.policy import load_policy
from gouji.settings import Settings
from pipelines.process import Processor, Work
from pipelines.workers.mapper import ProcessMapper
from warehouse.reference.codebook import code_book
from warehouse.schema import fit

_MIB = 1 << 20


def work() -> Work:
    """Reading and judging, by the rules, waivers and corrections of `expectations`."""
    policy = load_policy()
    return Work(Processor(code_book(), policy.rules), policy, fit)


def mapper(settings: Settings) -> ProcessMapper:
    """Worker processes within the limits of ``settings``."""
    return ProcessMapper(settings.jobs, settings.document_seconds, settings.document_mib * _MIB)
