"""Make the picture of the README from real output: `python docs/picture.py` writes docs/images/check.svg."""

import re
from collections.abc import Iterator
from html import escape
from io import StringIO
from pathlib import Path
from unicodedata import east_asian_width

from rich.console import Console
from rich.style import Style
from rich.text import Text

from checker.renderers.text_output import lines
from checker.ruleset import load
from checker.run import Source, Threshold, check_all
from checker.terminal import print_styled

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "samples/济阳区2025(虚构草稿).txt"
COLUMNS, ROWS = 112, 44
CELL, LINE, MARGIN = 8, 22, 20
COLOURS: dict[int | None, str] = {1: "#e06c75", 3: "#e5c07b", 6: "#56b6c2"}


def shown() -> list[Text]:
    """Give the first rows of what a terminal of this width shows."""
    ruleset = load()
    run = check_all([Source(SAMPLE, (ROOT / SAMPLE).read_bytes())], ruleset, ruleset.rules, Threshold(), None)
    screen = StringIO()
    print_styled(lines(run), Console(file=screen, width=COLUMNS, force_terminal=True, color_system="standard"))
    return [Text.from_ansi(row) for row in screen.getvalue().splitlines()[:ROWS]]


def drawn(rows: list[Text]) -> Iterator[str]:
    """Yield the rows as SVG text, each piece at its column."""
    console = Console(width=COLUMNS)
    for index, row in enumerate(rows):
        column = 0
        for piece in row.render(console):
            for word in re.findall(r"\S+|\s+", piece.text):
                if word.strip():
                    x, y = MARGIN + column * CELL, MARGIN + (index + 1) * LINE
                    yield f'<text x="{x}" y="{y}" {attributes(piece.style)}>{escape(word)}</text>'
                column += sum(2 if east_asian_width(character) in "WFA" else 1 for character in word)


def attributes(style: Style | str | None) -> str:
    """Give colour and weight of a piece."""
    if not isinstance(style, Style):
        return 'fill="#d7dae0"'
    colour = COLOURS.get(style.color.number if style.color else None, "#8b929e" if style.dim else "#d7dae0")
    weight = ' font-weight="bold"' if style.bold else ""
    return f'fill="{colour}"{weight}' + (' text-decoration="underline"' if style.underline else "")


def main() -> None:
    """Write the picture; it names no font that would have to be fetched."""
    width, height = COLUMNS * CELL + 2 * MARGIN, ROWS * LINE + 2 * MARGIN
    fonts = "'Noto Sans Mono CJK SC', 'Sarasa Mono SC', 'NSimSun', 'Microsoft YaHei', monospace"
    body = "\n".join(drawn(shown()))
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">\n'
        f'<rect width="100%" height="100%" rx="8" fill="#21252b"/>\n'
        f'<g font-family="{fonts}" font-size="16">\n{body}\n</g>\n</svg>\n'
    )
    (ROOT / "docs" / "images" / "check.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
