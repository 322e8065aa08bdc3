"""One warehouse and one site for the tests of the report: a sound budget, one with an error, a hostile one, a ruin."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from tests.end_to_end.budget import EXPENDITURE, changed, write_budget
from tests.gouji.site.budget_pdf import write_budget_pdf
from tests.kit.once import made_once
from warehouse.connection import connect_readonly

SCRIPT = '<script>window.hacked=1</script><img src=x onerror="window.hacked=1">'
FORMULA = '=HYPERLINK("http://203.0.113.1/","森林资源培育")'


@dataclass(frozen=True)
class Built:
    """The folder with the site, the warehouse it is of, and its documents."""

    site: Path
    warehouse: Path
    documents: Path

    def connect(self) -> duckdb.DuckDBPyConnection:
        return connect_readonly(self.warehouse)

    def page(self, file_name: str) -> Path:
        """The page of a document."""
        connection = self.connect()
        try:
            found = connection.execute(
                "SELECT document_id FROM raw.document WHERE file_name = ?", [file_name]
            ).fetchone()
        finally:
            connection.close()
        assert found is not None
        return self.site / "documents" / f"{found[0][:16]}.html"


def gouji(*arguments: str | Path, folder: Path, root: Path) -> subprocess.CompletedProcess[str]:
    """Run the command as a person does."""
    return subprocess.run(
        [sys.executable, "-c", "from gouji.cli.main import main; raise SystemExit(main())", *map(str, arguments)],
        capture_output=True, text=True, timeout=900, cwd=folder, env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, repo_root: Path) -> Built:
    folder = made_once(tmp_path_factory, "report", lambda folder: _build(folder, repo_root))
    return Built(folder / "site", folder / "w.duckdb", folder / "documents")


def _build(folder: Path, root: Path) -> None:
    documents = folder / "documents"
    documents.mkdir()
    # 森林资源培育 printed as 110.00: its parent says 280.00 = 180.00 + 100.00.
    wrong = changed(EXPENDITURE, 7, 2, "110.00")
    write_budget(documents / "sound.docx")
    write_budget_pdf(documents / "wrong.pdf", title="白水县水利局2023年部门预算", expenditure=wrong)
    hostile = changed(changed(wrong, 7, 1, FORMULA), 6, 1, SCRIPT)
    write_budget(documents / f"{SCRIPT[:8]}.docx".replace("<", "(").replace(">", ")"), expenditure=hostile)
    (documents / "ruin.pdf").write_bytes(b"%PDF-1.7\nnothing more")
    done = gouji("ingest", documents, "--warehouse", "w.duckdb", folder=folder, root=root)
    assert done.returncode == 1, done.stderr  # one document cannot be read
    done = gouji("report", "--warehouse", "w.duckdb", "--out", "site", folder=folder, root=root)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def chromium() -> tuple[str, str]:
    """Paths of the browser and its driver; the test is skipped where the system has none."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not browser or not driver:
        pytest.skip("needs Chromium and its driver (Debian packages chromium and chromium-driver)")
    return browser, driver
