"""What a run depends on besides the documents, as one short hash: the same hash and bytes give the same warehouse."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import metadata
from pathlib import Path

from pipelines.model.decisions import marked
from pipelines.reconcile.policy import Policy
from pipelines.reconcile.waivers import in_force

_ROOT = Path(__file__).resolve().parents[2]
_SUFFIXES = (".py", ".toml", ".csv", ".sql", ".json")
# Packages that judge what was read, and take no part in reading it.
JUDGING = (
    "pipelines/across/",
    "pipelines/reconcile/diagnosis/",
    "pipelines/reconcile/forms/",
    "pipelines/reconcile/narrative/",
)
# Lists that compare years and places, beside those that names without codes are looked up in.
COMPARING = ("warehouse/reference/concordance", "warehouse/reference/own.py")
# Areas of sentences that stand in raw rows; the others are said of what was read.
RAW_SENTENCES = ("choice", "recognition")
_SENTENCES = "pipelines/model/sentences/"
_READERS = ("pypdfium2", "pdfplumber", "pdfminer.six", "python-docx", "python-calamine", "lxml")

# Of the extra `ocr`: scans that could not be read are read once it is installed.
_OPTIONAL = ("rapidocr", "onnxruntime", "opencv-python-headless")


# Decisions bear on the documents and shards they name, and are part of the fingerprints of these alone.
_DECISIONS = ("expectations/bodies.csv", "expectations/documents.csv")


def reading_of(policy: Policy, document_id: str, file_name: str) -> str:
    """Of everything that turns this one file into raw rows: `reading`, and what a person has decided of it."""
    return marked(reading(policy), policy.of_document(document_id, file_name)) or ""


def building_of(policy: Policy, shard: str) -> str:
    """Of everything that turns raw rows into a shard: `building`, and what a person has decided of its bodies, and of
    what counts."""
    return policy.marked(building(policy), shard)


def reading(policy: Policy) -> str:
    """Of everything that turns one file into raw rows: readers, recognition, layouts, the libraries they use.

    The identities of tables are part of it: they choose where a table can be read in more than one way.  Their words
    and severities are not, nor are rules of the text, of forms and of several documents: those only judge.
    """
    choosing = [rule for rule in policy.rules if rule.of_tables and not rule.across]
    return _reading(repr([(rule.id, rule.shape, rule.statements, rule.stages) for rule in choosing]))


@cache
def _reading(rules: str) -> str:
    versions = [f"{name} {metadata.version(name)}" for name in _READERS]
    versions += [f"{name} {_version(name)}" for name in _OPTIONAL]
    # names without codes are looked up in the reference lists
    files = [path for path in _files(["pipelines", "warehouse/reference"]) if bears_on_reading(_relative(path))]
    return _digest(files, [rules, *versions])


def bears_on_reading(name: str) -> bool:
    """Whether raw rows may differ where the file ``name`` (from the root) does."""
    if name.startswith(_SENTENCES) and name.endswith(".toml"):
        return Path(name).stem in RAW_SENTENCES
    return not name.startswith((*JUDGING, *COMPARING))


def building(policy: Policy) -> str:
    """Of everything that turns raw rows into the published warehouse, reading included.

    The waivers in force are part of it: where one expires, what it let load has to go back to quarantine.
    """
    active = in_force(policy.waivers, policy.today).filter("is_active")["waiver_id"]
    return _building(reading(policy), tuple(active))


@cache
def _building(reading: str, waivers: tuple[str, ...]) -> str:
    return _digest(_files(["pipelines", "expectations", "warehouse"]), [reading, *waivers])


@cache
def code(*packages: str) -> str:
    """Of the files of some packages, and of nothing else: the version of what they make."""
    return _digest(_files(packages), [])


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "absent"


def _files(packages: Sequence[str]) -> list[Path]:
    found = (p for package in packages for p in (_ROOT / package).rglob("*") if p.suffix in _SUFFIXES)
    return sorted(p for p in found if _relative(p) not in _DECISIONS)


def _relative(path: Path) -> str:
    return path.relative_to(_ROOT).as_posix()


def _digest(paths: Sequence[Path], extra: Sequence[str]) -> str:
    digest = hashlib.sha256("\n".join(extra).encode())
    for path in paths:
        digest.update(f"\n{_relative(path)}\n".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
