"""The page in a real browser: what a person can do with it, and who can use it."""

import os
import shutil

import pytest

from peercomply import check
from peercomply.report.formats import render
from worlds import DAY, HEADER, pack, record, worker, world

RULES = "rules:\n" + "".join(
    f"""
  - id: {name}
    title: {title}
    for: worker
    require: missing(started_on)
    severity: {severity}
    strength: {strength}
    obligations: [{area}-01]
    why: It harms.
    remedy: Mend it.
"""
    for name, title, severity, strength, area in (
        ("apple", "Zebra without stripes", "critical", "must", "GOV"),
        ("berry", "Ant without hill", "low", "may", "PER"),
        ("cherry", "Mole without tunnel", "high", "should", "GOV"),
    )
)
EACH = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
EACH += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


def page_text():
    programs = [record("program", key) for key in ("NORTH", "SOUTH")]
    people = [worker(f"W-{one.id}", program_id=one.id) for one in programs]
    return render("html", check(world(*programs, *people), pack(HEADER + RULES), as_of=DAY))


@pytest.fixture(scope="module")
def browser():
    """Start a browser once."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        if os.environ.get("PEERCOMPLY_NEEDS_BROWSER"):
            pytest.fail("no chromium: apt-get install chromium")
        pytest.skip("no browser: install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=EACH)
        yield started
        started.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """Write the page once."""
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_text(page_text(), encoding="utf-8")
    return path


@pytest.fixture
def view(browser, file):
    """Open the page; whatever the browser complains of fails the test."""
    said = []
    page = browser.new_page(viewport={"width": 1200, "height": 900})
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    yield page
    page.close()
    assert said == []
    assert asked == [file.as_uri()]


def titles(page):
    return [one.inner_text().split("\n")[0] for one in page.locator("tr.line th:visible").all()]


def test_search_filters_and_order_lead_to_the_findings_that_are_asked_for(view):
    """
    Each narrows the list and says how much is left; one button brings all of it back.
    """
    assert titles(view)[:2] == ["Zebra without stripes"] * 2
    view.get_by_label("Search").fill("w-south HILL")
    assert titles(view) == ["Ant without hill"]
    assert view.get_by_role("status").inner_text() == "1 of 6 findings shown, by rank."
    view.get_by_role("button", name="Clear").click()
    view.get_by_role("combobox", name="Area").select_option("Governance")
    view.get_by_role("combobox", name="Program").select_option("NORTH")
    assert sorted(titles(view)) == ["Mole without tunnel", "Zebra without stripes"]
    view.get_by_role("button", name="Clear").click()
    view.get_by_role("combobox", name="Sort by").select_option("title")
    assert titles(view)[0] == "Ant without hill"
    view.get_by_role("combobox", name="Rating").select_option("extreme")
    view.get_by_label("Search").fill("no such word")
    assert titles(view) == []
    view.get_by_role("button", name="Clear").click()
    assert view.get_by_role("status").inner_text() == "6 findings, the worst first."


def test_a_finding_opens_by_keyboard_and_by_its_address(view, file):
    """
    Enter opens what has the focus, and a link to a finding opens it.
    """
    view.locator("details.finding > summary").first.focus()
    view.keyboard.press("Enter")
    assert view.get_by_text("It harms.").first.is_visible()
    view.keyboard.press("Tab")
    view.keyboard.press("Tab")
    view.keyboard.press("Enter")
    assert view.get_by_text("peercomply explain apple").first.is_visible()
    last = view.locator("#list > tbody").last
    view.goto(f"{file.as_uri()}#{last.get_attribute('id')}")
    assert last.locator("dl").is_visible()
    view.get_by_role("button", name="Open all").click()
    assert view.locator("dl:visible").count() == 6


def test_a_browser_without_scripts_shows_all_of_it(browser, file):
    """
    The controls that need a script are away, and every finding opens.
    """
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())

    assert page.locator("#controls").is_hidden()
    page.locator("details.finding > summary").last.click()
    assert page.locator("dl:visible").count() == 1
    context.close()


def test_paper_holds_what_is_closed_on_the_screen(view, tmp_path):
    """
    Printing shows the details of every finding, in the light colours, and leaves the screen alone.
    """
    view.emulate_media(media="print", color_scheme="dark")

    assert view.locator("dt").get_by_text("Criteria").first.is_visible()
    assert view.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert view.locator("#controls").is_hidden()
    view.emulate_media(media="screen", color_scheme="light")
    written = view.pdf(path=tmp_path / "report.pdf")
    assert written.startswith(b"%PDF")
    assert view.locator("dl:visible").count() == 0


@pytest.mark.parametrize(("width", "scheme"), [(1200, "light"), (360, "dark")])
def test_no_rule_of_accessibility_is_violated(browser, file, width, scheme):
    """
    axe finds nothing with everything open, in light and dark, wide and narrow, and no line is
    wider than the screen.
    """
    from axe_playwright_python.sync_playwright import Axe

    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")

    found = Axe().run(page)
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_colours_can_be_turned_over(view):
    """
    The button goes from the colours of the system to the others and back.
    """
    colours = "getComputedStyle(document.body).backgroundColor"
    before = view.evaluate(colours)
    view.get_by_role("button", name="Dark or light").click()
    assert view.evaluate(colours) != before
    view.get_by_role("button", name="Dark or light").click()
    assert view.evaluate(colours) == before
