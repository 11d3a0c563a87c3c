"""Saved web pages: the article out of the page, and one clear line where there is none."""

import time

import pytest

from checker.errors import ReadError
from checker.readers.html import read
from checker.reading import Limits
from tests import formats

BODY = (
    "一、主要举措和成效",
    "(一)依法履职。全年评查行政执法案卷120份,办理行政复议案件56件,全部按期办结。",
    "二、存在的问题",
    "基层执法人员法治意识有待提高,个别案件办理程序不够规范,需要继续改进。",
)
TITLE = "示例区2024年度法治政府建设报告"


def text_of(page: str, encoding: str = "utf-8") -> list[str]:
    return read(page.encode(encoding), Limits()).text.split("\n")


@pytest.mark.parametrize(
    "page",
    [
        "<div>" + "".join(f"<p>{part}</p>" for part in BODY) + "</div>",
        "<div>" + "<br/>".join(BODY) + "</div>",
        "<div>" + "".join(f"<div><span>{part[:5]}</span><span>{part[5:]}</span></div>" for part in BODY) + "</div>",
        "<pre>" + "<br>".join(BODY) + "</pre>",
        "<p>" + "<p>".join(BODY),
        "<form><table><tr><td>" + "<br>".join(BODY) + "</td></tr></table></form>",
    ],
)
def test_a_bare_article(page: str) -> None:
    assert text_of(page) == list(BODY)
    assert text_of(f"<html><body>{formats.HEAD}{page}{formats.FOOT}</body></html>") == list(BODY)


def test_an_article_in_two_parts_is_kept_whole() -> None:
    page = f"<div class=a><p>{BODY[1]}</p></div><div class=b><p>{BODY[3]}</p><p>{BODY[3]}再说一遍。</p></div>"
    assert text_of(f"<body>{formats.HEAD}<div>{page}</div>{formats.FOOT}") == [BODY[1], BODY[3], BODY[3] + "再说一遍。"]


@pytest.mark.parametrize(
    "head",
    [
        f"<meta name='ArticleTitle' content='{TITLE}'>",
        f"<meta property='og:title' content='{TITLE}'>",
        f"<title>{TITLE}_示例区人民政府</title>",
        f"<title>{TITLE} - 示例区司法局</title>",
        f"<meta name=SiteName content=示例区人民政府网><title>示例区人民政府网 | {TITLE}</title>",
    ],
)
def test_a_title_that_stands_beside_the_article_is_put_on_top(head: str) -> None:
    assert text_of(f"<head>{head}</head><div><p>" + "<p>".join(BODY)) == [TITLE, *BODY]


@pytest.mark.parametrize(
    "heading", [f"<h1>{TITLE}</h1>", f"<div>{TITLE}</div>", f"<h1>{TITLE[:9]}<br>{TITLE[9:]}</h1>"]
)
def test_a_title_above_the_article_is_kept_once(heading: str) -> None:
    page = f"<title>{TITLE}</title><body>{formats.HEAD}{heading}<div><p>" + "<p>".join(BODY)
    lines = text_of(page)
    assert "".join(lines[: -len(BODY)]) == TITLE
    assert lines[-len(BODY) :] == list(BODY)


@pytest.mark.parametrize(
    ("beside", "published", "source"),
    [
        ("<p>来源:示例区司法局 发布日期:2025-02-14 16:21 浏览次数:</p>", "2025-02-14", "示例区司法局"),
        ("<p>发布时间 : 2025年3月1日</p><p>信息来源:示例区司法局</p>", "2025-03-01", "示例区司法局"),
        ("<ul><li>[ 发布机构 ]:司法局</li><li>[ 发布日期 ] 2025/01/20</li></ul>", "2025-01-20", "司法局"),
        (
            "<table><tr><td>成文日期</td><td>2025-01-01</td><td>发布日期</td><td>2025-01-21</td></tr></table>",
            "2025-01-21",
            None,
        ),
        ("<p>2025-01-20 17:01 | 司法局</p>", "2025-01-20", None),
        (
            "<meta name=PubDate content='2025-01-22 10:00'><meta name=ContentSource content=司法局>",
            "2025-01-22",
            "司法局",
        ),
        ("<p>发布日期:2025-13-40</p><p>来源:</p>", None, None),
    ],
)
def test_particulars_beside_the_article(beside: str, published: str | None, source: str | None) -> None:
    reading = read(f"<body><div>{beside}</div><div><p>{'<p>'.join(BODY)}</div>".encode(), Limits())
    assert (reading.published, reading.source) == (published, source)
    assert reading.text.split("\n") == list(BODY)


@pytest.mark.parametrize("name", ["content-nav", "main side-by-side", "hot", "share-box", "footer"])
def test_an_article_in_an_element_of_any_name_is_found(name: str) -> None:
    note = "<p>本站内容未经许可不得复制,如有疑问请来电咨询。</p>"
    page = f"<body>{formats.HEAD}<div class='{name}'><p>{'<p>'.join(BODY)}</div>{note}{formats.FOOT}"
    assert text_of(page)[: len(BODY)] == list(BODY)


@pytest.mark.parametrize(
    "text", ["(二)推进无障碍环境建设", "推广执法二维码。", "(三)规范浏览器弹窗广告。", "相关信息公开"]
)
def test_lines_of_the_article_that_look_like_the_page(text: str) -> None:
    assert text_of(f"<div><p>{BODY[1]}</p><p>{text}</p><p>{BODY[3]}</p></div>") == [BODY[1], text, BODY[3]]


@pytest.mark.parametrize("text", ["【打印】【关闭】", "上一篇:某某", "分享到:微信", "责任编辑:张某", "相关链接:"])
def test_lines_of_the_page_in_the_article(text: str) -> None:
    assert text_of(f"<div><p>{BODY[1]}</p><p>{text}</p><p>{BODY[3]}</p></div>") == [BODY[1], BODY[3]]


def test_a_page_saved_by_word() -> None:
    heading = f"<a name=_Toc1>{BODY[0]}</a>"
    text = f"<p class=MsoNormal>{BODY[1][:12]}\r\n  {BODY[1][12:]}<o:p></o:p></p><![if !x]>"
    assert text_of(f"<div class=WordSection1><h1>{heading}</h1>{text}<p>{BODY[3]}</p></div>") == [
        BODY[0],
        BODY[1],
        BODY[3],
    ]


def test_tables_of_the_article_are_kept_a_row_a_line() -> None:
    table = "<table><tr><th>指标</th><th>数量</th></tr><tr><td><p>行政检查</p></td><td><p>120次</p></td></tr></table>"
    assert text_of(f"<div><p>{BODY[1]}</p>{table}<p>{BODY[3]}</p></div>") == [
        BODY[1],
        "指标 数量",
        "行政检查 120次",
        BODY[3],
    ]


def test_what_a_browser_does_not_show_is_left_out() -> None:
    hidden = "<script>var a = '假。';</script><style>p{}</style><p style='DISPLAY : none'>假的一段话。</p><p hidden>假的一段话。</p>"
    assert text_of(f"<div><p>{BODY[1]}</p>{hidden}<!-- 假的 --><p>{BODY[3]}</p></div>") == [BODY[1], BODY[3]]


@pytest.mark.parametrize("named", ["gb2312", "GBK", "gb18030", "utf-8"])
def test_charset_as_the_page_says(named: str) -> None:
    page = f"<meta charset={named}><div><p>{'<p>'.join(BODY)}</div>"
    assert text_of(page, "gb18030" if named.lower().startswith("gb") else "utf-8") == list(BODY)


@pytest.mark.parametrize(
    ("named", "encoding"),
    [("gb2312", "utf-8"), ("utf-8", "gb18030"), ("gb2312", "utf-8-sig"), ("无", "utf-16"), ("x", "gb18030")],
)
def test_charset_that_is_said_wrongly_or_not_at_all(named: str, encoding: str) -> None:
    assert text_of(f"<meta charset={named}><div><p>{'<p>'.join(BODY)}</div>", encoding) == list(BODY)


def test_a_page_with_a_few_bad_bytes_is_read_as_it_says() -> None:
    page = f"<meta charset=gb2312><div><p>{'<p>'.join(BODY * 9)}</div>".encode("gb18030")
    reading = read(page + b"\xff<p>", Limits())
    assert reading.text.split("\n")[: len(BODY)] == list(BODY)
    assert "处文字损坏" in reading.notices[0]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (f"<body>{formats.HEAD}<ul>{formats.RELATED}</ul>{formats.FOOT}", "栏目列表"),
        ("<body><div id=app></div><script src=app.js></script>", "由脚本载入"),
        ("<body><iframe src=a.html></iframe>", "框架文件"),
        ("", "没有找到文章"),
        ("<html>", "没有找到文章"),
        ("<div>" * 3000 + "字", "嵌套太深"),
    ],
)
def test_a_page_without_an_article_gives_one_clear_line(page: str, words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        read(page.encode(), Limits())
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "part", ["<", "<!--", "<a ", '<a b="', "<div>", "<p>字<font>", "&#x", "<table><tr><td>字", "<script>"]
)
def test_hostile_pages_take_bounded_time(part: str) -> None:
    began = time.perf_counter()
    with pytest.raises(ReadError):
        read((part * 200_000).encode() + b"\x00", Limits(characters=100_000))
    assert time.perf_counter() - began < 20
