"""Measure reading of each format, side by side in one run: time for one report, time and memory for a long one.

Run `python -m benchmarks.formats` in a development environment. LibreOffice is measured where it is installed.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from checker.readers import office, read_bytes
from checker.reading import Limits
from tests import formats

ROUNDS = 15
TIMES = 100
OLD_KINDS = ("doc", "odt", "rtf")


def _text(texts: list[str]) -> bytes:
    return "\n".join(texts).encode()


WRITERS: dict[str, Callable[[list[str]], bytes]] = {
    "txt": _text,
    "html": formats.html_trs,
    "docx": formats.docx,
    "pdf": formats.pdf,
    "ofd": formats.ofd,
}


def one_report() -> None:
    """Time reading of one report, the formats in turn."""
    files = {kind: write(formats.paragraphs()) for kind, write in WRITERS.items()}
    times: dict[str, list[float]] = {kind: [] for kind in files}
    for _ in range(ROUNDS + 1):  # the first one loads the libraries
        for kind, data in files.items():
            times[kind].append(_seconds(read_bytes, data))
    print(f"| 一份报告,{ROUNDS} 次中位数 | 文件 KB | 毫秒 | 第一次(含载入库)毫秒 |\n|---|---|---|---|")
    for kind, measured in times.items():
        first, *warm = (f"{seconds * 1000:.1f}" for seconds in (measured[0], statistics.median(measured[1:])))
        print(f"| {kind} | {len(files[kind]) / 1000:.0f} | {warm[0]} | {first} |")
    for kind, data in formats.by_libreoffice(formats.docx(formats.paragraphs()), OLD_KINDS).items():
        measured = [_seconds(lambda data: office.to_docx(data, Limits()), data) for _ in range(3)]
        print(
            f"| {kind}(由 LibreOffice 转换,3 次) | {len(data) / 1000:.0f} | {statistics.median(measured) * 1000:.0f} | |"
        )


def _seconds(read: Callable[[bytes], object], data: bytes) -> float:
    began = time.perf_counter()
    read(data)
    return time.perf_counter() - began


def long_report() -> None:
    """Time and memory of a process that reads a report of many copies."""
    texts = formats.paragraphs() * TIMES
    print(f"\n| {sum(map(len, texts)):,} 字 | 文件 KB | 毫秒 | 内存峰值 MiB | 不读文件时 MiB |\n|---|---|---|---|---|")
    for kind, write in WRITERS.items():
        with tempfile.NamedTemporaryFile() as file:
            file.write(data := write(texts))
            file.flush()
            took, peak = _measured(file.name)
            print(f"| {kind} | {len(data) / 1000:,.0f} | {took:.0f} | {peak} | {_measured('')[1]} |")


def _measured(path: str) -> tuple[float, int]:
    """Give milliseconds of reading and MiB at the peak of a new process or one below it (Linux); without a path of loading."""
    code = (
        "import re, resource, sys, time\nfrom pathlib import Path\nfrom checker.readers import read_bytes\n"
        "began = time.perf_counter()\nif sys.argv[1]: read_bytes(Path(sys.argv[1]).read_bytes())\n"
        "took = time.perf_counter() - began\n"
        "peak = re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]\n"
        "below = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\n"
        "print(took * 1000, max(int(peak), below) // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    took, peak = done.stdout.split()
    return float(took), int(peak)


if __name__ == "__main__":
    if not (Path.cwd() / "tests").is_dir():
        sys.exit("请在项目文件夹里运行:python -m benchmarks.formats")
    one_report()
    long_report()
