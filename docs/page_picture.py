"""Make the picture of the page for the README from real output: `python docs/page_picture.py` writes docs/images/page.webp.

It needs chromium, chromedriver and selenium (in the dev group).
"""

import shutil
import tempfile
from base64 import b64decode
from pathlib import Path
from typing import Any

from selenium import webdriver

from checker.renderers import html_output
from checker.ruleset import load
from checker.run import Source, Threshold, check_all

ROOT = Path(__file__).resolve().parent.parent
REPORT, BASELINE = "samples/济阳区2025(虚构草稿).txt", "samples/济阳区2024.txt"
WIDTH, SCALE = 1240, 0.8
QUIET = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
)  # fmt: skip
HEAD = "return {top: 0, height: document.querySelector('.categories').getBoundingClientRect().bottom + 12}"
WORDS = """
const blocks = [...document.querySelectorAll('.block')].filter(block => block.textContent.includes('强化监督指导'));
const at = blocks[0].getBoundingClientRect();
return {top: at.top + window.scrollY - 4, height: at.height + 8};
"""


def page() -> str:
    """Give the page of the sample beside last year's."""
    ruleset = load()
    report, baseline = (Source(name, (ROOT / name).read_bytes()) for name in (REPORT, BASELINE))
    return html_output.render(check_all([report], ruleset, ruleset.rules, Threshold(), None, baseline, edits=True))


def browser(profile: str) -> Any:
    """Open a browser of its own."""
    options = webdriver.ChromeOptions()
    for argument in (*QUIET, f"--user-data-dir={profile}"):
        options.add_argument(argument)
    options.binary_location = shutil.which("chromium") or ""
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
    screen = {"width": WIDTH, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
    return driver


def shot(driver: Any, top: float, height: float, scale: float, kind: str) -> str:
    """Take a strip of the page as a picture in base64."""
    clip = {"x": 0, "y": top, "width": WIDTH, "height": height, "scale": scale}
    wanted = {"captureBeyondViewport": True, "clip": clip, "format": kind, "quality": 84}
    shown = driver.execute_cdp_cmd("Page.captureScreenshot", wanted)
    return str(shown["data"])


def main() -> None:
    """Write the head of the page and a paragraph with its notes, one below the other."""
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "page.html"
        written.write_text(page(), encoding="utf-8")
        driver = browser(str(Path(folder) / "profile"))
        try:
            driver.get(written.as_uri())
            strips = [shot(driver, **driver.execute_script(place), scale=1, kind="png") for place in (HEAD, WORDS)]
            images = "".join(f'<img src="data:image/png;base64,{strip}" width="{WIDTH}">' for strip in strips)
            written.write_text(f"<style>body{{margin:0}}img{{display:block}}</style>{images}", encoding="utf-8")
            driver.get(written.as_uri())
            height = driver.execute_script("return document.body.scrollHeight")
            (ROOT / "docs" / "images" / "page.webp").write_bytes(b64decode(shot(driver, 0, height, SCALE, "webp")))
        finally:
            driver.quit()


if __name__ == "__main__":
    main()
