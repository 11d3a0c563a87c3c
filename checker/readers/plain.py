"""Read plain text and Markdown in the encodings that such files have."""

import re

from checker import encodings
from checker.errors import ReadError
from checker.reading import Limits, Reading

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def read(data: bytes, _limits: Limits) -> Reading:
    """Decode the text and make all line breaks LF; see `checker.encodings.decode`."""
    text, notices = encodings.decode(data)
    if len(_CONTROL.findall(text)) > 0.01 * len(text):
        raise ReadError("这不是文本文件(含二进制内容);请在 Word 或 WPS 中另存为“纯文本”后再检查")
    return Reading(_LINE_BREAKS.sub("\n", text.removeprefix("\ufeff")), notices)
