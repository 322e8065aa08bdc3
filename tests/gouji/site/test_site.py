"""What the site is made of, without a browser."""

from __future__ import annotations

import csv
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

from tests.gouji.site.conftest import FORMULA, Built, gouji

FIXED = ["document", "statement", "rule", "severity", "node", "provided", "expected", "difference", "page", "message"]


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


def test_every_link_of_every_page_leads_to_a_file_of_the_site(built: Built) -> None:
    pages = sorted(built.site.rglob("*.html"))
    assert len(pages) > 60  # one a rule, one a document, four lists
    for page in pages:
        addresses = _Addresses()
        addresses.feed(page.read_text(encoding="utf-8"))
        for address in addresses.found:
            target = address.partition("#")[0]
            if target and not target.startswith("data:"):
                assert "//" not in target, f"{page.name} asks for {target}"
                assert (page.parent / target).resolve().is_file(), f"{page.name} links to {target}"


def test_links_in_lists_lead_to_findings_and_documents(built: Built) -> None:
    for name in ("findings", "documents", "rules"):
        text = (built.site / f"{name}.html").read_text(encoding="utf-8")
        data = json.loads(re.search(r'<script type="application/json">(.*?)</script>', text, re.S)[1])  # type: ignore[index]
        linked = [i for i, column in enumerate(data["columns"]) if column["link"]]
        assert linked and data["rows"]
        for row in data["rows"]:
            for i in linked:
                if row[i][1]:
                    page, _, anchor = row[i][1].partition("#")
                    html = (built.site / page).read_text(encoding="utf-8")
                    assert not anchor or f'id="{anchor}"' in html


def test_findings_have_the_fixed_columns_and_say_where_and_by_how_much(built: Built) -> None:
    with (built.site / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    assert list(lines[0]) == FIXED
    wrong = built.page("wrong.pdf").stem
    own = [line for line in lines if line["document"].startswith(wrong)]
    # 2130205 is printed as 110.00 万元 of which 100.00 is project: its own row does not add up.
    row = next(line for line in own if line["provided"] == "1100000.00" and line["severity"] == "critical")
    assert (row["expected"], row["difference"]) == ("1000000.00", "100000.00")
    assert row["statement"] in ("expenditure", "general_budget") and row["page"] in ("4", "5")
    assert "1,100,000.00元" in row["message"] and "1,100,000.00 yuan" in row["message"]
    sound = [line for line in lines if line["document"].startswith(built.page("sound.docx").stem)]
    assert {line["rule"] for line in sound} <= {"bodies"}  # a county that is on no list, said of one of its files


def test_json_says_the_same_as_the_warehouse(built: Built, repo_root: Path) -> None:
    done = gouji("report", "--json", "--warehouse", built.warehouse, folder=built.site.parent, root=repo_root)
    assert done.returncode == 0 and not (built.site.parent / "w-report").exists()
    said = json.loads(done.stdout)
    assert said == json.loads((built.site / "report.json").read_text(encoding="utf-8"))
    assert [list(one) for one in said["findings"]] == [FIXED] * len(said["findings"])
    assert said["totals"]["documents"] == 4 and said["totals"]["documents_unreadable"] == 1
    connection = built.connect()
    try:
        failed, held = connection.execute("""SELECT count(*) FILTER (verdict = 'fail'),
            count(*) FILTER (verdict IN ('pass', 'rounding')) FROM quality.result""").fetchone() or (0, 0)
    finally:
        connection.close()
    assert sum(rule["fail"] for rule in said["rules"]) == failed > 0
    assert sum(rule["pass"] + rule["rounding"] for rule in said["rules"]) == held
    counted = {(one["region"], one["fiscal_year"], one["stage"]): one for one in said["coverage"]}
    assert sum(one["found"] for one in counted.values()) == 4
    assert {(year, one["found"]) for (_, year, _), one in counted.items() if year} == {(2023, 1), (2024, 2)}


def test_downloads_defuse_formulas_in_csv(built: Built) -> None:
    page = built.page("(script).docx")
    html = page.read_text(encoding="utf-8")
    assert "=HYPERLINK(" in html and FORMULA.split('"')[2] in html  # the page shows the text as printed
    for path in built.site.rglob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for line in csv.reader(file):
                assert not any(value.startswith(("=", "@")) for value in line), path.name


def test_text_of_documents_is_escaped_on_every_page(built: Built) -> None:
    for page in built.site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert "<script>window" not in html and "<img src=x" not in html


def test_a_second_build_removes_pages_of_documents_that_are_gone_and_keeps_pictures(
    built: Built, tmp_path: Path, repo_root: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(built.site, site)
    gone = site / "documents" / f"{'0' * 16}.html"
    gone.write_text("a document that is not in the warehouse any more")
    note = site / "documents" / "note.txt"
    note.write_text("somebody's own file")
    picture = next((site / "pictures").glob("*.jpg"))
    before = picture.stat().st_mtime_ns
    done = gouji("report", "--warehouse", built.warehouse, "--out", site, folder=tmp_path, root=repo_root)
    assert done.returncode == 0
    assert not gone.exists() and note.exists() and picture.stat().st_mtime_ns == before
    same = [path for path in site.rglob("*") if path.is_file() and path != note]
    assert len(same) == sum(path.is_file() for path in built.site.rglob("*"))
    for path in same:
        assert path.read_bytes() == (built.site / path.relative_to(site)).read_bytes(), path.name


def test_pictures_only_where_asked_for(built: Built, tmp_path: Path, repo_root: Path) -> None:
    done = gouji(
        "report",
        "--warehouse",
        built.warehouse,
        "--out",
        "none",
        "--images",
        "none",
        "--no-data-docs",
        folder=tmp_path,
        root=repo_root,
    )
    assert done.returncode == 0 and not list((tmp_path / "none" / "pictures").iterdir())
    gouji(
        "report",
        "--warehouse",
        built.warehouse,
        "--out",
        "all",
        "--images",
        "all",
        "--no-data-docs",
        folder=tmp_path,
        root=repo_root,
    )
    wrong = built.page("wrong.pdf").stem
    names = {path.name for path in (tmp_path / "all" / "pictures").iterdir()}
    assert {f"{wrong}-p{page}.jpg" for page in (2, 3, 4, 5)} <= names
    assert {path.name for path in (built.site / "pictures").iterdir()} < names


def test_wrong_usage_is_said_in_one_line(tmp_path: Path, repo_root: Path) -> None:
    done = gouji("report", "--warehouse", "absent.duckdb", folder=tmp_path, root=repo_root)
    assert done.returncode == 2 and "no warehouse at" in done.stderr and "Traceback" not in done.stderr


def test_every_equation_that_fails_is_one_finding(built: Built) -> None:
    """What the asset checks count as failing is what the report lists."""
    connection = built.connect()
    try:
        failing = connection.execute("""SELECT rule_id, count(*) FROM quality.result WHERE verdict = 'fail'
            GROUP BY rule_id ORDER BY rule_id""").fetchall()
        found = connection.execute("""SELECT rule_id, count(*) FROM quality.finding WHERE kind = 'identity_fails'
            GROUP BY rule_id ORDER BY rule_id""").fetchall()
    finally:
        connection.close()
    assert failing == found != []


def test_the_summary_of_an_ingest_says_how_to_get_the_report(built: Built, repo_root: Path) -> None:
    sound = built.documents / "sound.docx"
    done = gouji("ingest", sound, "--warehouse", "again.duckdb", folder=built.site.parent, root=repo_root)
    assert done.returncode == 0, done.stderr
    (line,) = [one for one in done.stdout.splitlines() if one.startswith("Report")]
    assert f"gouji report --warehouse {built.site.parent}/again.duckdb" in line
    assert line.endswith("again-report/index.html)")
