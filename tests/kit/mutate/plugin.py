"""What a run of pytest inside the mutation runner is told, and what it tells."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


class Chosen:
    """Runs the tests named, in the order named, and no other."""

    def __init__(self, tests: list[str]) -> None:
        self.rank = {test: n for n, test in enumerate(tests)}

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((i for i in items if i.nodeid in self.rank), key=lambda i: self.rank[i.nodeid])


class Report:
    """Writes outcome, seconds and shared fixtures of each test, and the first that failed, as JSON."""

    def __init__(self, target: str) -> None:
        self.target = Path(target)
        self.tests: dict[str, dict[str, Any]] = {}
        self.failed = ""

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        self.tests[item.nodeid] = {"passed": False, "seconds": 0.0, "shared": []}

    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> None:
        if fixturedef.scope != "function":
            self.tests[request._pyfuncitem.nodeid]["shared"].append(f"{fixturedef.baseid}::{fixturedef.argname}")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        test = self.tests.setdefault(report.nodeid, {"passed": False, "seconds": 0.0, "shared": []})
        test["seconds"] += report.duration
        if report.failed:
            self.failed = self.failed or report.nodeid
            test["passed"] = False
        elif report.when == "call":
            test["passed"] = report.passed

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid

    def pytest_sessionfinish(self) -> None:
        self.target.write_text(json.dumps({"tests": self.tests, "failed": self.failed}, ensure_ascii=False))
