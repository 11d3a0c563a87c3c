"""OFD files of every habit give the same text; what cannot be read gives one clear line."""

from collections.abc import Iterator
from itertools import accumulate

import pytest

from checker.archive import Archive, parse_xml
from checker.errors import ReadError
from checker.readers.ofd import read
from checker.reading import Limits
from tests import formats

TEXTS = formats.paragraphs()
SENTENCE = "全年评查行政执法案卷120份,办理行政复议案件56件。"


def parts(*objects: str, pages: str = "Pages/Page_0/Content.xml", space: str = formats._OFD) -> dict[str, str]:
    """Give the parts of an OFD of one page."""
    return {
        "OFD.xml": f"<ofd:OFD {space}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document {space}><ofd:Pages><ofd:Page BaseLoc="{pages}"/></ofd:Pages></ofd:Document>',
        "Doc_0/Pages/Page_0/Content.xml": f"<ofd:Page {space}><ofd:Content><ofd:Layer>{''.join(objects)}</ofd:Layer></ofd:Content></ofd:Page>",
    }


def text_object(text: str = SENTENCE, more: str = "", code: str = 'X="0" Y="5"') -> str:
    return f'<ofd:TextObject Boundary="20 50 160 6" Size="5" {more}><ofd:TextCode {code}>{text}</ofd:TextCode></ofd:TextObject>'


def one_by_one(text: str) -> Iterator[str]:
    """Give an object to each character, the last one first."""
    ends = list(accumulate(5 * formats.character_width(character) for character in text))
    for character, left in reversed(list(zip(text, [0.0, *ends], strict=False))):
        yield text_object(character).replace('Boundary="20 ', f'Boundary="{20 + left} ')


def text_of(given: dict[str, str]) -> str:
    return read(formats.zipped(given), Limits()).text


@pytest.mark.parametrize("folder", ["Doc_0", "文档一", "Doc_0/深层/更深"])
@pytest.mark.parametrize("root", ["", "./", "root"])
def test_folders_and_paths(folder: str, root: str) -> None:
    data = formats.ofd(TEXTS, folder=folder, root=f"/{folder}/" if root == "root" else root)
    assert read(data, Limits()).text.split("\n") == TEXTS


@pytest.mark.parametrize(
    "given",
    [
        parts(text_object()),
        parts(text_object(), space='xmlns:ofd="http://www.ofdspec.org"'),
        parts(text_object(), pages="\\Doc_0\\Pages\\Page_0\\Content.xml"),
        parts(text_object(), pages="Doc_0/Pages/Page_0/Content.xml"),
        parts(text_object(), pages="pages/page_0/CONTENT.XML"),
        parts("<ofd:PageBlock><ofd:PageBlock>", text_object(), "</ofd:PageBlock></ofd:PageBlock>"),
        parts(text_object(more='CTM="0.5 0 0 0.5 3 3"')),
        parts(text_object(code='X="0" Y="5" DeltaX="g 99999999 5"')),
        parts(text_object(code='X="0" Y="5" DeltaX="x y g"')),
        parts(text_object(), text_object("内部资料", 'CTM="0.7 0.7 -0.7 0.7 0 0"'), text_object("看不见", 'Visible="false"')),
        parts(text_object(), "</ofd:Layer><ofd:Layer Type='Background'>", text_object("底纹")),
        parts(*one_by_one(SENTENCE)),
    ],
)  # fmt: skip
def test_habits_of_writers(given: dict[str, str]) -> None:
    assert text_of(given) == SENTENCE


def test_gbk() -> None:
    given = parts(text_object())
    out = {name: f'<?xml version="1.0" encoding="GBK"?>{text}' for name, text in given.items()}
    assert parse_xml(out["Doc_0/Pages/Page_0/Content.xml"].encode("gbk")).tag.endswith("Page")


def test_a_signature_is_told() -> None:
    given = parts(text_object())
    given["OFD.xml"] = given["OFD.xml"].replace(
        "</ofd:DocBody>", "<ofd:Signatures>S.xml</ofd:Signatures></ofd:DocBody>"
    )
    assert "签章" in read(formats.zipped(given), Limits()).notices[0]


PICTURE = '<ofd:ImageObject ID="3" Boundary="0 0 210 297"/>'
BOMB = '<!DOCTYPE a [<!ENTITY a "字"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (formats.zipped(parts(PICTURE)), "扫描件"),
        (formats.zipped(parts(text_object()) | {"Encryptions.xml": "<a/>"}), "加了密"),
        (formats.zipped(parts(text_object(), pages="没有.xml")), "损坏"),
        (formats.zipped({"OFD.xml": "<a/>"}), "损坏"),
        (formats.zipped({"a.xml": "<a/>"}), "损坏"),
        (formats.zipped(parts("<")), "损坏"),
        (formats.zipped(parts(text_object()) | {"OFD.xml": BOMB + "<a>&b;</a>"}), "实体"),
        (formats.ofd(TEXTS)[:5000], "损坏"),
        (b"PK\x03\x04", "损坏"),
        (formats.zipped({"OFD.xml": " " * 300_000}), "超过 0 MB"),
    ],
)
def test_what_cannot_be_read_gives_one_clear_line(data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        read(data, Limits(unpacked=200_000))
    assert "\n" not in str(caught.value)


def test_limits() -> None:
    with pytest.raises(ReadError, match="超过 3 页"):
        read(formats.ofd(TEXTS), Limits(pages=3))
    with pytest.raises(ReadError, match="太长"):
        read(formats.ofd(TEXTS), Limits(characters=1000))


def test_utf16_hides_no_entities() -> None:
    with pytest.raises(ReadError, match="实体"):
        parse_xml((f'<?xml version="1.0" encoding="UTF-16"?>{BOMB}<a/>').encode("utf-16"))


def test_a_part_that_says_less_than_it_unpacks_to() -> None:
    data = bytearray(formats.zipped({"a": "字" * 1000}))
    entry = data.index(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (10).to_bytes(4, "little")
    with pytest.raises(ReadError, match="损坏"):
        Archive(bytes(data), 100).read("a")
