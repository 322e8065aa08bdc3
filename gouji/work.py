"""What settings and the lists people keep come to: the workers of a run, and what they do."""

from __future__ import annotations

from dataclasses import replace

from expectations.policy import load_policy
from gouji.settings import Settings
from pipelines.acquire import NOTHING_KEPT, Objects
from pipelines.model.keeping import How
from pipelines.model.scan_options import PLAIN, Options
from pipelines.process import Processor, Work
from pipelines.reconcile.policy import Policy
from pipelines.workers.cluster import DaskMapper
from pipelines.workers.mapper import Mapper, ProcessMapper
from warehouse.reference.codebook import code_book
from warehouse.schema import fit
from warehouse.store import fingerprint

_MIB = 1 << 20


def work(policy: Policy | None = None, settings: Settings | None = None) -> Work:
    """Reading and judging, by the rules, waivers and corrections of `expectations`, where no others are given.

    With ``settings`` scans are read as they say, and what was read of them is kept in the folder of the state, as the
    bytes of documents are.
    """
    policy = policy or (policy_of(settings) if settings else load_policy())
    scans = Options(settings.ocr_provider, settings.state / "scans") if settings else PLAIN
    objects = objects_of(settings) if settings else NOTHING_KEPT
    return Work(Processor(code_book(), policy.rules, scans, policy.documents, objects), policy, fit)


def objects_of(settings: Settings) -> Objects:
    """Where the bytes of documents are kept."""
    return Objects(settings.state / "objects", How(settings.objects))


def policy_of(settings: Settings) -> Policy:
    """Rules, waivers, corrections and decisions, the lists of ``settings`` among them.  Raises `RegistryError`."""
    policy = load_policy(settings.bodies, settings.documents)
    return replace(policy, counts_withdrawn=settings.withdrawn != "leave_out")


def mapper(settings: Settings) -> Mapper:
    """Worker processes within the limits of ``settings``, here or on the machines of its scheduler."""
    limits = settings.document_seconds, settings.document_mib * _MIB
    if settings.scheduler:
        return DaskMapper(settings.scheduler, settings.state / "staging", *limits, version=_version)
    return ProcessMapper(settings.jobs, *limits)


def _version() -> str:
    """Of the code and the libraries: a machine with others would give other rows."""
    return fingerprint.reading(load_policy()) + fingerprint.code("pipelines", "expectations", "warehouse")
