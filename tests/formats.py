"""Write one report in every format that is read, small and the same each time.

`python -m tests.formats FOLDER` writes them all to look at. LibreOffice makes .doc, .odt, .rtf and a PDF of its own
from the .docx, where it is installed.
"""

import io
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import SAMPLES

PER_ROW, PER_PAGE = 28, 22
SIZE, PITCH, LEFT, TOP, HEIGHT = 16.0, 29.0, 79.0, 105.0, 842.0
RUNNING_HEAD = "济阳区人民政府文件汇编"
NAVIGATION = "".join(f'<li><a href="/c{number}">栏目{number}</a></li>' for number in range(60))
RELATED = "".join(
    f'<li><a href="/r{number}">{2010 + number}年某某区法治政府建设年度报告</a><span>2025-01-{number + 1:02}</span></li>'
    for number in range(12)
)
HEAD = (
    f'<div class="header"><form><input value="请输入关键字"><button>搜索</button></form><ul class="nav">{NAVIGATION}</ul></div>'
    '<div class="position">当前位置:<a href="/">首页</a> &gt; <a href="/z">政务公开</a> &gt; 法治政府建设</div>'
)
FOOT = '<div class="footer">版权所有:某某区人民政府 网站标识码:3701250001 鲁ICP备05000001号。建议使用新版浏览器。</div>'


def paragraphs() -> list[str]:
    """Give the paragraphs of the 2024 sample: the title, the line of source and date, the report."""
    text = (SAMPLES / "济阳区2024.txt").read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip()]


@dataclass(frozen=True)
class Row:
    """A printed row: its text, how far it is moved in, in characters, and its number on the page."""

    text: str
    indent: float
    number: int


def typeset(texts: Sequence[str]) -> list[list[Row]]:
    """Break paragraphs into pages of rows as a 公文 is set: 22 rows of 28 characters, first rows moved in by two."""
    rows: list[tuple[str, float]] = []
    for text in texts:
        for number, part in enumerate(_break(text)):
            rows.append((part, 0.0 if number else 2.0))
    return [
        [Row(text, indent, number) for number, (text, indent) in enumerate(rows[first : first + PER_PAGE])]
        for first in range(0, len(rows), PER_PAGE)
    ]


def _break(text: str) -> Iterator[str]:
    """Break a paragraph where a row is full; no row begins with a closing mark or inside a number."""
    start, room = 0, PER_ROW - 2.0
    while start < len(text):
        end, width = start, 0.0
        while end < len(text) and width + character_width(text[end]) <= room:
            width += character_width(text[end])
            end += 1
        while start < end < len(text) and (text[end] in ",。、;:!?”)》%," or _inside_number(text, end)):
            end -= 1
        yield text[start:end].strip()
        start, room = end, float(PER_ROW)


def _inside_number(text: str, place: int) -> bool:
    return text[place - 1].isascii() and text[place].isascii() and text[place - 1 : place + 1].isalnum()


def character_width(character: str) -> float:
    """Give the width of a character, in Chinese ones."""
    return 0.5 if character.isascii() else 1.0


def pdf(texts: Sequence[str], *, numbers: str = "— {} —", head: str = RUNNING_HEAD) -> bytes:
    """Write a PDF with a font that need not be embedded, running heads and page numbers."""
    contents = []
    for page, rows in enumerate(typeset(texts), 1):
        shown = [(LEFT + row.indent * SIZE, TOP + row.number * PITCH, SIZE, row.text) for row in rows]
        shown += [(230.0, 50.0, 10.5, head), (280.0, 790.0, 14.0, numbers.format(page))]
        contents.append("\n".join(_show(*place) for place in shown if place[3]))
    return pdf_of([content.encode() for content in contents])


def _show(left: float, top: float, size: float, text: str) -> str:
    return f"BT /F1 {size} Tf {left} {HEIGHT - top - size} Td <{text.encode('utf-16-be').hex()}> Tj ET"


def pdf_of(contents: Sequence[bytes]) -> bytes:
    """Write a PDF of A4 pages from their content streams."""
    kids = " ".join(f"{5 + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UTF16-H /DescendantFonts [4 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor << /Type /FontDescriptor "
        b"/FontName /STSong-Light /Flags 4 /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 "
        b"/CapHeight 880 /StemV 80 >> >>",
    ]
    for number, content in enumerate(contents):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {HEIGHT:.0f}] /Contents {6 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _pdf_file(objects)


def _pdf_file(objects: Sequence[bytes]) -> bytes:
    out, places = bytearray(b"%PDF-1.6\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{out.rindex(b'xref')}\n%%EOF\n".encode()
    return bytes(out)


_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(texts: Sequence[str], *, folder: str = "Doc_0", root: str = "") -> bytes:
    """Write an OFD, its running head in a template, its page numbers on the pages, a stamp and a remark beside them."""
    pages = typeset(texts)
    listed = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="{root}Pages/Page_{number}/Content.xml"/>' for number in range(len(pages))
    )
    parts = {
        "OFD.xml": f'<ofd:OFD {_OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo>'
        f"<ofd:DocRoot>{folder}/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        f"{folder}/Document.xml": f"<ofd:Document {_OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 595 842</ofd:PhysicalBox>"
        f'</ofd:PageArea><ofd:TemplatePage ID="99" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData><ofd:Pages>{listed}'
        "</ofd:Pages><ofd:Annotations>Annots/Annotations.xml</ofd:Annotations></ofd:Document>",
        f"{folder}/Tpls/Tpl_0/Content.xml": _ofd_page([(230.0, 50.0, 10.5, RUNNING_HEAD)]),
        f"{folder}/Annots/Annotations.xml": f"<ofd:Annotations {_OFD}><ofd:TextCode>批注:请核对</ofd:TextCode></ofd:Annotations>",
    }
    for number, rows in enumerate(pages):
        shown = [(LEFT + row.indent * SIZE, TOP + row.number * PITCH, SIZE, row.text) for row in rows]
        shown += [(280.0, 790.0, 14.0, f"- {number + 1} -")]
        parts[f"{folder}/Pages/Page_{number}/Content.xml"] = _ofd_page(shown)
    return zipped(parts)


def _ofd_page(shown: Sequence[tuple[float, float, float, str]]) -> str:
    objects = "".join(_ofd_text(*place) for place in reversed(shown))  # reading order is told by places alone
    return f'<ofd:Page {_OFD}><ofd:Template TemplateID="99"/><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>'


def _ofd_text(left: float, top: float, size: float, text: str) -> str:
    widths = [size * character_width(character) for character in text]
    deltas = " ".join(map(str, widths[:-1]))
    if len(set(widths[:-1])) == 1 and len(widths) > 3:
        deltas = f"g {len(widths) - 1} {widths[0]}"
    return (
        f'<ofd:TextObject Boundary="{left} {top} {sum(widths)} {size}" Size="{size}" Font="1">'
        f'<ofd:TextCode X="0" Y="{size}" DeltaX="{deltas}">{_escaped(text)}</ofd:TextCode></ofd:TextObject>'
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def zipped(parts: dict[str, str]) -> bytes:
    """Write a zip file of text parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def html_trs(texts: Sequence[str]) -> bytes:
    """Write a page of the TRS content system: meta tags, a table of particulars, TRS_Editor."""
    title, line, *body = map(_escaped, texts)
    names = {"ArticleTitle": title, "PubDate": "2025-02-14 16:21", "ContentSource": "济阳区司法局"}
    metas = "".join(f'<meta name="{name}" content="{value}">' for name, value in names.items())
    table = (
        "<table class='xxgk'><tr><td>索引号:</td><td>11370125/2025-00001</td><td>发布机构:</td><td>济阳区司法局</td></tr>"
        "<tr><td>发布日期:</td><td>2025-02-14</td><td>有效性:</td><td>有效</td></tr></table>"
    )
    text = "".join(f'<p style="text-indent: 2em"><span>&emsp;&emsp;{part}</span></p>\n' for part in body)
    return _page(
        f'{table}<h1>{title}</h1><div class="info">{line}</div><div class="TRS_Editor"><style>p{{color:#000}}</style>{text}</div>'
        f'<div class="share">分享到:<a href="#">微信</a></div><div class="related"><h3>相关链接</h3><ul>{RELATED}</ul></div>',
        f"<title>{title} 某某区人民政府</title>{metas}<script>var text = '一、不是正文。';</script>",
    )


def html_breaks(texts: Sequence[str]) -> bytes:
    """Write a page in GB2312 whose article is one <div> with line breaks, the title in <title> alone."""
    title, line, *body = map(_escaped, texts)
    text = "<br><br>".join("\u3000\u3000" + part for part in body)
    return _page(
        f'<div class="info">{line}</div><div id="zoom"><div>{text}</div></div><ul>{RELATED}</ul>',
        f"<title>{title}_某某区人民政府</title>",
        charset="gb2312",
    )


def html_table(texts: Sequence[str]) -> bytes:
    """Write a page laid out by tables, its paragraphs cut by <span>, with hidden copies."""
    title, line, *body = map(_escaped, texts)
    text = "".join(f"<p><font face=仿宋>{part[:9]}<b>{part[9:20]}</b>{part[20:]}</font>" for part in body)
    return _page(
        f"<table><tr><td width=200><ul>{RELATED}</ul></td><td><table><tr><td align=center><b>{title}</b></td></tr>"
        f"<tr><td>{line}</td></tr><tr><td>{text}<div style='display:none'>{text}</div></td></tr></table></td></tr></table>"
    )


def html_wechat(texts: Sequence[str]) -> bytes:
    """Write an article of a WeChat account as it is saved: sections of spans, hidden until scripts run."""
    title, _, *body = map(_escaped, texts)
    text = "".join(
        f'<section><span leaf="">{part[:7]}</span><strong><span>{part[7:20]}</span></strong><span>{part[20:]}</span></section>'
        for part in body
    )
    page = (
        f'<html><head><meta charset="utf-8"><meta property="og:title" content="{title}"></head><body><div id="img-content">'
        f'<h1 id="activity-name">\n\n{title}\n</h1><div class="rich_media_meta_list"><a id="js_name">济阳司法</a>'
        f'<em id="publish_time">2025-02-14 16:21</em></div><div id="js_content" style="visibility: hidden; opacity: 0;">'
        f'<section>{text}</section></div></div><div id="js_pc_qr_code" style="display: none">微信扫一扫关注该公众号。</div></body></html>'
    )
    return page.encode()


def _page(article: str, head: str = "", charset: str = "utf-8") -> bytes:
    page = (
        f'<!DOCTYPE html><html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}">{head}</head>'
        f'<body>{HEAD}<div class="main">{article}</div>{FOOT}</body></html>'
    )
    return page.encode("gb18030" if charset == "gb2312" else charset)


def docx(texts: Sequence[str]) -> bytes:
    """Write a Word file: a title in the middle, paragraphs moved in by two characters."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document = Document()
    for number, text in enumerate(texts):
        paragraph = document.add_paragraph(text)
        paragraph.runs[0].font.size = Pt(16)
        if number == 0:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        else:
            paragraph.paragraph_format.first_line_indent = Pt(32)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def docx_numbered(texts: Sequence[str]) -> bytes:
    """Write a Word file whose 一、 and (一) are automatic numbers, the second kind begun anew in each chapter."""
    from docx import Document
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = Document()
    numbering = document.part.numbering_part.element
    opening, closing = _brackets(texts)
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/></w:lvl>'
        for level, shown in enumerate(("%1、", f"{opening}%2{closing}"))
    )
    space = nsdecls("w")
    numbering.insert(0, parse_xml(f'<w:abstractNum {space} w:abstractNumId="77">{levels}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {space} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for text in texts:
        found = _NUMBER.match(text)
        paragraph = document.add_paragraph(text[found.end() :] if found else text)
        if found:
            level = 1 if found["section"] else 0
            number = f'<w:numPr {space}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>'
            properties: Any = paragraph._p.get_or_add_pPr()
            properties.append(parse_xml(number))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


_NUMBER = re.compile(r"(?:[一二三四五六七八九十]+、|(?P<section>[((][一二三四五六七八九十]+[))]))")


def _brackets(texts: Sequence[str]) -> tuple[str, str]:
    """Give the brackets that the report sets around the numbers of its sections."""
    found = next(found for text in texts if (found := _NUMBER.match(text)) and found["section"])
    return found["section"][0], found["section"][-1]


def docx_wps(texts: Sequence[str]) -> bytes:
    """Write a Word file as WPS does: runs of few characters, typed blanks for indents, empty paragraphs, marks between."""
    body = "<w:p/>".join(f"<w:p>{_wps_runs(text)}</w:p>" for text in texts)
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    main_part = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="{main_part}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="rId1" Type="{office}" Target="/word/document.xml"/></Relationships>',
            "word/document.xml": f'<w:document xmlns:w="{word}" xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData">'
            f"<w:body>{body}<w:sectPr/></w:body></w:document>",
        }
    )


def _wps_runs(text: str) -> str:
    """Cut a paragraph into short runs, some in a smart tag or a content control, with marks and a bookmark between."""
    parts = [_escaped(text[start : start + 7]) for start in range(0, len(text), 7)]
    runs = [
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{part}</w:t></w:r>'
        for part in parts
    ]
    runs[0] = (
        f'<w:r><w:t xml:space="preserve">\u3000\u3000</w:t></w:r><w:bookmarkStart w:id="0" w:name="_GoBack"/>{runs[0]}'
    )
    runs[-1] = (
        f'<w:smartTag w:element="x"><w:proofErr w:type="spellStart"/>{runs[-1]}</w:smartTag><w:bookmarkEnd w:id="0"/>'
    )
    if len(runs) > 2:
        runs[1] = f"<w:sdt><w:sdtContent>{runs[1]}</w:sdtContent></w:sdt><w:r><w:lastRenderedPageBreak/></w:r>"
    return "".join(runs)


def by_libreoffice(data: bytes, kinds: Sequence[str]) -> dict[str, bytes]:
    """Convert a Word file to other formats; nothing where LibreOffice is not installed."""
    program = shutil.which("soffice")
    if program is None:
        return {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "report.docx").write_bytes(data)
        for kind in kinds:
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            command = [program, profile, "--headless", "--convert-to", kind, "--outdir", name, f"{name}/report.docx"]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        return {kind: (folder / f"report.{kind}").read_bytes() for kind in kinds}


WRITERS: dict[str, Callable[[Sequence[str]], bytes]] = {
    "docx": docx,
    "numbered.docx": docx_numbered,
    "wps.docx": docx_wps,
    "trs.html": html_trs,
    "breaks.html": html_breaks,
    "table.html": html_table,
    "wechat.html": html_wechat,
    "pdf": pdf,
    "ofd": ofd,
}


def main(folder: Path) -> None:
    """Write the report in every format into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = paragraphs()
    files = {name: write(texts) for name, write in WRITERS.items()}
    for kind, data in by_libreoffice(files["docx"], ("doc", "odt", "rtf", "pdf")).items():
        files[f"libreoffice.{kind}"] = data
    for name, data in files.items():
        (folder / f"report.{name}").write_bytes(data)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
