"""Find report files, and read each into plain text."""

from collections.abc import Iterator
from pathlib import Path

from checker.errors import ReadError
from checker.readers.plain import decode
from checker.reading import Reading

SUFFIXES = (".txt", ".md", ".markdown", ".text")
LARGEST = 20_000_000
"""Bytes that a report file may have; a report has about fifteen thousand."""
_OTHER_KINDS = (
    (b"PK\x03\x04", "Word(.docx)、WPS、OFD 或压缩文件"),
    (b"\xd0\xcf\x11\xe0", "旧版 Word 或 WPS 文件(.doc、.wps)"),
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文件"),
)


def find_reports(path: Path) -> Iterator[Path]:
    """Yield the file itself, or the reports in a folder and below, hidden and lock files left out, in order."""
    if not path.is_dir():
        yield path
        return
    for found in sorted(path.rglob("*")):
        hidden = any(part.startswith((".", "~$")) for part in found.relative_to(path).parts)
        if found.suffix.lower() in SUFFIXES and not hidden and found.is_file():
            yield found


def read_file(path: Path) -> Reading:
    """Read a report file; ReadError says why it cannot be read."""
    if not path.exists():
        raise ReadError("没有这个文件,请检查路径和文件名")
    if not path.is_file():
        raise ReadError("这不是普通文件,读不了")
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise ReadError(f"读不了({error.strerror}),请检查权限,或先关闭占用它的程序") from None
    return read_bytes(data)


def read_bytes(data: bytes) -> Reading:
    """Read the bytes of a report; see read_file."""
    if len(data) > LARGEST:
        raise ReadError(f"文件超过 {LARGEST // 1_000_000} MB,不像一份报告,请确认选对了文件")
    for magic, name in _OTHER_KINDS:
        if data.startswith(magic):
            raise ReadError(f"这是{name},目前只能读纯文本(.txt、.md);请在 Word 或 WPS 中另存为“纯文本”后再检查")
    reading = decode(data)
    if not reading.text.strip():
        raise ReadError("文件是空的,没有可检查的文字")
    return reading
