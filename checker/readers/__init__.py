"""Find report files, tell their kind by content, and read each into one text."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.errors import ReadError
from checker.reading import Limits, Reading, Revisions

if TYPE_CHECKING:
    from checker.archive import Archive

SUFFIXES = (
    ".docx", ".doc", ".wps", ".rtf", ".odt", ".pdf", ".ofd", ".html", ".htm", ".txt", ".text", ".md", ".markdown",
)  # fmt: skip
_MAGICS = ((b"\xd0\xcf\x11\xe0", "office"), (b"{\\rtf", "office"), (b"%PDF", "pdf"))
_HTML = re.compile(
    rb"(?:\s|<\?xml[^>]*>|(?><!--.*?-->))*+<(?:!doctype\s+html|html|head|body|meta|title)\b", re.I | re.S
)
_BEGINNING = 4096
_NOT_REPORTS = (
    (re.compile(rb"Rar!|7z\xbc\xaf|\x1f\x8b"), "压缩文件,请解开后检查里面的报告"),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0{4}|II\*\0|MM\0\*", re.S), "图片,没有文字;请找 Word 原稿,或先用文字识别(OCR)软件转成文字"),
    (re.compile(rb"(?:.*\n){0,9}?MIME-Version:", re.I), "网页归档(.mht);请用浏览器打开,另存为网页(.html)"),
    (re.compile(rb"\s*<\?xml(?s:.)*?(?:<\?mso-application|<pkg:package|<w:wordDocument)"), "XML 格式的 Word 文件;请用 Word 或 WPS 打开,另存为 .docx"),
)  # fmt: skip


def find_reports(path: Path) -> Iterator[Path]:
    """Yield the file itself, or the reports in a folder and below, hidden and lock files left out, in order."""
    if not path.is_dir():
        yield path
        return
    for found in sorted(path.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in found.relative_to(path).parts)
        if found.suffix.lower() in SUFFIXES and not hidden and found.is_file():
            yield found


def read_file(path: Path, limits: Limits | None = None, revisions: Revisions = "accepted") -> Reading:
    """Read a report file; ReadError says why it cannot be read."""
    limits = limits or Limits()
    if not path.exists():
        raise ReadError("没有这个文件,请检查路径和文件名")
    if not path.is_file():
        raise ReadError("这不是普通文件,读不了")
    try:
        with path.open("rb") as stream:
            data = stream.read(limits.file + 1)
    except OSError as error:
        raise ReadError(f"读不了({error.strerror}),请检查权限,或先关闭占用它的程序") from None
    return read_bytes(data, limits, revisions)


def read_bytes(data: bytes, limits: Limits | None = None, revisions: Revisions = "accepted") -> Reading:
    """Read the bytes of a report, whatever its name says it is; `revisions` counts for Word files."""
    limits = limits or Limits()
    if len(data) > limits.file:
        raise ReadError(f"文件超过 {_size(limits.file)},不像一份报告,请确认选对了文件")
    reading = _read(data, kind_of(data, limits), limits, revisions)
    if len(reading.text) > limits.characters:
        raise ReadError(f"文字超过 {limits.characters:,} 字,不像一份报告,请确认选对了文件")
    if not reading.text.strip():
        raise ReadError("文件是空的,没有可检查的文字")
    return reading


def kind_of(data: bytes, limits: Limits) -> str:
    """Name the reader of a file by its content: docx, ofd, office, pdf, html or plain; ReadError for another kind."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from checker.archive import Archive

        return _kind_of_archive(Archive(data, limits.unpacked))
    beginning = data[:_BEGINNING].removeprefix(b"\xef\xbb\xbf")
    for pattern, name in _NOT_REPORTS:
        if pattern.match(beginning):
            raise ReadError(f"这是{name}后再检查")
    magic = (kind for magic, kind in _MAGICS if beginning.lstrip().startswith(magic))
    is_html = _HTML.match(beginning.removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").replace(b"\0", b""))
    return next(magic, "html" if is_html else "plain")


def _kind_of_archive(archive: "Archive") -> str:
    if archive.find("ofd.xml"):
        return "ofd"
    if archive.find("mimetype") and archive.read("mimetype").startswith(b"application/vnd.oasis.opendocument.text"):
        return "office"
    folders = {name.partition("/")[0] for name in archive.names}
    if "word" in folders or ("[content_types].xml" in folders and not folders & {"xl", "ppt"}):
        return "docx"
    for folder, name in (("xl", "Excel 表格"), ("ppt", "PowerPoint 演示文稿")):
        if folder in folders:
            raise ReadError(f"这是 {name},不是报告;请确认选对了文件")
    raise ReadError("这是压缩文件,里面不是一份文档;请解开后检查里面的报告")


def _read(data: bytes, kind: str, limits: Limits, revisions: Revisions) -> Reading:
    if kind == "office":
        data, kind = _module("office").to_docx(data, limits), "docx"
    if kind == "docx":
        word: Reading = _module("docx").open_document(data, limits, revisions).reading
        return word
    reading: Reading = _module(kind).read(data, limits)
    return reading


def _module(kind: str) -> Any:
    """Import a reader on use; what it builds on may be missing."""
    try:
        return import_module(f"checker.readers.{kind}")
    except ImportError as error:
        raise ReadError(f"读这种文件要用的部件({error.name})没有装好,请重新安装本工具") from None


def _size(count: int) -> str:
    return f"{count / 1_000_000:g} MB"
