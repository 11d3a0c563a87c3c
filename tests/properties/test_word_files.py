"""What must hold of any Word file."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.readers.docx import Document, open_document
from checker.reading import Limits, Revisions
from checker.wordml import local
from tests.word_files import CHAPTERS, numbered, numbering, paragraph, part, run, styles, word
from tests.word_files import style as word_style

MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff\u2028\u2029"), max_size=8)  # fmt: skip
TRACKED = ("keep", "ins", "del")
LABELS = ("一二三四五六七八九十", "123456789")

_MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
_INLINE = st.sampled_from(
    [
        *(_MARK.format(kind) for kind in ("begin", "separate", "end")),
        "<w:r><w:instrText>TOC</w:instrText></w:r>", "<w:r><w:instrText> REF a</w:instrText></w:r>", "<w:r><w:br/></w:r>",
        "<w:r><w:tab/></w:r>", '<w:r><w:footnoteReference w:id="1"/></w:r>', '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>',
        "<w:bookmarkStart/>", "<!-- x -->", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>",
    ]
) | WORDS.map(run)  # fmt: skip
_WRAPS = st.sampled_from(
    [
        ("", ""), ("<w:ins>", "</w:ins>"), ("<w:del>", "</w:del>"), ("<w:moveFrom>", "</w:moveFrom>"), ("<w:hyperlink>", "</w:hyperlink>"),
        ("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"), ('<w:fldSimple w:instr="TOC">', "</w:fldSimple>"),
        ("<mc:AlternateContent><mc:Choice>", "</mc:Choice><mc:Fallback/></mc:AlternateContent>"),
    ]
)  # fmt: skip
_PROPERTIES = st.sampled_from(
    [
        "", '<w:numPr><w:numId w:val="1"/></w:numPr>', '<w:numPr><w:ilvl w:val="5"/><w:numId w:val="1"/></w:numPr>', "<w:rPr><w:del/></w:rPr>",
        "<w:rPr><w:ins/></w:rPr>", "<w:rPr><w:vanish/></w:rPr>", '<w:pStyle w:val="1"/>', '<w:pStyle w:val="2"/>', '<w:outlineLvl w:val="1"/>',
    ]
)  # fmt: skip


def wrapped(content: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.builds(lambda ends, inner: ends[0] + "".join(inner) + ends[1], _WRAPS, st.lists(content, max_size=4))


_PARAGRAPHS = st.builds(paragraph, wrapped(st.recursive(_INLINE, wrapped, max_leaves=6)), _PROPERTIES)


def around(blocks: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    inner = st.lists(blocks, min_size=1, max_size=3).map("".join)
    table = st.lists(st.lists(inner, max_size=3), max_size=3).map(
        lambda rows: "".join(
            [
                "<w:tbl>",
                *(f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows),
                "</w:tbl>",
            ]
        )
    )
    box = inner.map(lambda content: paragraph(f"<w:r><w:pict><w:txbxContent>{content}</w:txbxContent></w:pict></w:r>"))
    return table | box


BODIES = st.lists(st.recursive(_PARAGRAPHS, around, max_leaves=5), max_size=5).map("".join)
PARTS = {
    "numbering": numbering(CHAPTERS),
    "styles": styles(word_style("1", "heading 1"), word_style("2", "toc 1")),
    "footnotes": part("footnotes", f'<w:footnote w:id="1">{paragraph(run("注"))}</w:footnote>'),
}
REVISIONS: st.SearchStrategy[Revisions] = st.sampled_from(["accepted", "original"])


def opened(body: str, revisions: Revisions = "accepted") -> Document:
    return open_document(word(body + paragraph(run("末")), PARTS), Limits(), revisions)


@MANY
@given(BODIES, REVISIONS)
def test_pieces_cover_the_text_in_order(body: str, revisions: Revisions) -> None:
    document = opened(body, revisions)
    text, at = document.reading.text, 0
    for piece in document.pieces:
        assert set(text[at : piece.start]) <= {"\n"}
        assert at <= piece.start < piece.end
        if local(piece.element) in ("t", "delText"):
            assert text[piece.start : piece.end] == piece.element.text
        at = piece.end
    assert set(text[at:]) <= {"\n"}
    assert all(offset == 0 or text[offset - 1] == "\n" for offset in document.reading.levels)


@MANY
@given(st.lists(WORDS, min_size=1), st.integers(0, 8))
def test_paragraphs_come_back_however_they_are_cut_into_runs(texts: list[str], cut: int) -> None:
    body = "".join(paragraph(run(text[:cut]) + run(text[cut:])) for text in texts)
    assert opened(body).reading.text == "".join(text + "\n" for text in (*texts, "末"))


@MANY
@given(st.lists(st.tuples(st.lists(st.tuples(st.sampled_from(TRACKED), WORDS)), st.sampled_from(TRACKED)), min_size=1))
def test_accepting_gives_the_new_text_and_rejecting_the_old(told: list[tuple[list[tuple[str, str]], str]]) -> None:
    body = "".join(paragraph("".join(change(*piece) for piece in pieces), mark_of(mark)) for pieces, mark in told)
    views: tuple[tuple[Revisions, str], ...] = (("accepted", "del"), ("original", "ins"))
    for revisions, left_out in views:
        wanted = "".join(
            "".join(text for kind, text in pieces if kind != left_out) + ("" if mark == left_out else "\n")
            for pieces, mark in told
        )
        assert opened(body, revisions).reading.text == wanted + "末\n"


def change(kind: str, text: str) -> str:
    if kind == "keep":
        return run(text)
    return f"<w:{kind}>{run(text).replace('w:t>', 'w:delText>').replace('<w:t ', '<w:delText ') if kind == 'del' else run(text)}</w:{kind}>"


def mark_of(kind: str) -> str:
    return "" if kind == "keep" else f"<w:rPr><w:{kind}/></w:rPr>"


@MANY
@given(st.lists(st.integers(0, 2), min_size=1, max_size=9))
def test_numbers_count_within_the_level_above(levels: list[int]) -> None:
    counts = [0, 0, 0]
    wanted = ""
    for level in levels:
        counts = [counts[at] + (at == level) if at <= level else 0 for at in range(3)]
        counts = [max(count, 1) if at < level else count for at, count in enumerate(counts)]
        shown = LABELS[level == 2][counts[level] - 1]
        wanted += (f"{shown}、", f"({shown})", f"{shown}.")[level] + "x\n"
    assert opened("".join(numbered("x", 1, level) for level in levels)).reading.text == wanted + "末\n"
