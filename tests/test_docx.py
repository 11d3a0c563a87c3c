"""Word files read as Word shows them: numbers, tracked changes, tables, boxes, fields; where each character comes from."""

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.engine import check
from checker.errors import ReadError
from checker.outline import parse
from checker.readers import read_bytes
from checker.readers.docx import Document, open_document
from checker.reading import Limits, Reading, Revisions
from checker.report import Report
from checker.ruleset import Ruleset
from checker.wordml import attribute, local
from tests.word_files import (
    CHAPTERS,
    NOTHING,
    level,
    number,
    numbered,
    numbering,
    paragraph,
    part,
    run,
    style,
    styles,
    word,
    zipped,
)

RESTART = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent>'
    "</wps:txbx></wps:wsp></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{0}"
    "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
TRACKED = (
    run("全年办理案件")
    + f'<w:ins w:id="1" w:author="甲">{run("1623")}</w:ins>'
    + '<w:del w:id="2" w:author="甲"><w:r><w:delText>1523</w:delText></w:r></w:del>'
    + run("件。")
)


def opened(data: bytes, revisions: Revisions = "accepted") -> Document:
    return open_document(data, Limits(), revisions)


def lines(data: bytes, revisions: Revisions = "accepted") -> list[str]:
    return opened(data, revisions).reading.text.removesuffix("\n").split("\n")


def body_lines(*paragraphs: str) -> list[str]:
    return lines(word("".join(paragraphs)))


def field(code: str, result: str) -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{result}{marks[2]}"


# automatic numbers


LISTS = {  # LibreOffice counts those marked * in another way, or shows them elsewhere
    "levels": (
        numbered("甲", 1) + numbered("乙", 1, 1) + numbered("丙", 1, 1) + numbered("丁", 1, 2) + numbered("戊", 1)
        + numbered("己", 1, 1) + paragraph(run("无")) + numbered("庚", 1, 1),
        numbering(CHAPTERS),
        ["一、甲", "(一)乙", "(二)丙", "1.丁", "二、戊", "(一)己", "无", "(二)庚"],
    ),
    "one definition, two lists: counting goes on": (
        numbered("甲", 1) + numbered("乙", 2) + numbered("丙", 1),
        numbering(CHAPTERS, lists=[(2, 0, "")]),
        ["一、甲", "二、乙", "三、丙"],
    ),
    "a list that starts anew does so once": (
        numbered("甲", 1) + numbered("乙", 2) + numbered("丙", 2) + numbered("丁", 3) + numbered("戊", 2),
        numbering(CHAPTERS, lists=[(2, 0, RESTART.format(1)), (3, 0, RESTART.format(5))]),
        ["一、甲", "一、乙", "二、丙", "五、丁", "六、戊"],
    ),
    "a level of a list redefined": (
        numbered("甲", 1) + numbered("乙", 2),
        numbering(CHAPTERS, lists=[(2, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "decimal", "第%1章", NOTHING)}</w:lvlOverride>')]),
        ["一、甲", "第2章乙"],
    ),
    "a level used before the one above it": (
        numbered("甲", 1, 1) + numbered("乙", 1) + numbered("丙", 1, 1),
        numbering(level(0, "decimal", "%1.", NOTHING) + level(1, "decimal", "%1.%2.", NOTHING)),
        ["1.1.甲", "2.乙", "2.1.丙"],
    ),
    "an empty paragraph has its number": (
        numbered("甲", 1) + paragraph("", number(1)) + numbered("乙", 1),
        numbering(CHAPTERS),
        ["一、甲", "二、", "三、乙"],
    ),
    "a level that never starts anew *": (
        numbered("甲", 1) + numbered("乙", 1, 1) + numbered("丙", 1) + numbered("丁", 1, 1),
        numbering(level(0, "chineseCounting", "%1、", NOTHING) + level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>' + NOTHING)),
        ["一、甲", "1.乙", "二、丙", "2.丁"],
    ),
    "legal numbering *": (
        numbered("甲", 1) + numbered("乙", 1, 1),
        numbering(level(0, "chineseCounting", "第%1章", NOTHING) + level(1, "decimal", "%1.%2", f"<w:isLgl/>{NOTHING}")),
        ["第一章甲", "1.1乙"],
    ),
    "what sets a number off": (
        numbered("2024年", 1) + numbered("甲", 2) + numbered("乙", 3) + numbered("丙", 4),
        numbering(
            level(0, "decimal", "%1."), level(0, "japaneseCounting", "%1、"),
            level(0, "decimalEnclosedCircleChinese", "%1"), level(0, "chineseCounting", "%1", '<w:suff w:val="space"/>'),
        ),
        ["1. 2024年", "一、甲", "①乙", "一 丙"],
    ),
    "bullets and no number *": (
        numbered("甲", 1) + numbered("乙", 2) + paragraph(run("丙"), number(0)) + numbered("丁", 99) + numbered("戊", 1, 7),
        numbering(level(0, "bullet", "\uf06c", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'), level(0, "none", "")),
        ["● 甲", "乙", "丙", "丁", "戊"],
    ),
    "numbers by a pattern *": (
        numbered("甲", 1),
        numbering('<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" '
                  'w:format="001, 002, 003, ..."/></mc:Choice></mc:AlternateContent><w:lvlText w:val="%1、"/></w:lvl>'),
        ["007、甲"],
    ),
    "boxes count in their place *": (
        numbered("甲", 1) + paragraph(BOX.format(numbered("乙", 1)) + run("丙"), number(1)) + numbered("丁", 1),
        numbering(CHAPTERS),
        ["一、甲", "二、乙", "三、丙", "四、丁"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_automatic_numbers(name: str) -> None:
    body, definitions, wanted = LISTS[name]
    assert lines(word(body, {"numbering": definitions})) == wanted


def test_numbers_come_from_styles_too() -> None:
    definitions = numbering(
        level(0, "chineseCounting", "%1、", f'<w:pStyle w:val="1"/>{NOTHING}')
        + level(1, "chineseCounting", "(%2)", f'<w:pStyle w:val="2"/>{NOTHING}')
    )
    names = styles(
        style("1", "heading 1", '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>'),
        style("2", "heading 2", '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/>', based_on="1"),
        style("a3", "小标题", based_on="2"),
        style("a4", "转圈", based_on="a5"),
        style("a5", "转圈2", based_on="a4"),
    )
    body = [("甲", "1"), ("乙", "2"), ("丙", "a3"), ("丁", "1"), ("戊", "2"), ("己", "a4"), ("庚", "没有的样式")]
    data = word(
        "".join(paragraph(run(text), f'<w:pStyle w:val="{name}"/>') for text, name in body)
        + paragraph(run("辛"), '<w:pStyle w:val="1"/>' + number(0)),
        {"numbering": definitions, "styles": names},
    )
    reading = opened(data).reading
    assert reading.text.split("\n")[:-1] == [
        "一、甲", "(一)乙", "(二)丙", "二、丁", "(一)戊", "己", "庚", "辛",
    ]  # fmt: skip
    assert [(reading.text[at : at + 3].rstrip(), wanted) for at, wanted in reading.levels.items()] == [
        ("一、甲", 1), ("(一)", 2), ("(二)", 2), ("二、丁", 1), ("(一)", 2), ("辛", 1),
    ]  # fmt: skip


def test_a_list_may_be_defined_by_a_list_style() -> None:
    definitions = numbering('<w:numStyleLink w:val="L"/>', f'<w:styleLink w:val="L"/>{CHAPTERS}')
    names = styles(style("L", "公文编号", '<w:numPr><w:numId w:val="2"/></w:numPr>', kind="numbering"))
    assert lines(word(numbered("甲", 1), {"numbering": definitions, "styles": names})) == ["一、甲"]


_NUMBERS = {0: re.compile("([一二三四五六七八九十]+)、"), 1: re.compile(r"[((]([一二三四五六七八九十]+)[))]")}


def by_number(text: str) -> bytes:
    """Write a report whose typed numbers are automatic ones."""
    blocks = []
    for line in text.split("\n"):
        found = next(((place, mark) for place, mark in _NUMBERS.items() if mark.match(line)), None)
        if found:
            blocks.append(numbered(line[found[1].match(line).end() :], 1, found[0]))  # type: ignore[union-attr]
        else:
            blocks.append(paragraph(run(line) if line else ""))
    definition = level(0, "chineseCounting", "%1、") + level(1, "japaneseCounting", "(%2)", NOTHING)
    return word("".join(blocks), {"numbering": numbering(definition)})


def outline(report: Report) -> list[tuple[int, str, str | None]]:
    return [(part.level, report.quote(part.heading), part.role) for part in report.sections()]


def test_automatic_numbers_give_the_same_report_as_typed_ones(real_text: str, ruleset: Ruleset) -> None:
    reading = read_bytes(by_number(real_text))
    assert reading.text.rstrip("\n") == real_text.rstrip("\n")
    typed, automatic = (parse(source, "报告", ruleset.cues) for source in (Reading(real_text), reading))
    assert outline(automatic) == outline(typed)
    assert len(outline(typed)) > 40
    findings = [
        [(item.rule, item.span, item.quote) for item in check(report, ruleset).findings]
        for report in (typed, automatic)
    ]
    assert findings[0] == findings[1]


@pytest.mark.skipif(not shutil.which("soffice"), reason="没有装 LibreOffice")
def test_numbers_are_those_of_libreoffice(tmp_path: Path) -> None:
    ours = {}
    for at, (name, (body, definitions, _)) in enumerate(LISTS.items()):
        if not name.endswith("*"):
            data = word(body, {"numbering": definitions})
            (tmp_path / f"{at}.docx").write_bytes(data)
            ours[at] = ["".join(line.split()) for line in lines(data)]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, *map(str, tmp_path.glob("*.docx"))], check=True, capture_output=True, timeout=120)
    theirs = {at: (tmp_path / f"{at}.txt").read_text(encoding="utf-8-sig").rstrip("\n").split("\n") for at in ours}
    assert len(ours) > 5
    assert {at: ["".join(line.split()) for line in shown] for at, shown in theirs.items()} == ours


# tracked changes


def test_tracked_figures() -> None:
    data = word(paragraph(TRACKED))
    assert lines(data) == ["全年办理案件1623件。"]
    assert lines(data, "original") == ["全年办理案件1523件。"]
    assert opened(data).reading.notices == (
        "文件里有修订(插入 1 处、删除 1 处):按全部接受修订后的文字检查;要检查修订前的文字,请加 --revisions original",
    )
    assert "按修订前的文字" in opened(data, "original").reading.notices[0]
    assert opened(word(paragraph(run("甲")))).reading.notices == ()


@pytest.mark.parametrize(
    ("body", "accepted", "original"),
    [
        (paragraph(run("甲"), "<w:rPr><w:del/></w:rPr>") + paragraph(run("乙")), ["甲乙"], ["甲", "乙"]),
        (paragraph(run("甲"), "<w:rPr><w:ins/></w:rPr>") + paragraph(run("乙")), ["甲", "乙"], ["甲乙"]),
        (
            paragraph("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", "<w:rPr><w:del/></w:rPr>") + paragraph(run("乙")),
            ["乙"], ["旧", "乙"],
        ),
        (
            paragraph(f"<w:ins>{run('新')}</w:ins>", "<w:rPr><w:ins/></w:rPr>") + paragraph(run("乙")),
            ["新", "乙"], ["乙"],
        ),
        (
            paragraph(f"<w:moveFrom>{run('移')}</w:moveFrom>" + run("甲")) + paragraph(run("乙") + f"<w:moveTo>{run('移')}</w:moveTo>"),
            ["甲", "乙移"], ["移甲", "乙"],
        ),
        (paragraph(f"<w:ins><w:del><w:r><w:delText>废</w:delText></w:r></w:del></w:ins>{run('甲')}"), ["甲"], ["甲"]),
        (paragraph(run("甲"), "<w:rPr><w:del/></w:rPr>"), ["甲"], ["甲"]),
    ],
)  # fmt: skip
def test_tracked_paragraphs(body: str, accepted: list[str], original: list[str]) -> None:
    assert lines(word(body)) == accepted
    assert lines(word(body), "original") == original


def test_a_deleted_mark_before_a_table_joins_nothing() -> None:
    table = f"<w:tbl><w:tr>{cell('甲')}{cell('乙')}</w:tr></w:tbl>"
    body = paragraph(run("前"), "<w:rPr><w:del/></w:rPr>") + table + paragraph(run("后"))
    assert lines(word(body)) == ["前", "| 甲 | 乙 |", "后"]


def test_tracked_rows_and_numbers() -> None:
    row = "<w:tr>{}<w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>"
    table = "".join(
        row.format(mark, paragraph(run(name)), paragraph(run("1")))
        for name, mark in (("甲", ""), ("乙", "<w:trPr><w:ins/></w:trPr>"), ("丙", "<w:trPr><w:del/></w:trPr>"))
    )
    former = '<w:pPrChange><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
    data = word(
        f"<w:tbl>{table}</w:tbl>" + paragraph(run("丁"), number(1) + former), {"numbering": numbering(CHAPTERS)}
    )
    assert lines(data) == ["| 甲 | 1 |", "| 乙 | 1 |", "一、丁"]
    assert lines(data, "original") == ["| 甲 | 1 |", "| 丙 | 1 |", "(一)丁"]


# what stands in paragraphs and around them


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (f'{run("第一行")}<w:r><w:br/></w:r>{run("第二行")}<w:r><w:br w:type="page"/></w:r>', "第一行\n第二行"),
        (f"<w:r><w:br/></w:r>{run('甲')}", "甲"),
        (run("甲") + "<w:r><w:tab/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r>", "甲\t乙\n丙"),
        (run("2021") + "<w:r><w:noBreakHyphen/></w:r>" + run("2025") + "<w:r><w:softHyphen/></w:r>" + run("年"), "2021-2025年"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="宋体" w:char="4E00"/><w:sym w:font="X" w:char="F012"/></w:r>', "√一□"),
        (f'<w:hyperlink r:id="r9">{run("济阳区")}</w:hyperlink>{run("政府")}', "济阳区政府"),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('控件')}</w:sdtContent></w:sdt>{run('外')}", "控件外"),
        (f'<w:smartTag w:element="date">{run("2024年")}</w:smartTag>{run("度")}', "2024年度"),
        (run("显") + run("隐", "<w:vanish/>") + run("示", '<w:vanish w:val="0"/>'), "显示"),
        (f"<w:r><w:ruby><w:rt>{run('fǎ')}</w:rt><w:rubyBase>{run('法')}</w:rubyBase></w:ruby></w:r>{run('治')}", "法治"),
        (run("占") + "<m:oMath><m:r><m:t>90%</m:t></m:r></m:oMath>", "占90%"),
        (run("甲\n乙\u2028丙"), "甲 乙 丙"),
        ("<w:commentRangeStart w:id='0'/><!-- WPS --><?pi x?>" + run("甲") + '<w:r><w:commentReference w:id="0"/></w:r>', "甲"),
        ("<w:proofErr w:type='spellStart'/>" + run("甲") + "<wpsCustomData:x/>", "甲"),
        (field(" DATE ", run("2025年")), "2025年"),
        (f'<w:fldSimple w:instr=" REF a ">{run("见上")}</w:fldSimple>', "见上"),
        (field(" HYPERLINK " + "", field(" REF a ", run("内")) + run("外")), "内外"),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>EQ \\o\\ac(○,3)</w:instrText><w:fldChar w:fldCharType="end"/></w:r>', "③"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("没有完的域") + '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "没有完的域"),
        ('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("甲"), "甲"),
    ],
)  # fmt: skip
def test_paragraph_content(content: str, wanted: str) -> None:
    assert opened(word(paragraph(content))).reading.text == wanted + "\n"


def test_empty_paragraphs_keep_the_line_numbers() -> None:
    assert body_lines(paragraph(run("甲")), paragraph(""), paragraph(run("乙"))) == ["甲", "", "乙"]


def test_text_boxes_stand_before_or_after_their_paragraph_and_once() -> None:
    box = BOX.format(paragraph(run("框")))
    assert body_lines(paragraph(box + run("甲"))) == ["框", "甲"]
    assert body_lines(paragraph(run("甲") + box + run("乙"))) == ["甲乙", "框"]


def test_notes_stand_below_their_paragraph() -> None:
    notes = f'<w:footnote w:id="2">{paragraph(run("数据由区司法局提供。"))}</w:footnote>'
    data = word(
        paragraph(run("办理案件120件") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + run(",同比增长。"))
        + paragraph(run("乙")),
        {"footnotes": part("footnotes", notes)},
    )
    assert lines(data) == ["办理案件120件,同比增长。", "[注] 数据由区司法局提供。", "乙"]


def cell(*contents: str) -> str:
    return f"<w:tc><w:tcPr/>{''.join(paragraph(run(text) if text else '') for text in contents)}</w:tc>"


def test_tables() -> None:
    data = f"<w:tbl><w:tblPr/><w:tr>{cell('一、指标')}{cell('2024年')}</w:tr><w:tr>{cell('办案', '(件)')}{cell('')}</w:tr></w:tbl>"
    assert body_lines(data) == ["| 一、指标 | 2024年 |", "| 办案 (件) |  |"]
    frame = f"<w:tbl><w:tr>{cell('一、主要举措', '正文。')}{cell('')}</w:tr><w:tr>{cell('二、问题')}</w:tr></w:tbl>"
    assert body_lines(frame) == ["一、主要举措", "正文。", "", "二、问题"]
    nested = f"<w:tbl><w:tr><w:tc>{data}</w:tc></w:tr></w:tbl>"
    assert body_lines(nested) == body_lines(data)


def test_a_table_does_not_disturb_the_outline(parsed: Callable[[str], Report]) -> None:
    table = f"<w:tbl><w:tr>{cell('一、指标')}{cell('数')}</w:tr><w:tr>{cell('二、办案')}{cell('120件')}</w:tr></w:tbl>"
    text = "\n".join(
        body_lines(
            *(paragraph(run(line)) for line in ("示例区2025年度法治政府建设报告", "一、主要举措和成效", "情况如下:")),
            table,
            *(paragraph(run(line)) for line in ("二、存在的问题", "执法能力不足。")),
        )
    )
    assert [parsed(text).title_of(chapter) for chapter in parsed(text).chapters] == ["主要举措和成效", "存在的问题"]


def test_the_list_of_contents_is_left_out() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    entry = field(" HYPERLINK x ", run("一、举措\t3"))
    by_field = (
        paragraph(f"{begin}<w:r><w:instrText> TOC \\o </w:instrText></w:r>{separate}{entry}")
        + paragraph(entry)
        + paragraph(end)
        + paragraph(run("一、举措"))
    )
    assert body_lines(by_field) == ["一、举措"]
    control = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    assert body_lines(control.format(paragraph(run("目录")) + paragraph(entry)), paragraph(run("一、举措"))) == [
        "一、举措"
    ]
    by_style = word(
        paragraph(run("一、举措 3"), '<w:pStyle w:val="10"/>') + paragraph(run("一、举措")),
        {"styles": styles(style("10", "toc 1"))},
    )
    assert lines(by_style) == ["一、举措"]


def test_headers_are_read_for_secrecy_and_title_alone() -> None:
    header = part("hdr", paragraph(run("秘密★1年")) + paragraph(run("某某区司法局文件")))
    watermark = '<w:r><w:pict><v:shape><v:textpath string="内部资料"/></v:shape></w:pict></w:r>'
    footer = part("ftr", paragraph(run("— 1 —")) + paragraph(watermark))
    title = paragraph(run("示例区2025年度法治政府建设报告"))
    data = word(title, {"header1": header, "header2": header, "footer1": footer})
    assert lines(data) == ["秘密★1年", "内部资料", "示例区2025年度法治政府建设报告"]
    running = {"header1": part("hdr", title)}
    assert lines(word(title + paragraph(run("正文。")), running)) == ["示例区2025年度法治政府建设报告", "正文。"]
    assert lines(word(paragraph(run("正文。")), running)) == ["示例区2025年度法治政府建设报告", "正文。"]


def test_hidden_by_style_and_joined_by_a_hidden_mark() -> None:
    hidden = style("h", "hidden", kind="character", more="<w:rPr><w:vanish/></w:rPr>")
    body = paragraph(run("甲") + run("隐", '<w:rStyle w:val="h"/>'), "<w:rPr><w:vanish/></w:rPr>") + paragraph(
        run("乙")
    )
    assert lines(word(body, {"styles": styles(hidden)})) == ["甲乙"]


def test_dates_of_the_file_are_not_the_date_of_publication() -> None:
    core = '<cp:coreProperties xmlns:cp="c" xmlns:dcterms="d"><dcterms:created>2020-01-01</dcterms:created></cp:coreProperties>'
    data = word(paragraph(run("甲")))
    assert opened(data).reading.published is None
    assert opened(repacked(data, {"docProps/core.xml": core})).reading.published is None


def repacked(data: bytes, changes: dict[str, str | None]) -> bytes:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts: dict[str, str | bytes | None] = {name: archive.read(name) for name in archive.namelist()}
    parts |= changes
    return zipped({name: content for name, content in parts.items() if content is not None})


@pytest.mark.parametrize("target", ["/word/document.xml", "word\\document.xml", "Word/Document.xml", "缺失.xml"])
def test_other_ways_to_name_the_main_part(target: str) -> None:
    assert lines(word(paragraph(run("甲")), target=target)) == ["甲"]


def test_strict_files() -> None:
    data = word(numbered("甲", 1), {"numbering": numbering(CHAPTERS)})
    strict = {
        name: text.replace("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
        for name, text in xml_parts(data).items()
    }  # fmt: skip
    assert lines(zipped(strict)) == ["一、甲"]


def xml_parts(data: bytes) -> dict[str, str]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


# where characters come from


def test_every_character_knows_its_element() -> None:
    notes = f'<w:footnote w:id="2">{paragraph(run("说明。"))}</w:footnote>'
    body = (
        numbered("举措", 1)
        + paragraph(TRACKED + '<w:r><w:tab/><w:br/></w:r><w:r><w:footnoteReference w:id="2"/></w:r>' + run("又"))
        + f"<w:tbl><w:tr>{cell('甲')}{cell('乙')}</w:tr></w:tbl>"
        + paragraph(BOX.format(paragraph(run("框"))))
    )
    document = opened(word(body, {"numbering": numbering(CHAPTERS), "footnotes": part("footnotes", notes)}))
    text = document.reading.text
    covered = [place for piece in document.pieces for place in range(piece.start, piece.end)]
    assert covered == sorted(set(covered))
    assert set(range(len(text))) - set(covered) <= {place for place, character in enumerate(text) if character == "\n"}
    for piece in document.pieces:
        if local(piece.element) == "t":
            assert piece.element.text == text[piece.start : piece.end]
    figure = document.piece_at(text.index("1623"))
    assert figure is not None
    assert (figure.element.text, attribute(next(figure.element.iterancestors("{*}ins")), "author")) == ("1623", "甲")
    label = document.piece_at(0)
    assert label is not None
    assert (text[label.start : label.end], local(label.element)) == ("一、", "p")
    assert document.piece_at(len(text)) is None
    assert document.roots["word/document.xml"] is figure.element.getroottree().getroot()


# heading styles


HEADINGS = {
    "styles": styles(
        style("1", "heading 1", '<w:outlineLvl w:val="0"/>'),
        style("2", "标题 2"),
        style("3", "正文", '<w:outlineLvl w:val="9"/>', based_on="1"),
        style("T", "Title"),
    )
}


def styled(*pairs: tuple[str, str]) -> bytes:
    return word(
        "".join(paragraph(run(text), f'<w:pStyle w:val="{name}"/>' if name else "") for text, name in pairs), HEADINGS
    )


TITLE = "示例区2025年度法治政府建设报告"
BODY = ("开展培训12次。", "3")


@pytest.mark.parametrize(
    "title", [[], [(TITLE, "")], [(TITLE, "T")], [(TITLE, "1")], [("示例区", "1"), ("2025年度法治政府建设报告", "1")]]
)
def test_styles_make_chapters_where_numbers_are_missing(title: list[tuple[str, str]], ruleset: Ruleset) -> None:
    data = styled(
        *title, ("主要举措和成效", "1"), ("规范执法", "2"), BODY, ("化解争议", "2"), BODY, ("存在的不足", "1"), BODY
    )
    report = parse(read_bytes(data), "报告.docx", ruleset.cues)
    assert outline(report) == [
        (1, "主要举措和成效", "measures"), (2, "规范执法", None), (2, "化解争议", None), (1, "存在的不足", "problems"),
    ]  # fmt: skip
    assert bool(report.title) == bool(title)


def test_a_title_in_the_first_heading_style_puts_chapters_in_the_second(ruleset: Ruleset) -> None:
    data = styled((TITLE, "1"), ("主要举措和成效", "2"), BODY, ("存在的不足", "2"), BODY)
    report = parse(read_bytes(data), "报告.docx", ruleset.cues)
    assert [part[1] for part in outline(report)] == ["主要举措和成效", "存在的不足"]
    assert report.title == TITLE


def test_styled_headings_take_the_rank_of_numbered_ones(ruleset: Ruleset) -> None:
    numbered_too = styled(
        (TITLE, "1"), ("一、主要举措和成效", "1"), ("规范执法", "2"), BODY, ("存在的不足", "1"), BODY, ("三、下一步打算", "1"), BODY
    )  # fmt: skip
    report = parse(read_bytes(numbered_too), "报告.docx", ruleset.cues)
    assert [part[:2] for part in outline(report)] == [
        (1, "一、主要举措和成效"), (2, "规范执法"), (1, "存在的不足"), (1, "三、下一步打算"),
    ]  # fmt: skip
    below = styled(("主要举措和成效", "1"), ("一、规范执法", "2"), BODY, ("存在的不足", "1"), ("一、能力", "2"), BODY)
    report = parse(read_bytes(below), "报告.docx", ruleset.cues)
    assert [part[0] for part in outline(report)] == [1, 2, 1, 2]


def test_a_whole_paragraph_in_a_heading_style_is_no_heading(ruleset: Ruleset) -> None:
    data = styled(("主要举措和成效", "1"), ("开展培训12次,评查案卷120份。", "1"), ("存在的不足", "1"), BODY)
    assert len(parse(read_bytes(data), "报告.docx", ruleset.cues).chapters) == 2


# hostile files


def test_a_password_is_named() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
    with pytest.raises(ReadError, match="密码"):
        read_bytes(data)


GOOD = word(paragraph(run("甲")))
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "'
    + "x" * 50
    + '">]><w:document xmlns:w="w"><w:body>&b;</w:body></w:document>'
)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (GOOD[: len(GOOD) // 2], "损坏"),
        (repacked(GOOD, {"word/document.xml": None}), "没有正文"),
        (repacked(GOOD, {"word/document.xml": "<w:document"}), "损坏"),
        (repacked(GOOD, {"word/document.xml": BOMB}), "外部实体"),
        (repacked(GOOD, {"word/document.xml": BOMB.encode("utf-16").decode("latin-1")}), "损坏|外部实体"),
        (repacked(GOOD, {"word/document.xml": "<a>" * 300 + "</a>" * 300}), "损坏"),
        (repacked(GOOD, {"word/document.xml": "<w:body/>" + "<a/>" * 9}), "损坏"),
        (repacked(GOOD, {"word/document.xml": "<a/>"}), "空的"),
        (word(paragraph("<w:r><w:drawing/></w:r>")), "只有图片"),
    ],
)
def test_damaged_and_hostile_files_are_one_line(data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        read_bytes(data)
    assert "\n" not in str(caught.value)


def test_zip_bombs_are_not_unpacked() -> None:
    with pytest.raises(ReadError, match="解开后超过"):
        read_bytes(repacked(GOOD, {"word/media/a": "0" * 30_000_000}), Limits(unpacked=20_000_000))
    nested = zipped({"a.zip": GOOD, "b.zip": GOOD})
    with pytest.raises(ReadError, match="压缩文件"):
        read_bytes(nested)


def test_too_much_text_is_refused_while_reading() -> None:
    long = level(0, "decimal", "章" * 50_000)
    data = word(numbered("甲", 1) * 2_000, {"numbering": numbering(long)})
    with pytest.raises(ReadError, match="文字太多"):
        read_bytes(data)
    with pytest.raises(ReadError, match="内容太多"):
        read_bytes(word("<w:p/>" * 4_000_001))


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    outside = tmp_path / "styles.xml"
    outside.write_text(styles(style("1", "heading 1")), encoding="utf-8")
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="x/styles" Target="{outside.as_uri()}" TargetMode="External"/>'
        f'<Relationship Id="b" Type="x/numbering" Target="{outside}"/>'
        '<Relationship Id="c" Type="x/footnotes" Target="https://localhost:1/a"/></Relationships>'
    )
    data = repacked(word(paragraph(run("甲"), '<w:pStyle w:val="1"/>')), {"word/_rels/document.xml.rels": relations})
    assert opened(data).reading == Reading("甲\n")


def test_many_paragraphs() -> None:
    data = word(numbered("甲", 1) * 100_000, {"numbering": numbering(CHAPTERS)})
    assert opened(data).reading.text.count("\n") == 100_000


def test_embedded_files_are_told() -> None:
    assert "嵌着另一份文件" in opened(word(paragraph(run("甲")) + '<w:altChunk r:id="r1"/>')).reading.notices[0]
