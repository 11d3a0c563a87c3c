"""Old Word files and their kin by LibreOffice: what is said without it, and that nothing goes over the network."""

import shutil
import socket
import tempfile
import threading
from pathlib import Path

import pytest

from checker.errors import ReadError
from checker.readers.office import to_docx
from checker.reading import Limits
from tests import formats

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="没有安装 LibreOffice")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
RTF = b"{\\rtf1\\ansi hello}"


def stream(name: str) -> bytes:
    return name.encode("utf-16-le").ljust(512, b"\x00")


def word_header(flags: int) -> bytes:
    return (b"\xec\xa5\xc1\x00".ljust(10, b"\x00") + flags.to_bytes(2, "little")).ljust(512, b"\x00")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (OLE, "可能已损坏"),
        (OLE + stream("EncryptedPackage"), "打开密码"),
        (OLE + word_header(0x0100) + stream("WordDocument"), "打开密码"),
        (OLE + stream("Workbook"), "Excel"),
        (OLE + stream("PowerPoint Document"), "PowerPoint"),
        (formats.zipped({"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "打开密码"),
        (b"PK\x03\x04", "损坏"),
    ],
)
def test_what_cannot_be_read_gives_one_clear_line(data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        to_docx(data, Limits())
    assert "\n" not in str(caught.value)


def test_without_libreoffice_it_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ReadError, match=r"另存为 \.docx"):
        to_docx(RTF, Limits())


@needs_libreoffice
def test_too_slow_is_ended_and_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(ReadError, match="0 秒没有转换完"):
        to_docx(RTF, Limits(seconds=0))
    assert to_docx(RTF, Limits()).startswith(b"PK")
    assert list(tmp_path.iterdir()) == []


@needs_libreoffice
def test_linked_contents_are_not_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        asked: list[bytes] = []
        threading.Thread(target=_listen, args=(server, asked), daemon=True).start()
        assert to_docx(_with_link(server.getsockname()[1]), Limits()).startswith(b"PK")
    assert asked == []


def _listen(server: socket.socket, asked: list[bytes]) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            asked.append(connection.recv(100))


def _with_link(port: int) -> bytes:
    names = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
    }
    spaces = " ".join(f'xmlns:{short}="{name}"' for short, name in names.items())
    picture = f'<draw:frame><draw:image xlink:href="http://127.0.0.1:{port}/a.png" xlink:type="simple"/></draw:frame>'
    return formats.zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f'<office:document-content {spaces} office:version="1.2"><office:body><office:text>'
            f"<text:p>你好{picture}</text:p></office:text></office:body></office:document-content>",
            "META-INF/manifest.xml": '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<m:file-entry m:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/>'
            '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>',
        }
    )
