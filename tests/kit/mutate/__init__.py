"""Mutation sampling: one slip at a time in a copy of the code, and whether the package's own tests notice.

``python -m tests.kit.mutate --help``; what is measured and the figures are in docs/testing.md.
"""
