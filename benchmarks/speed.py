"""Measure speed and memory, each beside what stands next to it in the same run.

Run `python benchmarks/speed.py` in an environment with the project installed. Prints medians of interleaved runs;
the first column of ratios is to `python -c pass`. Where autocorrect-py is installed, it lints the same texts.
"""

import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "济阳区2024.txt"
DRAFT = ROOT / "samples" / "济阳区2025(虚构草稿).txt"
ROUNDS = 15
COPIES = 300
LINE_CATEGORIES = ("figures", "currency", "citation", "language", "disclosure")


def cold() -> None:
    """Time whole processes, interleaved."""
    commands = {
        "python -c pass": ["-c", "pass"],
        "checker --help": ["-m", "checker", "--help"],
        "checker outline": ["-m", "checker", "outline", str(SAMPLE)],
        "checker check": ["-m", "checker", "check", str(SAMPLE)],
        "checker check --baseline": ["-m", "checker", "check", str(DRAFT), "--baseline", str(SAMPLE)],
        "checker check --format json": ["-m", "checker", "check", "--format", "json", str(SAMPLE)],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, arguments in commands.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=False)
            times[name].append(time.perf_counter() - start)
    base = statistics.median(times["python -c pass"])
    print(f"| 冷启动,{ROUNDS} 次中位数 | 毫秒 | 与 python -c pass 之比 |\n|---|---|---|")
    for name, measured in times.items():
        print(f"| {name} | {statistics.median(measured) * 1000:.0f} | {statistics.median(measured) / base:.1f} |")


def perturbed(text: str) -> list[str]:
    """Make copies that differ in their figures, so that nothing can be remembered from one to the next."""
    return [text.replace("2024", str(2020 + copy % 6)).replace("218件", f"{200 + copy}件") for copy in range(COPIES)]


def warm() -> None:
    """Time checking many reports in one process."""
    from checker.engine import check
    from checker.outline import parse
    from checker.ruleset import load

    ruleset = load()
    texts = perturbed(SAMPLE.read_text(encoding="utf-8"))

    def check_text(text: str) -> None:
        check(parse(text, "", ruleset.cues), ruleset)

    def parse_text(text: str) -> None:
        parse(text, "", ruleset.cues)

    line_rules = [rule for rule in ruleset.rules if rule.category in LINE_CATEGORIES]

    def check_lines(text: str) -> None:
        check(parse(text, "", ruleset.cues), ruleset, line_rules)

    print(f"\n| 单进程,{COPIES} 份各不相同的报告 | 份/秒 | 毫秒/份 |\n|---|---|---|")
    jobs: dict[str, Callable[[str], object]] = {
        "解析": parse_text,
        "解析并逐句检查(数字、时效、引用、文字、公开)": check_lines,
        "解析并用全部规则检查": check_text,
    }
    try:
        from autocorrect_py import lint_for  # type: ignore[import-not-found, unused-ignore]

        jobs["autocorrect-py(只查空格和标点)"] = lambda text: lint_for(text, "text")
    except ImportError:
        print("| (没有安装 autocorrect-py,不作比较) | | |")
    for name, job in jobs.items():
        job(texts[0])
        start = time.perf_counter()
        for text in texts:
            job(text)
        each = (time.perf_counter() - start) / len(texts)
        print(f"| {name} | {1 / each:.0f} | {each * 1000:.1f} |")


def compared() -> None:
    """Time comparing two reports that have been read, dictionary loaded, by their length."""
    from checker.outline import parse
    from checker.rule import Context
    from checker.ruleset import load

    ruleset = load()
    comparer = ruleset.facts.comparer
    comparer.words.cut("法治")
    print(
        "\n| 两份报告各多少字 | 认出事项和指标,毫秒 | 对照,毫秒 | 逐处改动,毫秒 | 内存峰值 MiB |\n|---|---|---|---|---|"
    )
    for times in (0, 1, 6, 36):  # the first warms up
        texts = [lengthened(path.read_text(encoding="utf-8"), times) for path in (DRAFT, SAMPLE)]
        contexts = [Context(parse(text, "", ruleset.cues), ruleset.facts, ruleset.profile) for text in texts]
        marks = [time.perf_counter()]
        own, former = (context.edition for context in contexts)
        marks.append(time.perf_counter())
        comparison = comparer.compare(own, former)
        marks.append(time.perf_counter())
        comparer.with_edits(comparison, own.report)
        marks.append(time.perf_counter())
        if times == 0:
            continue
        took = " | ".join(f"{(end - start) * 1000:.0f}" for start, end in pairwise(marks))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"| {'、'.join(f'{len(text):,}' for text in texts)} | {took} | {peak:.0f} |")


def lengthened(text: str, times: int) -> str:
    """Repeat the chapter of measures, its figures changed each time."""
    start = re.search(r"^[二三]、.*举措", text, re.MULTILINE)
    end = re.search(r"^[三四]、", text[start.end() :], re.MULTILINE) if start else None
    if start is None or end is None:
        return text
    body = text[start.end() : start.end() + end.start()]
    more = "".join(re.sub(r"\d+", lambda found: str(int(found[0]) + extra), body) for extra in range(1, times))  # noqa: B023
    return text[: start.end() + end.start()] + more.lstrip() + text[start.end() + end.start() :]


def growth() -> None:
    """Time and memory of one process by the length of the text."""
    text = SAMPLE.read_text(encoding="utf-8")
    print("\n| 字数 | 毫秒(整个进程) | 内存峰值 MiB |\n|---|---|---|")
    code = "import sys; sys.argv = ['checker', 'check', sys.argv[1]]; from checker.cli import main; main()"
    measure = "import resource, sys\nprint(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    program = f"import atexit\natexit.register(lambda: exec({measure!r}))\n{code}"
    for times in (1, 4, 16, 64, 256):
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
            file.write("\n".join([text] * times))
            file.flush()
            start = time.perf_counter()
            done = subprocess.run(
                [sys.executable, "-c", program, file.name], capture_output=True, text=True, check=False
            )
            took = time.perf_counter() - start
        print(f"| {len(text) * times:,} | {took * 1000:.0f} | {int(done.stderr.split()[-1]) / 1024:.0f} |")


if __name__ == "__main__":
    cold()
    growth()  # before this process grows: what it starts is measured with what it held
    warm()
    compared()
    print(f"\n本进程内存峰值 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
