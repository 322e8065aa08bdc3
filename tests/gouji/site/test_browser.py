"""The site in a real browser, opened from disk."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pdfplumber
import pytest

pytest.importorskip("selenium", reason="needs the development dependency selenium")

from tests.gouji.site.browser import Browser, browser
from tests.gouji.site.conftest import SCRIPT, Built


@pytest.fixture(scope="module")
def page(chromium: tuple[str, str]) -> Iterator[Browser]:
    with browser(chromium) as window:
        yield window


HOSTILE = "(script).docx"


def test_every_kind_of_page_loads_without_an_error_or_an_outside_request(page: Browser, built: Built) -> None:
    page.errors(), page.requested()
    names = ["index.html", "findings.html", "documents.html", "rules.html", "rules/GEN-CHILDREN.html"]
    for path in [*(built.site / name for name in names), *map(built.page, ("wrong.pdf", "ruin.pdf", HOSTILE))]:
        page.open(path)
        assert page.one("h1").text
        assert page.errors() == []
    outside = [url for url in page.requested() if not url.startswith(("file://", "about:", "data:", "chrome"))]
    assert outside == []


def test_from_the_overview_the_boxed_cell_is_at_most_three_clicks_away(page: Browser, built: Built) -> None:
    page.open(built.site / "index.html", "?lang=zh")
    first = next(one for one in page.all("ol.first a") if "白水县水利局" in one.text)
    assert "森林资源培育" in first.text or "林业和草原" in first.text or "合计" in first.text
    page.click(first)  # one
    target = page.one(".finding.target")
    assert target.is_displayed()
    box = page.one(".finding.target svg rect.main")
    assert box.is_displayed()
    assert (
        page.run("const i = document.querySelector('.finding.target img'); return i.complete && i.naturalWidth") > 500
    )
    shown = page.run("const r = arguments[0].getBoundingClientRect(); return [r.top, r.bottom, innerHeight]", box)
    assert 0 < shown[0] < shown[1] < shown[2]  # in sight without scrolling


def test_the_box_is_round_the_figure_the_finding_is_about(page: Browser, built: Built) -> None:
    page.open(built.page("wrong.pdf"), "?lang=en")
    places = page.run("""
        return [...document.querySelectorAll('.finding')].flatMap((finding) => {
          const box = finding.querySelector('rect.main');
          if (!box) return [];
          const [r, s] = [box.getBoundingClientRect(), box.ownerSVGElement.getBoundingClientRect()];
          const [, , width] = box.ownerSVGElement.getAttribute('viewBox').split(' ').map(Number);
          const scale = width / s.width;
          const page = Number(finding.querySelector('img').src.match(/-p(\\d+)/)[1]);
          const edges = [r.left - s.left, r.top - s.top, r.right - s.left, r.bottom - s.top].map((n) => n * scale);
          return [[finding.querySelector('.what').textContent, page, ...edges]];
        })""")
    assert places
    with pdfplumber.open(built.documents / "wrong.pdf") as pdf:
        for sentence, number, left, top, right, bottom in places:
            inside = pdf.pages[number - 1].crop((left, top, right, bottom)).extract_text()
            printed = re.search(r"([\d,]+\.\d\d) yuan", sentence)
            assert printed is not None
            # The page prints 万元; the sentence says yuan.
            assert f"{float(inside) * 10_000:,.2f}" == printed[1]


def test_the_picture_and_the_box_share_one_scale_in_strip_and_whole_page(page: Browser, built: Built) -> None:
    page.open(built.page("wrong.pdf"))
    same = """const f = document.querySelector('figure.page'), r = (e) => { const b = e.getBoundingClientRect();
      return [b.left, b.top, b.width, b.height].map((n) => Math.round(n)).join() };
      return [r(f.querySelector('img')), r(f.querySelector('svg')), f.getBoundingClientRect().height]"""
    picture, overlay, strip = page.run(same)
    assert picture == overlay
    page.click(page.one("button.whole"))
    picture, overlay, whole = page.run(same)
    assert picture == overlay and whole > 2 * strip


def test_a_click_on_a_total_shows_its_equation_and_lights_its_cells(page: Browser, built: Built) -> None:
    page.open(built.page("wrong.pdf"), "?lang=zh")
    total = next(one for one in page.all("table.grid td.v-fail") if one.text in ("280.00", "320.50"))
    page.click(total)
    panel = page.one("#inspector")
    assert panel.is_displayed() and "不成立" in panel.text
    numbers = [one.text for one in page.all("#inspector .terms .num")]
    # 280.00 or 320.50 万元 in yuan on the left, parts that add up to 10.00 万元 more or less on the right.
    assert numbers[0] in ("2,800,000.00", "3,205,000.00") and "1,100,000.00" in numbers
    assert "印 “110.00” 万元" in panel.text
    assert len(page.all("td.lhs")) == 1 and len(page.all("td.rhs")) >= 2
    page.run("document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))")
    assert not panel.is_displayed() and not page.all("td.lhs")


def test_amounts_are_coloured_by_the_verdict_of_their_equations(page: Browser, built: Built) -> None:
    page.open(built.page("sound.docx"))
    cells = page.all("table.grid td[id]")
    assert len(cells) == 61  # every amount the budget prints
    assert {one.get_attribute("class") for one in cells} <= {"v-pass", "v-unchecked"}
    page.open(built.page("wrong.pdf"))
    assert any(one.text == "110.00" for one in page.all("table.grid td.v-fail"))


def test_hostile_text_stays_text_everywhere(page: Browser, built: Built) -> None:
    page.errors()
    for path in (
        built.page(HOSTILE),
        built.site / "index.html",
        built.site / "findings.html",
        built.site / "rules/GEN-CHILDREN.html",
    ):
        page.open(path)
        assert page.run("return window.hacked") is None
        assert page.run("return document.querySelectorAll('img[src=x]').length") == 0
        for cell in page.all("table.grid td.v-fail")[:4]:
            page.click(cell)
        assert page.run("return window.hacked") is None
    assert page.errors() == []
    page.open(built.page(HOSTILE))
    assert any(SCRIPT in (one.get_attribute("textContent") or "") for one in page.all("table.grid td"))


def test_lists_search_filter_sort_and_read_filters_from_the_address(page: Browser, built: Built) -> None:
    page.open(built.site / "documents.html", "?lang=en")
    rows = lambda: [one.text for one in page.all("tbody tr")]  # noqa: E731
    assert len(rows()) == 4 and page.one("[data-count]").text == "4 / 4"
    page.one("[data-search]").send_keys("白水县")
    assert len(rows()) == 1 and "wrong.pdf" in rows()[0]
    page.one("[data-search]").clear()
    page.one("[data-search]").send_keys(" ")
    page.run("""const s = document.querySelector("select[data-filter='status']"); s.value = 'unreadable';
        s.dispatchEvent(new Event('change'))""")
    assert len(rows()) == 1 and "ruin.pdf" in rows()[0]
    page.open(built.site / "documents.html", "?lang=en#fiscal_year=2023&stage=budget")
    assert len(rows()) == 1 and "wrong.pdf" in rows()[0]
    page.open(built.site / "rules.html", "?lang=en")
    header = next(one for one in page.all("thead th button") if one.text == "Rule")
    page.click(header)
    names = [one.text for one in page.all("tbody td.k-rule_id")]
    assert len(names) > 50
    assert page.one("th[aria-sort='ascending']").text.startswith("Rule")


def test_the_language_is_chosen_and_kept_from_page_to_page(page: Browser, built: Built) -> None:
    page.open(built.site / "index.html", "?lang=zh")
    assert page.one("h1").text == "本次运行" and page.one("html").get_attribute("lang") == "zh-CN"
    page.click(page.one("#language"))
    assert page.one("h1").text == "This run" and page.one("html").get_attribute("lang") == "en"
    page.open(built.site / "findings.html")
    assert page.one("h1").text == "Findings"
    assert page.one("[data-search]").get_attribute("placeholder") == "Search"
    page.click(page.one("#language"))
    assert page.one("h1").text == "问题"


@pytest.mark.parametrize("dark", [False, True])
def test_text_is_legible_in_light_and_dark(page: Browser, built: Built, dark: bool) -> None:
    page.dark(dark)
    try:
        for path in (built.site / "index.html", built.page("wrong.pdf"), built.site / "documents.html"):
            page.open(path)
            assert page.run(_LEAST_CONTRAST) == []
    finally:
        page.dark(False)


# Every text against the first opaque colours behind it, by WCAG 2.1: 4.5 to 1 is what level AA asks of small text.
_LEAST_CONTRAST = """
const channel = (c) => { c /= 255; return c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; };
const light = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
const parse = (s) => { const n = s.match(/[\\d.]+/g).map(Number); return n.length > 3 ? n : [...n, 1]; };
const back = (e) => {
  let over = [];
  for (; e; e = e.parentElement) {
    over.push(parse(getComputedStyle(e).backgroundColor));
    if (over.at(-1)[3] === 1) break;
  }
  const blend = (under, top) => [0, 1, 2].map((i) => top[3] * top[i] + (1 - top[3]) * under[i]);
  return over.reverse().reduce(blend, [255, 255, 255]);
};
const bad = [];
for (const e of document.querySelectorAll('main *, header *, footer *')) {
  if (![...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim())) continue;
  const style = getComputedStyle(e);
  if (!e.getClientRects().length || e.closest('script, noscript, svg, option, .skip')) continue;
  const [a, b] = [light(parse(style.color)), light(back(e))];
  const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
  if (ratio < 4.5) bad.push(`${e.className} ${e.textContent.trim().slice(0, 30)} ${ratio.toFixed(2)}`);
}
return [...new Set(bad)].slice(0, 10);
"""
