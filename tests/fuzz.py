"""Read damaged files of every kind: each must give a text or one clear line, soon, and never bring the process down.

`python -m tests.fuzz [FILES] [KIND ...]` damages one report in FILES ways (2,000 unless told) for each kind, and prints a
table. A file is damaged by its number alone, so that a fault can be had again. Files that LibreOffice converts are left
out: a second each is too slow.
"""

import io
import multiprocessing
import random
import re
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection

from checker.errors import ReadError
from checker.readers import pdf, read_bytes
from checker.reading import Limits, Reading
from tests import formats

SECONDS = 10.0
KINDS = ("txt", "html", "docx", "pdf", "ofd")
TOKENS = (
    b"\x00", b"\xff", b"\xff\xfe", b"<", b">", b"</", b"<!--", b"<![CDATA[", b"<div>", b"<table><tr><td>", b"</body>", b"&#x0;",
    b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<br>", b"\"", b"'", b"<<", b">>", b"endobj", b"stream", b"endstream", b"1 0 R", b"6 0 R",
    b"2147483648", b"-1", b"99999999999999999999", b"1e308", b"NaN", b"inf", b"/Kids [2 0 R]", b"/Rotate 90", b"/Count 99999",
    b"PK\x03\x04", b"PK\x01\x02", b"g 999999999 1", b"CTM=\"0 0 0 0 0 0\"", b"../../", "一、".encode(), "\ud800".encode("utf-8", "surrogatepass"),
)  # fmt: skip
_TELLING = re.compile("document|numbering|Content", re.IGNORECASE)
_NUMBER = re.compile(rb"\d+(?:\.\d+)?")
NUMBERS = (
    b"0",
    b"-1",
    b"1e308",
    b"2147483648",
    b"99999999999999999999",
    b"NaN",
    b"inf",
    b"65536",
    b"0.0000001",
    b"7 7",
)


def seeds() -> dict[str, bytes]:
    """Give a sound file of each kind."""
    texts = formats.paragraphs()[:12]
    return {
        "txt": "\n".join(texts).encode(),
        "html": formats.html_trs(texts),
        "docx": formats.docx_numbered(texts),
        "pdf": formats.pdf(texts),
        "ofd": formats.ofd(texts),
    }


def damaged(data: bytes, number: int) -> bytes:
    """Damage a file in the way of a number; a zip file mostly in one of its parts."""
    chance = random.Random(number)
    if data.startswith(b"PK") and chance.random() < 0.8:
        return _damage_part(data, chance)
    return _damage(data, chance)


def _damage_part(data: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    telling = [name for name in sorted(parts) if _TELLING.search(name)]
    hit = chance.choice(telling if chance.random() < 0.7 else sorted(parts))
    if chance.random() < 0.1:
        del parts[hit]
    else:
        parts[hit] = _damage(parts[hit], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return out.getvalue()


def _damage(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        start = chance.randrange(len(damaged) + 1)
        end = min(len(damaged), start + int(chance.paretovariate(0.7)))
        match chance.randrange(8):
            case 0:
                damaged[start:end] = chance.randbytes(end - start)
            case 1:
                del damaged[start:end]
            case 2:
                damaged[start:start] = chance.choice(TOKENS) * chance.choice((1, 1, 1, 3, 50))
            case 3:
                damaged[start:end] = chance.choice(TOKENS)
            case 4:
                damaged[start:start] = damaged[start:end] * chance.choice((1, 2, 30))
            case 5:
                del damaged[chance.choice((start, len(damaged))) :]
            case _:
                if number := _NUMBER.search(damaged, start):
                    damaged[number.start() : number.end()] = chance.choice(NUMBERS)
    return bytes(damaged[:2_000_000])


def outcome(read: Callable[[bytes], Reading], data: bytes) -> str:
    """Say how reading ends: read, refused in one line, or a fault with its place."""
    try:
        reading = read(data)
    except ReadError as error:
        return "refused" if "\n" not in str(error) else f"more than a line: {error}"
    except BaseException:  # what is sought is anything that is no ReadError
        return "fault: " + " | ".join(traceback.format_exc().strip().splitlines()[-3:])
    sound = list(reading.pages) == sorted(reading.pages) and all(page <= len(reading.text) for page in reading.pages)
    return "read" if sound and "\r" not in reading.text else "fault: pages or line breaks"


def read_apart(data: bytes) -> Reading:
    """Read a file in this process, which is one apart already: to begin another for each PDF takes too long."""
    return pdf.read_here(data, Limits()) if data.startswith(b"%PDF") else read_bytes(data)


def _work(kind: str, numbers: range, pipe: Connection) -> None:
    data = seeds()[kind]
    pipe.send(None)
    for number in numbers:
        file = damaged(data, number)
        began = time.perf_counter()
        pipe.send((outcome(read_apart, file), time.perf_counter() - began))


def run(kind: str, count: int) -> Iterator[tuple[int, str, float]]:
    """Yield number, outcome and seconds of each damaged file; a process that dies or hangs is an outcome too."""
    context = multiprocessing.get_context("spawn")
    number = 0
    while number < count:
        here, there = context.Pipe(duplex=False)
        worker = context.Process(target=_work, args=(kind, range(number, count), there))
        worker.start()
        there.close()
        here.recv()  # the worker is ready
        for result in _results(here):
            yield (number, *result)
            number += 1
        worker.kill()
        worker.join()
        if number < count:
            yield number, f"fault: process ended ({worker.exitcode}) or hung", SECONDS
            number += 1


def _results(pipe: Connection) -> Iterator[tuple[str, float]]:
    try:
        while pipe.poll(SECONDS):
            yield pipe.recv()
    except EOFError:
        return


def main(count: int, kinds: list[str]) -> int:
    """Print the table; 1 where there was a fault."""
    faults = 0
    print("| 格式 | 损坏的文件 | 读出 | 一行说明 | 出错 | 最慢(毫秒) |\n|---|---|---|---|---|---|")
    for kind in kinds:
        results = list(run(kind, count))
        ends = Counter(end if end in ("read", "refused") else "fault" for _, end, _ in results)
        slowest = max(seconds for _, _, seconds in results) * 1000
        print(f"| {kind} | {len(results)} | {ends['read']} | {ends['refused']} | {ends['fault']} | {slowest:.0f} |")
        for number, end, _ in results:
            if end not in ("read", "refused"):
                faults += 1
                print(f"{kind} {number}: {end}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    sys.exit(main(int(arguments[0]) if arguments else 2000, arguments[1:] or list(KINDS)))
