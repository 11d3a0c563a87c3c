"""Read saved web pages: the article out of the page, and what the page tells of it."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.encodings import decode
from checker.errors import ReadError
from checker.reading import Limits, Reading
from checker.text import fold

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*(?P<name>gb2312|gbk|gb18030|utf-?8|big5)\b""", re.IGNORECASE
)
_CODECS = {
    b"gb2312": "gb18030",
    b"gbk": "gb18030",
    b"gb18030": "gb18030",
    b"utf-8": "utf-8",
    b"utf8": "utf-8",
    b"big5": "big5",
}
_FEW_LOST = 0.002
_HEAD = 8_192
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_BLANKS = re.compile("[ \t\r\n\f\x85\u2028\u2029]+")
_WRAPPED = re.compile(r"(?<=[\u2e80-\uffef])[ \t\r\f]*\n[ \t\r\n\f]*(?=[\u2e80-\uffef])")
"""A line break of the source between Chinese characters, where a browser shows none."""
_LEFT_OUT = frozenset(
    re.findall(
        r"\w+",
        """
    script style noscript template head iframe frame object embed svg math canvas audio video map nav footer aside
    select option button input textarea""",
    )
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        """
    html body p div section article main header h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tfoot tr
    td th blockquote pre center address figure figcaption form fieldset details summary br hr ucapcontent""",
    )
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_PAGE_PART = re.compile(
    r"foot|copyright|\bnav|menu|side|relat|recommend|comment|share|crumb|position|banner|toolbar|qrcode|ewm|"
    r"\bxg|hot|friend|link|popup|dialog|modal|\btips?\b|login|search|prev|next",
    re.IGNORECASE,
)
_PAGE_LINE = re.compile(
    r"[\s【\[(]*(?:版权所有|网站标识码|上一[篇条]|下一[篇条]|相关(?:链接|新闻|文章|信息|稿件|阅读)\W*$|分享(?:到|至)|(?:打印|关闭)(?:本页|窗口|页面)?[】\]]|"
    r"打印本页|关闭窗口|当前位置|您(?:现在)?(?:所)?在的位置|网站地图|扫一扫|(?:责任编辑|主办单位|承办单位|技术支持)\s*:|\S{0,4}ICP备)"
)
"""How a line begins that is of the page even in the midst of an article."""
_PAGE_NOTE = re.compile(r"版权所有|ICP备|公网安备|网站标识码|浏览器|扫一扫|免责声明|转载|公众号")
"""Words of the sentences that a page has beside its article."""
_PROSE_LENGTH = 20
_PROSE = re.compile(r"[。;!?]")
_MOSTLY_LINKS = 0.6
_LONGEST_CELL = 120
_FEW = 50
"""Characters under which a page with scripts is but a frame for them."""
_TITLE_NAMES = ("articletitle", "og:title", "title")
_DATE_NAMES = ("pubdate", "publishdate", "publish_date", "article:published_time", "publishtime", "firstpublishedtime")
_SOURCE_NAMES = ("contentsource", "source")
_SITE_NAMES = ("sitename", "og:site_name")
_DATE = r"(?P<year>(?:19|20)\d\d)\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})"
_ANY_DATE = re.compile(_DATE)
_DATED = (
    re.compile(rf"(?:发布日期|发布时间|发布于|公开日期|公开时间|发文时间)[\])\s]*[:]?\s*\[?\s*{_DATE}"),
    re.compile(rf"(?<![文成])(?:日期|时间)[\])\s]*[:]\s*{_DATE}"),
    re.compile(rf"^\s*{_DATE}", re.MULTILINE),
)
_SOURCE = (
    re.compile(r"来源[\]) ]*:[ ]*(?P<source>[^\s:]{2,40}?)(?=[\s|\]]|发布|浏览|时间|作者|字[体号]|$)", re.MULTILINE),
    re.compile(r"发布(?:机构|单位)[\]) ]*:[ ]*(?P<source>[^\s:]{2,40}?)(?=[\s|\]]|$)", re.MULTILINE),
)
_WECHAT_TIME = re.compile(r"""createTime\s*=\s*["']((?:19|20)\d\d-\d\d-\d\d)""")
_WECHAT_ACCOUNT = "js_name"
_LINES_ABOVE = 15
"""How far above its text an article's title may stand, in lines."""
_ENDS_TITLE = re.compile(r"(?:报告|总结|汇报)\W*$")
_SITE_SEPARATOR = re.compile(r"\s*[_|—–]+\s*|\s*-+\s*(?=\D)")
_NO_ARTICLE = "这个网页里没有找到文章,像是栏目列表;请打开报告那一页,保存后再检查"
_SHELL = (
    "这个网页文件里没有正文(正文要联网由脚本载入);请在浏览器里打开,等正文显示出来,再复制文字存为 .txt,或重新保存网页"
)
_FRAME = "这个网页的正文在另一个框架文件里;请单独打开正文那一页,保存后再检查"


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as a browser shows it, how many of its characters are links, and the element it begins in."""

    text: str
    links: int
    element: "HtmlElement"

    @property
    def is_links(self) -> bool:
        return self.links >= _MOSTLY_LINKS * len(self.text)

    @property
    def is_prose(self) -> bool:
        return len(self.text) >= _PROSE_LENGTH and not self.is_links and bool(_PROSE.search(fold(self.text)))


@dataclass(slots=True)
class _Collector:
    """Gather the text of inline elements until a block begins or ends."""

    lines: list[_Line] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    links: int = 0
    element: "HtmlElement | None" = None

    def add(self, text: str | None, element: "HtmlElement", *, in_link: bool) -> None:
        if text:
            self.texts.append(text)
            self.links += len(text.strip()) if in_link else 0
            if self.element is None and not text.isspace():
                self.element = element

    def flush(self) -> None:
        if self.element is not None:
            text = _BLANKS.sub(" ", _WRAPPED.sub("", "".join(self.texts))).strip()
            self.lines.append(_Line(text, self.links, self.element))
        self.texts, self.links, self.element = [], 0, None


def read(data: bytes, limits: Limits) -> Reading:
    """Read the article of a page; ReadError where the page holds none."""
    text, notices = _decode(data)
    root = _parse(text)
    page = _page(root, limits)
    within = _article(page)
    first, end = page.ranges.get(within, (0, 0))
    names = _meta(root)
    titles = [title for title in map(_without_site(names), _titles(root, names)) if 5 < len(title) < 120]
    start = _title_line(page, first, titles)
    article = [line.text for line in page.lines[start:end] if not page.is_own(line, within)]
    if not article:
        raise ReadError(_why_none(page))
    if titles and not _stands_in(titles[0], article[:8]) and start == first:
        article.insert(0, titles[0])
    beside = (line for line in (*page.lines[:first], *page.lines[end:]) if not line.is_links)
    shown = fold("\n".join(line.text for line in beside))
    published = _date(_first(names, _DATE_NAMES)) or _labelled_date(shown) or _wechat_date(root, text)
    source = _first(names, _SOURCE_NAMES) or _labelled_source(shown) or _text_of(root, _WECHAT_ACCOUNT)
    return Reading("\n".join(article), notices, published=published, source=source)


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode a page as any text; as it says itself where that fails, for pages often hold a few bad bytes."""
    try:
        return decode(data)
    except ReadError:
        declared = _CHARSET.search(data[:_HEAD])
        text = data.decode(_CODECS[declared["name"].lower()], "replace") if declared else ""
        lost = text.count("\ufffd")
        if not text or lost > max(1, len(text) * _FEW_LOST):
            raise
        return text, (f"有 {lost} 处文字损坏,已按“\ufffd”代替,请核对原文",) if lost else ()


def _parse(text: str) -> "HtmlElement":
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    plain = _CONTROL.sub("", text).encode("utf-8", "replace")
    try:
        root = html.document_fromstring(plain, parser=parser)
    except etree.ParserError:
        raise ReadError(_NO_ARTICLE) from None
    if any("depth" in error.message for error in parser.error_log):
        raise ReadError("网页的结构层层嵌套太深,读不全;请在浏览器里打开,复制文字存为 .txt 再检查")
    return root


def _lines(root: "HtmlElement") -> list[_Line]:
    """Give the lines that a browser would show, a row of a table as one."""
    from lxml.etree import iterwalk

    collector, within_links = _Collector(), 0
    walk = iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if tag in _BLOCKS:
            collector.flush()
        if event == "start":
            within_links += _is_link(element)
            if _is_left_out(element):
                walk.skip_subtree()
            elif tag == "tr" and (cells := _cells(element)):
                collector.add(" ".join(cells), element, in_link=False)
                walk.skip_subtree()
            else:
                collector.add(element.text, element, in_link=within_links > 0)
        else:
            within_links -= _is_link(element)
            if (parent := element.getparent()) is not None:
                collector.add(element.tail, parent, in_link=within_links > 0)
    collector.flush()
    return collector.lines


def _is_link(element: "HtmlElement") -> bool:
    """Tell a link from the anchors that Word sets around headings."""
    return bool(element.tag == "a" and element.get("href"))


def _is_left_out(element: "HtmlElement") -> bool:
    if element.tag in _LEFT_OUT or element.get("hidden") is not None:
        return True
    return bool(_HIDDEN.search(element.get("style", "")))


def _cells(row: "HtmlElement") -> list[str]:
    """Give the texts of a row of data; none where the table but lays out the page."""
    cells = [cell for cell in row if cell.tag in ("td", "th")]
    if len(cells) < 2 or next(row.iter("table", "script", "style", "a"), None) is not None:
        return []
    texts = [_BLANKS.sub(" ", cell.text_content()).strip() for cell in cells]
    return [] if max(map(len, texts)) > _LONGEST_CELL else [text for text in texts if text]


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a page, which of them are prose, which are in each element, and how deep that lies.

    `part_depths` tells how deep the navigation, foot or other part of the page around an element lies; -1 without one.
    """

    root: "HtmlElement"
    lines: tuple[_Line, ...]
    prose: tuple[int, ...]
    ranges: dict["HtmlElement", tuple[int, int]]
    depths: dict["HtmlElement | None", int]
    part_depths: dict["HtmlElement | None", int]

    def is_own(self, line: _Line, within: "HtmlElement") -> bool:
        """Say whether a line is of the page rather than of an article in an element: links, widgets, the foot."""
        if line.is_links or _PAGE_LINE.match(fold(line.text)):
            return True
        return self.part_depths[line.element] > self.depths[within]

    def is_beside(self, line: _Line, within: "HtmlElement") -> bool:
        """Say whether a line of prose in an element is no part of its article."""
        return self.is_own(line, within) or (len(line.text) < _LONGEST_CELL and bool(_PAGE_NOTE.search(line.text)))


def _page(root: "HtmlElement", limits: Limits) -> _Page:
    lines = tuple(_lines(root))
    if sum(len(line.text) for line in lines) > limits.characters:
        raise ReadError("文字太长,不像一份报告,请确认选对了文件")
    ranges = _ranges(root, lines)
    prose = tuple(index for index, line in enumerate(lines) if line.is_prose)
    depths: dict[HtmlElement | None, int] = {}
    parts: dict[HtmlElement | None, int] = {}
    for element in root.iter():
        parent = element.getparent()
        depths[element] = depths.get(parent, -1) + 1
        first, end = _within(prose, ranges.get(element, (0, 0)))
        small = (end - first) * 2 < max(len(prose), 1)  # what holds most of the prose is the article, however named
        parts[element] = depths[element] if small and _PAGE_PART.search(_names(element)) else parts.get(parent, -1)
    return _Page(root, lines, prose, ranges, depths, parts)


def _names(element: "HtmlElement") -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def _ranges(root: "HtmlElement", lines: Sequence[_Line]) -> dict["HtmlElement", tuple[int, int]]:
    """Give the range of lines in each element that has any."""
    ranges: dict[HtmlElement, tuple[int, int]] = {}
    for index, line in enumerate(lines):
        _widen(ranges, line.element, (index, index + 1))
    for element in reversed(list(root.iter())):
        parent = element.getparent()
        if element in ranges and parent is not None:
            _widen(ranges, parent, ranges[element])
    return ranges


def _widen(ranges: dict["HtmlElement", tuple[int, int]], element: "HtmlElement", by: tuple[int, int]) -> None:
    first, end = ranges.get(element, by)
    ranges[element] = (min(first, by[0]), max(end, by[1]))


def _article(page: _Page) -> "HtmlElement":
    """Give the smallest element that holds all prose but the page's own."""
    prose, current = page.prose, page.root
    while True:
        first, end = _within(prose, page.ranges.get(current, (0, 0)))
        counts = [(*_within(prose, page.ranges[child]), child) for child in current if child in page.ranges]
        if not counts:
            return current
        start, stop, best = max(counts, key=lambda count: count[1] - count[0])
        outside = (*prose[first:start], *prose[stop:end])
        if start == stop or not all(page.is_beside(page.lines[index], current) for index in outside):
            return current
        current = best


def _within(prose: Sequence[int], part: tuple[int, int]) -> tuple[int, int]:
    return bisect_left(prose, part[0]), bisect_left(prose, part[1])


def _why_none(page: _Page) -> str:
    if next(page.root.iter("iframe", "frame"), None) is not None:
        return _FRAME
    scripted = next(page.root.iter("script"), None) is not None
    return _SHELL if scripted and sum(len(line.text) for line in page.lines) < _FEW else _NO_ARTICLE


def _meta(root: "HtmlElement") -> dict[str, str]:
    """Give the meta tags by name, in small letters; the first of a name counts."""
    found: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = (tag.get("name") or tag.get("property") or "").lower()
        value = " ".join((tag.get("content") or "").split())
        if name and value:
            found.setdefault(name, value)
    return found


def _first(names: dict[str, str], wanted: Sequence[str]) -> str | None:
    return next((names[name] for name in wanted if name in names), None)


def _without_site(names: dict[str, str]) -> Callable[[str], str]:
    """Give what cuts the site's name off a title."""
    site = _first(names, _SITE_NAMES)

    def cut(title: str) -> str:
        parts = _SITE_SEPARATOR.split(" ".join(title.split()))
        return next((part for part in parts if part and part != site), "")

    return cut


def _title_line(page: _Page, first: int, titles: Sequence[str]) -> int:
    """Give the line above the article at which its title begins, over three lines at most; else the article's first."""
    wanted = {_compact(title) for title in titles}
    for index in range(first - 1, max(first - _LINES_ABOVE, -1), -1):
        for begin in range(index, max(index - 3, -1), -1):
            if _compact("".join(line.text for line in page.lines[begin : index + 1])) in wanted:
                return begin
        if _ENDS_TITLE.search(page.lines[index].text) and not page.lines[index].is_links:
            return index
    return first


def _titles(root: "HtmlElement", names: dict[str, str]) -> Iterator[str]:
    yield names.get(_TITLE_NAMES[0], "")
    for heading in root.iter("h1"):
        yield heading.text_content()
    yield names.get(_TITLE_NAMES[1], "")
    for heading in root.iter("title"):
        yield heading.text_content()


def _stands_in(title: str, lines: Sequence[str]) -> bool:
    """Say whether the first lines give the title already, be it over several lines."""
    return _compact(title) in _compact("".join(lines))


def _compact(text: str) -> str:
    return "".join(text.split())


def _date(text: str | None) -> str | None:
    found = _ANY_DATE.search(fold(text or ""))
    return _written(found) if found else None


def _labelled_date(shown: str) -> str | None:
    return next((date for cue in _DATED for found in cue.finditer(shown) if (date := _written(found))), None)


def _written(found: re.Match[str]) -> str | None:
    year, month, day = (int(found[name]) for name in ("year", "month", "day"))
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None


def _labelled_source(shown: str) -> str | None:
    return next((found["source"] for cue in _SOURCE for found in cue.finditer(shown)), None)


def _wechat_date(root: "HtmlElement", text: str) -> str | None:
    found = _WECHAT_TIME.search(text)
    return _date(_text_of(root, "publish_time") or (found[1] if found else None))


def _text_of(root: "HtmlElement", name: str) -> str | None:
    """Give the text of the element of an id."""
    found = root.get_element_by_id(name, None)
    return " ".join(found.text_content().split()) or None if found is not None else None
