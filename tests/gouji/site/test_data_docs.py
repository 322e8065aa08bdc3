"""Great Expectations' pages beside the site: what they say, and that they need no network."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("selenium", reason="needs the development dependency selenium")

from tests.gouji.site.browser import Browser, browser
from tests.gouji.site.conftest import Built


@pytest.fixture(scope="module")
def page(chromium: tuple[str, str]) -> Iterator[Browser]:
    with browser(chromium) as window:
        yield window


def pages(built: Built) -> list[Path]:
    return sorted((built.site / "data_docs").rglob("*.html"))


def test_there_is_a_page_a_suite_and_one_a_validation_of_it(built: Built) -> None:
    suites = {f"identities_{one}" for one in ("critical", "warning", "info")}
    folder = built.site / "data_docs"
    assert {path.stem for path in (folder / "expectations").glob("*.html")} == suites
    assert {
        path.relative_to(folder / "validations").parts[0] for path in folder.glob("validations/**/*.html")
    } == suites


def test_they_count_what_the_warehouse_counts_and_name_the_equations_that_fail(built: Built) -> None:
    connection = built.connect()
    try:
        total, failed = connection.execute("""SELECT count(*), count(*) FILTER (verdict = 'fail') FROM quality.result
            WHERE rule_id = 'GEN-CHILDREN' AND verdict IN ('pass', 'rounding', 'fail')""").fetchone() or (0, 0)
        names = connection.execute("""SELECT result_id FROM quality.result
            WHERE rule_id = 'GEN-CHILDREN' AND verdict = 'fail'""").fetchall()
    finally:
        connection.close()
    assert failed > 0
    html = next(one for one in pages(built) if "validations" in str(one) and "critical" in str(one)).read_text("utf-8")
    heading = list(re.finditer(r">\s*GEN-CHILDREN\s*<", html))[-1]
    section = html[heading.start() :].split("-content-block-1-header")[0]
    text = re.sub(r"<[^>]*>|\s+", " ", section)
    said = re.sub(" +", " ", text)
    assert f"{failed} unexpected values found" in said and f"{total} total rows" in said
    assert all(name in text for (name,) in names)
    assert "每个科目等于其直接下级科目之和" in text and "[critical]" in text


def test_every_page_opens_without_an_error_or_an_outside_request(page: Browser, built: Built) -> None:
    page.errors(), page.requested()
    for path in pages(built):
        page.open(path)
        assert page.run("return typeof jQuery.fn.bootstrapTable") == "function"
        assert page.errors() == [], path.name
    outside = [url for url in page.requested() if not url.startswith(("file://", "about:", "data:", "chrome"))]
    assert outside == []


def test_from_the_overview_to_a_rule_that_fails_and_back(page: Browser, built: Built) -> None:
    page.open(built.site / "index.html")
    page.click(page.one("a[href='data_docs/index.html']"))
    # The table is drawn again while it is loading, so what it holds is asked for in one go.
    links = page.run("return [...document.querySelectorAll('tr.clickable-row')].map((row) => row.dataset.href)")
    (critical,) = [link for link in links if link.startswith("validations/identities_critical")]
    page.open(built.site / "data_docs" / critical)
    assert page.all("i.text-danger")
    page.click(next(one for one in page.all("nav a") if "Data quality report" in one.text))
    assert page.one("ol.first").is_displayed()


def test_text_of_documents_does_not_reach_these_pages(built: Built) -> None:
    """Great Expectations does not escape everything it is given."""
    for path in pages(built):
        text = path.read_text("utf-8")
        assert "window.hacked" not in text and "HYPERLINK" not in text and "森林资源培育" not in text


def test_the_report_does_not_import_great_expectations_before_it_draws_these_pages() -> None:
    code = "import sys, gouji.site; sys.exit('great_expectations' in sys.modules or 'pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
