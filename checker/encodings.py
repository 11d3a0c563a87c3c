"""Tell the encoding of a text that does not say it: UTF-8, GB18030 or UTF-16."""

import codecs
import re
from dataclasses import dataclass, replace

from checker.errors import ReadError

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_USUAL = re.compile(r"[\n\t -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2010-\u2030\u00b7]")
_FEW = 0.002
_CHARACTER = 4


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with what its bytes were: byte order mark, encoding, and a last character that was cut through.

    `notices` say where characters were lost; the bytes cannot be made again then.
    """

    text: str
    encoding: str
    mark: bytes = b""
    rest: bytes = b""
    notices: tuple[str, ...] = ()

    def encode(self, text: str) -> bytes:
        """Write another text in the same way."""
        return self.mark + text.encode(self.encoding) + self.rest


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode UTF-8, GB18030 or UTF-16, with or without byte order mark.

    Gives the text, and a notice where characters were lost; ReadError where the bytes are no text in these encodings.
    """
    decoded = recognise(data)
    return decoded.text, decoded.notices


def recognise(data: bytes) -> Decoded:
    """Decode, and tell how the text was encoded; see decode."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _with_few_losses(data[len(mark) :], encoding, mark)
    if b"\x00" in data:
        return _utf16(data)
    for encoding in ("utf-8", "gb18030"):
        decoded = _strictly(data, encoding)
        if decoded is not None and (encoding == "utf-8" or _looks_chinese(decoded.text)):
            return decoded
    return _with_few_losses(data, "utf-8", b"")


def _strictly(data: bytes, encoding: str) -> Decoded | None:
    """Decode whole, or but for a last character that was cut through; None when that fails."""
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        if error.start < len(data) - _CHARACTER or error.start == 0 or "truncated" not in _reason(error):
            return None
        return Decoded(data[: error.start].decode(encoding), encoding, rest=data[error.start :])


def _reason(error: UnicodeDecodeError) -> str:
    return "truncated" if "end of data" in error.reason or "incomplete" in error.reason else error.reason


def _with_few_losses(data: bytes, encoding: str, mark: bytes) -> Decoded:
    """Decode what can be, where that is nearly all."""
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    if lost > max(1, len(text) * _FEW) or (text and not _looks_chinese(text)):
        raise ReadError("认不出文字编码,不像文本文件;请用记事本另存为 UTF-8 后再检查")
    notices = (f"有 {lost} 处文字损坏,已按“\ufffd”代替,请核对原文",) if lost else ()
    return Decoded(text, encoding, mark, notices=notices)


def _utf16(data: bytes) -> Decoded:
    """Decode UTF-16 without byte order mark, in the byte order that gives usual characters."""
    even = len(data) // 2 * 2
    for encoding in ("utf-16-le", "utf-16-be"):
        decoded = _strictly(data[:even], encoding)
        if decoded is not None and _looks_chinese(decoded.text):
            return replace(decoded, rest=decoded.rest + data[even:])
    raise ReadError("这不是文本文件(含二进制内容);请在 Word 或 WPS 中另存为“纯文本”后再检查")


def _looks_chinese(text: str) -> bool:
    sample = text[:20_000]
    return bool(sample) and len(_USUAL.findall(sample)) >= 0.8 * len(sample)
