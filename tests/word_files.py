"""Write Word files for tests: by hand where Word's or WPS's own ways matter, small and the same each time."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wpsCustomData="http://www.wps.cn/officeDocument/2013/wpsCustomData"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def run(text: str, properties: str = "") -> str:
    """Write a run of text."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    """Write a paragraph of XML content; text goes through `run`."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


def numbered(content: str, list_id: int, level: int = 0) -> str:
    """Write a paragraph of text that Word numbers."""
    return paragraph(run(content), number(list_id, level))


def number(list_id: int, level: int = 0) -> str:
    """Write the property that numbers a paragraph."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def level(place: int, fmt: str, text: str, more: str = "", start: int = 1) -> str:
    """Write a level of a list definition; what sets the number off stands in `more`."""
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{more}'
        f"<w:lvlText w:val={quoteattr(text)}/></w:lvl>"
    )


NOTHING = '<w:suff w:val="nothing"/>'
CHAPTERS = (
    level(0, "chineseCounting", "%1、", NOTHING)
    + level(1, "chineseCounting", "(%2)", NOTHING)
    + level(2, "decimal", "%3.", NOTHING)
)


def numbering(*definitions: str, lists: Sequence[tuple[int, int, str]] = ()) -> str:
    """Write numbering.xml: definitions from 0 on, a list for each with the id one higher, and further lists.

    A further list is its id, its definition and what it overrides.
    """
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{at}">{text}</w:abstractNum>' for at, text in enumerate(definitions)
    )
    usual = [(at + 1, at, "") for at in range(len(definitions))]
    nums = "".join(
        f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{at}"/>{more}</w:num>'
        for list_id, at, more in (*usual, *lists)
    )
    return f"<w:numbering {_NAMESPACES}>{abstract}{nums}</w:numbering>"


def styles(*entries: str) -> str:
    """Write styles.xml."""
    return f"<w:styles {_NAMESPACES}>{''.join(entries)}</w:styles>"


def style(
    style_id: str, name: str, properties: str = "", based_on: str = "", kind: str = "paragraph", more: str = ""
) -> str:
    """Write a style; `properties` are its paragraph's."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{base}<w:pPr>{properties}</w:pPr>{more}</w:style>'


def part(name: str, content: str) -> str:
    """Write another part: header, footer, footnotes."""
    return f"<w:{name} {_NAMESPACES}>{content}</w:{name}>"


def word(body: str, parts: Mapping[str, str] | None = None, *, target: str = "word/document.xml") -> bytes:
    """Write a Word file of a body; `parts` go by name: numbering, styles, footnotes, header1 …"""
    others = parts or {}
    relations = "".join(
        f'<Relationship Id="r{at}" Type="{R}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for at, name in enumerate(others)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{MAIN}.document.main+xml"/>'
        + "".join(
            f'<Override PartName="/word/{name}.xml" ContentType="{MAIN}.{name.rstrip("0123456789")}+xml"/>'
            for name in others
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r1" Type="{R}/officeDocument" Target="{target}"/></Relationships>',
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
        **{f"word/{name}.xml": text for name, text in others.items()},
    }
    return zipped(
        {name: '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + text for name, text in files.items()}
    )


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """Write a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()
