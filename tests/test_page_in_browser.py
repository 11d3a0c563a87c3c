"""The page in headless Chromium: nothing leaves it, nothing fails in it, and it works from the keyboard and on paper."""

import json
import shutil
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.renderers import html_output
from checker.result import Run
from checker.ruleset import Ruleset
from checker.run import Source
from tests.test_html_output import DRAFT, FORMER, run_of, source

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
if not (BROWSER and DRIVER):
    pytest.skip("chromium and chromedriver are not installed", allow_module_level=True)
QUIET = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip
HOSTILE = """示例区2025年度法治政府建设报告<script>document.title = "pwned"</script>

一、主要举措<img src="https://example.invalid/x.png" onerror="document.title = 'pwned'">

多次研究布署</p><style>body{display:none}</style><iframe src="https://example.invalid/"></iframe>。
"""


class Page:
    """A page opened in a browser."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver

    def open(self, path: Path, width: int = 1280) -> None:
        metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        self.driver.get_log("browser")
        self.driver.get_log("performance")
        self.driver.get(path.as_uri())

    def run(self, script: str) -> Any:
        return self.driver.execute_script(script)

    def press(self, *keys: str) -> None:
        webdriver.ActionChains(self.driver).send_keys(*keys).perform()

    def shown(self) -> int:
        return int(self.run("return [...document.querySelectorAll('.note')].filter(note => note.offsetParent).length"))

    def focused(self) -> str:
        return str(self.run("return document.activeElement.textContent"))

    def requests(self) -> set[str]:
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return {event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    options = webdriver.ChromeOptions()
    for argument in (*QUIET, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(argument)
    options.binary_location = BROWSER
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    try:
        yield Page(driver)
    finally:
        driver.quit()


@pytest.fixture(scope="module")
def whole(ruleset: Ruleset) -> Run:
    return run_of(ruleset, source(DRAFT), baseline=source(FORMER))


@pytest.fixture(scope="module")
def path(whole: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    written = tmp_path_factory.mktemp("page") / "检查结果.html"
    written.write_text(html_output.render(whole), encoding="utf-8")
    return written


def test_nothing_fails_and_nothing_leaves(page: Page, path: Path) -> None:
    page.open(path)
    assert page.driver.get_log("browser") == []
    assert page.requests() == {path.as_uri()}


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_wider_than_the_screen(page: Page, path: Path, width: int) -> None:
    page.open(path, width)
    assert page.run("return document.documentElement.scrollWidth") == width


def test_the_filters_work_from_the_keyboard(page: Page, path: Path, whole: Run) -> None:
    findings = whole.results[0].findings
    page.open(path)
    assert page.shown() == len(findings)
    for _ in range(200):
        page.press("\ue004")
        if page.focused().startswith("错误"):
            break
    page.press(" ")
    left = [finding for finding in findings if finding.severity != "error"]
    assert page.run("return document.activeElement.getAttribute('aria-pressed')") == "false"
    assert page.shown() == len(left)
    assert page.run("return document.querySelectorAll('mark.error').length") == 0
    assert f"显示 {len(left)} / {len(findings)} 条" in page.run("return document.querySelector('.shown').textContent")
    page.press("\ue007")
    assert page.shown() == len(findings)
    assert page.run("return document.querySelectorAll('mark.error').length") > 0


def test_categories_are_filtered_and_findings_stepped_through(page: Page, path: Path, whole: Run) -> None:
    findings = whole.results[0].findings
    page.open(path)
    page.run("document.querySelector('[data-value=figures]').click()")
    assert page.shown() == sum(finding.category != "figures" for finding in findings)
    page.run("document.querySelector('[data-step=\"1\"]').click()")
    page.run("document.querySelector('[data-step=\"1\"]').click()")
    assert page.run("return document.querySelector('.note.current').id") == "r0-f2"
    assert page.run("const at = document.querySelector('.current').getBoundingClientRect(); return at.top > 0 && at.bottom < 900")  # fmt: skip


def test_links_lead_to_words_that_are_not_covered(page: Page, path: Path) -> None:
    page.open(path)
    page.run("document.querySelector('.note .places a').click()")
    top = page.run("return document.querySelector(':target').getBoundingClientRect().top")
    assert 0 < top < 900
    assert page.run("const at = document.querySelector(':target').getBoundingClientRect(); return !document.elementFromPoint(at.left + 1, at.top + 12).closest('.filters')")  # fmt: skip


def test_without_a_script_everything_is_shown(page: Page, path: Path, whole: Run) -> None:
    page.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page.open(path)
        assert page.shown() == len(whole.results[0].findings)
        assert page.run("return document.querySelector('.filters').offsetParent") is None
    finally:
        page.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_markup_in_the_text_does_nothing(page: Page, ruleset: Ruleset, tmp_path: Path) -> None:
    written = tmp_path / "hostile.html"
    written.write_text(html_output.render(run_of(ruleset, Source("x.txt", HOSTILE.encode()))), encoding="utf-8")
    page.open(written)
    assert page.requests() == {written.as_uri()}
    assert page.driver.get_log("browser") == []
    assert page.run("return document.title").endswith("检查结果")
    assert page.run("return document.querySelectorAll('img, iframe, p style, p script').length") == 0
    assert '<script>document.title = "pwned"</script>' in page.run("return document.querySelector('main').textContent")


def test_every_note_is_on_paper_and_no_button(page: Page, path: Path, whole: Run) -> None:
    import pypdfium2

    page.open(path)
    printed = page.driver.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})
    document = pypdfium2.PdfDocument(b64decode(printed["data"]))
    sheets = [(sheet.get_size(), sheet.get_textpage().get_text_bounded()) for sheet in document]
    assert {(round(width), round(height)) for (width, height), _ in sheets} == {(595, 842)}
    words = "".join("".join(text for _, text in sheets).split())
    findings = whole.results[0].findings
    assert all(finding.rule in words for finding in findings)
    assert words.count("改法") >= len(findings)
    assert "下一条" not in words
