"""The registry of identities, the Great Expectations suites built from it, and waivers."""

from expectations.registry import RegistryError, load_rules
from expectations.validation import RuleOutcome, Validation, ValidationError, validate
from expectations.waivers import load_waivers

__all__ = [
    "RegistryError",
    "RuleOutcome",
    "Validation",
    "ValidationError",
    "load_rules",
    "load_waivers",
    "validate",
]
