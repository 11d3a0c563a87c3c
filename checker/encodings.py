"""Tell the encoding of a text that does not say it: UTF-8, GB18030 or UTF-16."""

import codecs
import re

from checker.errors import ReadError

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_USUAL = re.compile(r"[\n\t -~\u3000-\u303f\u4e00-\u9fff\uff00-\uffef\u2010-\u2030\u00b7]")
_FEW = 0.002
_CHARACTER = 4


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode UTF-8, GB18030 or UTF-16, with or without byte order mark.

    Gives the text, and a notice where characters were lost; ReadError where the bytes are no text in these encodings.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _with_few_losses(data[len(bom) :], encoding)
    if b"\x00" in data:
        return _utf16(data), ()
    for encoding in ("utf-8", "gb18030"):
        text = _strictly(data, encoding)
        if text is not None and (encoding == "utf-8" or _looks_chinese(text)):
            return text, ()
    return _with_few_losses(data, "utf-8")


def _strictly(data: bytes, encoding: str) -> str | None:
    """Decode whole, or but for a last character that was cut through; None when that fails."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start < len(data) - _CHARACTER or error.start == 0 or "truncated" not in _reason(error):
            return None
        return data[: error.start].decode(encoding)


def _reason(error: UnicodeDecodeError) -> str:
    return "truncated" if "end of data" in error.reason or "incomplete" in error.reason else error.reason


def _with_few_losses(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    """Decode what can be, where that is nearly all."""
    text = data.decode(encoding, errors="replace")
    lost = text.count("\ufffd")
    if lost > max(1, len(text) * _FEW) or (text and not _looks_chinese(text)):
        raise ReadError("认不出文字编码,不像文本文件;请用记事本另存为 UTF-8 后再检查")
    return text, (f"有 {lost} 处文字损坏,已按“\ufffd”代替,请核对原文",) if lost else ()


def _utf16(data: bytes) -> str:
    """Decode UTF-16 without byte order mark, in the byte order that gives usual characters."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = _strictly(data[: len(data) // 2 * 2], encoding)
        if text is not None and _looks_chinese(text):
            return text
    raise ReadError("这不是文本文件(含二进制内容);请在 Word 或 WPS 中另存为“纯文本”后再检查")


def _looks_chinese(text: str) -> bool:
    sample = text[:20_000]
    return bool(sample) and len(_USUAL.findall(sample)) >= 0.8 * len(sample)
