"""Turn old Word and WPS files, RTF and ODT into .docx by LibreOffice, where that is installed."""

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from checker.archive import Archive
from checker.errors import ReadError
from checker.reading import Limits

_OLE, _RTF, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf", b"PK\x03\x04"
_WORD_HEADER, _WORD_FLAGS, _ENCRYPTED_FLAG, _SECTOR = b"\xec\xa5", 11, 0x01, 512
_MISSING = "没有找到 LibreOffice,读不了这种文件;请用 Word 或 WPS 打开,另存为 .docx 后再检查"
_ENCRYPTED = "文件设了打开密码,读不了;请先用密码打开,另存为不加密的 .docx 后再检查"
_FAILED = "LibreOffice 打不开这个文件,可能已损坏;请用 Word 或 WPS 打开,另存为 .docx 后再检查"
_OTHERS = (("Workbook", "Excel 表格"), ("PowerPoint Document", "PowerPoint 演示文稿"))
_NOWHERE = "127.0.0.1"
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""No macros, no linked contents, and a proxy that leads nowhere."""


def to_docx(data: bytes, limits: Limits) -> bytes:
    """Give the file as .docx; ReadError where it is encrypted or damaged, LibreOffice is missing or takes too long.

    The work is done in a private temporary folder with a profile of its own, removed at the end.
    """
    suffix = _suffix(data, limits)
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ReadError(_MISSING)
    with tempfile.TemporaryDirectory(prefix="checker-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        source = folder / f"report{suffix}"
        source.write_bytes(data)
        _write_profile(folder / "profile")
        _run(program, source, limits.seconds)
        return _result(folder / "out" / "report.docx", limits)


def _suffix(data: bytes, limits: Limits) -> str:
    """Tell the kind by content; ReadError where it is none of these, or encrypted."""
    if data.startswith(_RTF):
        return ".rtf"
    if data.startswith(_ZIP):
        archive = Archive(data, limits.unpacked)
        manifest = archive.find("META-INF/manifest.xml")
        if manifest and b"encryption-data" in archive.read(manifest):
            raise ReadError(_ENCRYPTED)
        return ".odt"
    if not data.startswith(_OLE) or not _has_stream(data, "WordDocument"):
        raise ReadError(_why_not(data))
    if _is_encrypted(data):
        raise ReadError(_ENCRYPTED)
    return ".doc"


def _why_not(data: bytes) -> str:
    if _has_stream(data, "EncryptedPackage"):
        return _ENCRYPTED
    for stream, name in _OTHERS:
        if _has_stream(data, stream):
            return f"这是 {name},不是报告;请确认选对了文件"
    return _FAILED


def _has_stream(data: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in data


def _is_encrypted(data: bytes) -> bool:
    """Look for the encryption flag in the header of the Word stream, which begins a sector."""
    headers = (start for start in range(_SECTOR, len(data) - 32, _SECTOR) if data.startswith(_WORD_HEADER, start))
    start = next(headers, None)
    return start is not None and bool(data[start + _WORD_FLAGS] & _ENCRYPTED_FLAG)


def _write_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>",
        encoding="utf-8",
    )


def _run(program: str, source: Path, seconds: int) -> None:
    """Convert a file to .docx in the folder out beside it; what runs longer is ended with all that it began."""
    folder = source.parent
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"]
    command += ["--nolockcheck", "--nodefault", "--convert-to", "docx", "--outdir", str(folder / "out"), str(source)]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | {"HOME": str(folder), "TMPDIR": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise ReadError(f"LibreOffice {seconds} 秒没有转换完;请用 Word 或 WPS 打开,另存为 .docx 后再检查") from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def _result(path: Path, limits: Limits) -> bytes:
    if not path.is_file():
        raise ReadError(_FAILED)
    if path.stat().st_size > limits.file:
        raise ReadError(f"转换后超过 {limits.file // 1_000_000} MB,不像一份报告,请确认选对了文件")
    return path.read_bytes()
