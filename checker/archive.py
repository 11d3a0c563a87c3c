"""Open zip files of XML parts, as Word and OFD files are, within bounds and without entities."""

import io
import posixpath
import re
import zipfile
import zlib
from lzma import LZMAError
from xml.etree import ElementTree

from checker.errors import ReadError

_DAMAGED = "文件已损坏或没有收全,读不了;请重新复制、下载或另存"
_BROKEN = (zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
_ENCRYPTED_FLAG = 0x1
_MOST_PARTS = 20_000
_DECLARED = re.compile(
    rb"""\A(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,100}?encoding=["'](?P<name>[\w.-]{1,40})["'][^>]{0,100}?\?>"""
)
_MOST_MARKS = 2_000_000
"""Tags and attributes that a part may have: each takes some two hundred bytes once parsed."""
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class Archive:
    """A zip file whose parts together unpack to no more than `most` bytes; part names in any case and with any slash."""

    def __init__(self, data: bytes, most: int) -> None:
        """Open the zip; ReadError where it is damaged, encrypted or would unpack to too much."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN:
            raise ReadError(_DAMAGED) from None
        parts = self._zip.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > most:
            raise ReadError(f"解开后超过 {most // 1_000_000} MB,不像一份报告,没有解开;请确认选对了文件")
        self._parts = {_plain(part.filename): part for part in parts if not part.is_dir()}

    @property
    def names(self) -> tuple[str, ...]:
        """Give the names of the parts, in small letters and with forward slashes."""
        return tuple(self._parts)

    def find(self, name: str, folder: str = "") -> str | None:
        """Give the part that a reference from a folder means: one from the root, beside it, or else under the root."""
        for path in (name if name.startswith(("/", "\\")) else posixpath.join(folder, name), name):
            if _plain(path) in self._parts:
                return _plain(path)
        return None

    def read(self, name: str) -> bytes:
        """Unpack a part; ReadError where it is missing, damaged or encrypted."""
        part = self._parts.get(_plain(name))
        if part is None:
            raise ReadError(_DAMAGED)
        if part.flag_bits & _ENCRYPTED_FLAG:
            raise ReadError("文件加了密,读不了;请先用密码打开,另存为不加密的文件后再检查")
        try:
            return self._zip.read(part)
        except _BROKEN:
            raise ReadError(_DAMAGED) from None

    def xml(self, name: str) -> ElementTree.Element:
        """Parse a part; ReadError where it is no XML, or declares a document type or entities."""
        return parse_xml(self.read(name))


def parse_xml(data: bytes) -> ElementTree.Element:
    """Parse XML; ReadError where it is not well-formed, or declares a document type or entities, or is huge."""
    try:
        return ElementTree.fromstring(checked_xml(data))
    except (ElementTree.ParseError, ValueError, LookupError, MemoryError):
        raise ReadError(_DAMAGED) from None


def checked_xml(data: bytes) -> bytes:
    """Give XML that is safe to parse, in an encoding that parsers know; ReadError for a document type, or too much."""
    if data.count(b"<") + data.count(b"=") > _MOST_MARKS:
        raise ReadError("文件的内容太多,不像一份报告,没有读;请确认选对了文件")
    declared = _DECLARED.match(data)
    if declared and declared["name"].lower() in (b"gbk", b"gb2312", b"gb18030"):
        try:
            data = data[declared.end() :].decode("gb18030").encode()
        except ValueError:
            raise ReadError(_DAMAGED) from None
    if _DOCTYPE.search(data.replace(b"\x00", b"")):
        raise ReadError("文件里有外部实体等不该有的内容,为安全起见没有读;请用 Word、WPS 等重新另存后再检查")
    return data


def _plain(path: str) -> str:
    return posixpath.normpath(path.replace("\\", "/")).lstrip("/").lower()
