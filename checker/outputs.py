"""Put what was rendered where it belongs: on the screen, or into the files that were named."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker import renderers
from checker.errors import OutputError

if TYPE_CHECKING:
    from checker.result import Run
    from checker.terminal import Line

Target = tuple[str, Path | None]
"""A format, and the file it goes to; None for the screen."""


def pair(formats: Sequence[str], outputs: Sequence[Path]) -> list[Target]:
    """Match outputs with formats in order; one format at most goes to the screen."""
    wanted = list(formats) or ["text"]
    if len(outputs) > len(wanted):
        raise click.UsageError("--output 比 --format 多:每个 --output 依次对应一个 --format")
    if len(wanted) - len(outputs) > 1:
        raise click.UsageError("只能有一种格式打印到屏幕,其余请各用一个 --output 写到文件")
    return [(name, outputs[index] if index < len(outputs) else None) for index, name in enumerate(wanted)]


def write(done: "Run", targets: Iterable[Target], formats: Mapping[str, str], **text_options: Any) -> None:
    """Render a run in each format and put it where it belongs; `text_options` are for text alone."""
    for name, path in targets:
        options = text_options if name == "text" else {}
        if name == "text" and path is None:
            print_lines(renderers.load(formats, name, "lines")(done, **options))
        else:
            put(renderers.load(formats, name)(done, **options), path, read_from(done))


def read_from(done: "Run") -> list[str]:
    """Give the paths of the reports and baselines of a run, which no output may overwrite."""
    baselines = [result.baseline.path for result in done.results if result.baseline]
    return [*(result.path for result in done.results), *baselines]


def put(rendered: str, path: Path | None, reports: Iterable[str] = ()) -> None:
    """Print a text, or write it to a file; see `put_bytes`."""
    if path is None:
        click.echo(rendered, nl=False)
    else:
        put_bytes(rendered.encode("utf-8", errors="replace"), path, reports)


def put_bytes(content: bytes, path: Path, reports: Iterable[str]) -> None:
    """Write a file; OutputError where that fails, or would write over a report."""
    if any(path.exists() and Path(report).exists() and path.samefile(report) for report in reports):
        raise OutputError(f"{path}: 这是要检查的报告,不能写在它上面;请另起一个文件名")
    try:
        path.write_bytes(content)
    except OSError as error:
        raise OutputError(f"{path}: 写不了({error.strerror})") from None


def print_lines(lines: "Iterable[Line]") -> None:
    """Print styled lines: with colours on a terminal, else plain."""
    if sys.stdout.isatty():
        from rich.console import Console

        from checker.terminal import print_styled

        print_styled(lines, Console(highlight=False))
    else:
        for line in lines:
            click.echo(line.plain.rstrip())
