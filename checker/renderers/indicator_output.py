"""Render the figures of reports as a table, CSV or JSON."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from math import isinf

from checker.rule import Context
from checker.text import pad

_NAME = 14


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of one report: the indicator it gives, else the words before it; `high` is None without limit."""

    path: str
    indicator: str | None
    name: str
    text: str
    low: float
    high: float | None
    unit: str
    line: int
    column: int
    section: str | None


def rows(context: Context) -> Iterator[Row]:
    """Yield the figures of a report in order; years and months are none."""
    report = context.report
    known = {named.figure.span: named.indicator for named in context.named}
    for figure in context.figures:
        if figure.unit in ("年", "月"):
            continue
        indicator = known.get(figure.span)
        line, column = report.lines.position(figure.span.start)
        yield Row(
            path=report.path,
            indicator=indicator.id if indicator else None,
            name=indicator.name if indicator else _words_before(report.text, figure.span.start),
            text=report.quote(figure.span),
            low=figure.low,
            high=None if isinf(figure.high) else figure.high,
            unit=figure.unit,
            line=line,
            column=column,
            section=report.place_name(figure.span.start),
        )


def _words_before(text: str, offset: int) -> str:
    clause = re.split(r"[。;；,，:：\n、]", text[max(0, offset - 40) : offset])[-1]
    return clause.strip()[-_NAME:]


def as_text(found: Iterable[Row]) -> str:
    """Give a table for reading."""
    lines = [f"{pad('名称', 32)}{pad('数字', 20)}位置"]
    for row in found:
        mark = "" if row.indicator else "~"
        place = f"第 {row.line} 行" + (f",{row.section}" if row.section else "")
        lines.append(f"{pad(mark + row.name, 32)}{pad(row.text, 20)}{place}")
    return "\n".join(line.rstrip() for line in [*lines, "", "名称前有“~”的,不是已知指标,取自数字前面的字。"]) + "\n"


def as_csv(found: Iterable[Row]) -> str:
    """Give CSV with a header line; a cell that a spreadsheet might take for a formula is quoted by an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(Row.__slots__)
    for row in found:
        writer.writerow([_harmless(value) for value in asdict(row).values()])
    return stream.getvalue()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t") else value


def as_json(found: Iterable[Row]) -> str:
    """Give one document with all rows."""
    data = {"schema": "checker.indicators/1", "indicators": [asdict(row) for row in found]}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
