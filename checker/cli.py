"""The command line: parse options, build what they ask for, run it, and write where they say."""

import gc
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from checker import __version__, outputs
from checker.renderers import CHECK_FORMATS, DIFF_FORMATS, WITH_EDITS

if TYPE_CHECKING:
    from checker.known import Known
    from checker.result import Run
    from checker.run import Source
    from checker.settings import Settings

_SEVERITIES = ["error", "warning", "info"]
_UNUSABLE = 2
_NO_REPORT = "没有找到报告:请指明报告文件(Word、WPS、PDF、OFD、网页或纯文本),或放有这些文件的文件夹"


class _Group(click.Group):
    """A group that turns our own errors into one line and exit code 2."""

    def invoke(self, ctx: click.Context) -> Any:
        from checker.errors import CheckerError

        try:
            return super().invoke(ctx)
        except CheckerError as error:
            _fail(str(error))


def _fail(message: str) -> NoReturn:
    click.echo(f"错误:{message}", err=True)
    sys.exit(_UNUSABLE)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="checker", message="%(prog)s %(version)s")
def main() -> None:
    """检查法治政府建设年度报告:缺什么、错在哪里、怎么改、依据是什么,并打分。"""
    gc.set_threshold(100_000, 50, 50)  # rules are many small objects that live to the end
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _names(_context: click.Context, _parameter: click.Parameter, value: str | None) -> list[str]:
    return [name.strip() for name in (value or "").split(",") if name.strip()]


def _ruleset_options(command: Callable[..., None]) -> Callable[..., None]:
    profile = click.option(
        "--profile", metavar="模板", help="报告类别:four-chapter(默认)、general、department、township。"
    )
    rules = click.option("--rules", "rules_path", type=click.Path(path_type=Path), help="自己的规则文件或文件夹。")
    return profile(rules(command))


def _revisions_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option("--revisions", type=click.Choice(["accepted", "original"]),
                        help="Word 修订:按全部接受后的文字读,还是按修订前的原文读。  [default: accepted]")(command)  # fmt: skip


@main.command()
@click.argument("reports", nargs=-1, metavar="报告...")
@_ruleset_options
@click.option("--baseline", metavar="上年报告", help="上年报告:逐项对照,查沿用的文字、没有交代的计划、突变的数字。")
@_revisions_option
@click.option("--year", type=click.IntRange(2000, 2100), help="报告年度;不写则从标题和正文判断。")
@click.option("--select", callback=_names, metavar="规则,...", help="只用这些规则或类别。")
@click.option("--ignore", callback=_names, metavar="规则,...", help="不用这些规则或类别。")
@click.option(
    "-f", "--format", "formats", multiple=True, type=click.Choice(list(CHECK_FORMATS)), help="输出格式,可写多次。"
)
@click.option("-o", "--output", "files", multiple=True, type=click.Path(path_type=Path),
              help="写到文件,依次对应各 --format;不写则打印。")  # fmt: skip
@click.option("--fail-on", type=click.Choice([*_SEVERITIES, "never"]),
              help="有这一级或更严重的结果,退出码为 1。  [default: error]")  # fmt: skip
@click.option("--min-score", type=click.FloatRange(0, 100), help="得分低于此数,退出码为 1。")
@click.option("--fail-below-baseline", is_flag=True, default=None,
              help="得分低于上年报告(按同样的规则),退出码为 1。")  # fmt: skip
@click.option("--annotate", metavar="批注稿.docx", type=click.Path(path_type=Path),
              help="把结果写成 Word 批注,另存为这个文件(报告须是一份 .docx)。")  # fmt: skip
@click.option("--show", type=click.Choice(_SEVERITIES), help="文字输出显示到哪一级。  [default: info]")
@click.option("--known", type=click.Path(path_type=Path), help="已接受的结果(YAML):不算错误,不扣分,只计数。")
@click.option("--no-known", is_flag=True, help="不理会已接受的结果,全部显示。")
@click.option("--write-known", type=click.Path(path_type=Path), metavar="FILE",
              help="把现有的结果都记入此文件,作为已接受的;已在其中的不动。")  # fmt: skip
@click.option("--config", type=click.Path(path_type=Path), help="设置文件;不写则用离报告最近的 checker.yaml。")
@click.option("--show-config", is_flag=True, help="只显示用的是哪些设置、从哪里来,不检查。")
@click.option("--stdin-name", default="标准输入", show_default=True, help="报告写作 - 时显示的名字。")
def check(reports: Sequence[str], formats: Sequence[str], files: Sequence[Path], **options: Any) -> None:
    """检查一份或多份报告。

    报告可以是文件、文件夹(查找其中的 Word、WPS、PDF、OFD、网页、纯文本文件),或 -(从标准输入读)。

    退出码:0 没有问题;1 有错误或得分不够;2 用法、规则有误或报告读不了;3 没有找到报告。
    """
    from checker import run, settings

    targets = outputs.pair(formats, files)
    if not reports and not options["show_config"]:
        raise click.UsageError("请指明报告:文件、文件夹,或 -(从标准输入读)")
    paths = [*run.expand(path for path in reports if path != "-"), *(["-"] if "-" in reports or not reports else [])]
    given = _given(options)
    by_file = settings.groups(paths, options["config"])
    in_force = {file: settings.resolve(file, given) for file in by_file}
    if options["show_config"]:
        click.echo(_told(by_file, in_force), nl=False)
        return
    if not paths:
        click.echo(_NO_REPORT, err=True)
        sys.exit(run.NO_REPORT)
    groups = [
        (in_force[file], [_source(path, options["stdin_name"], in_force[file]) for path in named])
        for file, named in by_file.items()
    ]
    edits = bool(WITH_EDITS & {name for name, _ in targets})
    known = [None if options["no_known"] else _known(wanted, options["write_known"]) for wanted, _ in groups]
    runs = [_check(*group, entries, edits=edits) for group, entries in zip(groups, known, strict=True)]
    done = run.merge(runs, [options["stdin_name"] if path == "-" else path for path in paths])
    if options["annotate"]:
        sources = [source for _, group in groups for source in group]
        outputs.put_bytes(run.annotated(sources, done), options["annotate"], paths)
    outputs.write(done, targets, CHECK_FORMATS, show=groups[0][0]["show"])
    if options["write_known"]:
        _write_known(done, options["write_known"])
    sys.exit(run.exit_code(done))


_SETTINGS = (
    "baseline", "profile", "rules", "select", "ignore", "year", "revisions", "fail-on", "fail-below-baseline",
    "min-score", "show", "known",
)  # fmt: skip


def _given(options: Mapping[str, Any]) -> dict[str, Any]:
    """Give the settings that stand on the command line."""
    names = {key: key.replace("-", "_") for key in _SETTINGS} | {"rules": "rules_path"}
    return {key: options[name] for key, name in names.items() if options[name] not in (None, [])}


def _told(by_file: Mapping[Path | None, Sequence[str]], in_force: Mapping[Path | None, "Settings"]) -> str:
    """Say what is in force for which reports."""
    parts = []
    for file, paths in by_file.items():
        named = "、".join(path for path in paths if path != "-")
        head = [f"# {named}"] if named else []
        parts.append("\n".join([*head, f"# 设置文件:{file or '(没有)'}", *in_force[file].lines()]))
    return "\n\n".join(parts) + "\n"


def _check(wanted: "Settings", sources: Sequence["Source"], known: "Known | None", *, edits: bool) -> "Run":
    """Check the reports that the same settings are for."""
    from checker import run
    from checker.ruleset import load

    ruleset = load(wanted["rules"], wanted["profile"])
    rules = run.select(ruleset.rules, wanted["select"], wanted["ignore"])
    fail_on = None if wanted["fail-on"] == "never" else wanted["fail-on"]
    threshold = run.Threshold(fail_on, wanted["min-score"], wanted["fail-below-baseline"])
    baseline = replace(sources[0], path=str(wanted["baseline"]), data=None) if wanted["baseline"] else None
    return run.check_all(sources, ruleset, rules, threshold, wanted["year"], baseline, edits=edits, known=known)


def _write_known(done: "Run", path: Path) -> None:
    from checker.known import with_findings
    from checker.yaml_file import read_text

    existing = read_text(path) if path.exists() else None
    outputs.put(with_findings(existing, path, done), path, outputs.read_from(done))


@main.command()
@click.argument("baseline", metavar="上年报告")
@click.argument("report", metavar="报告")
@_ruleset_options
@click.option(
    "-f", "--format", "formats", multiple=True, type=click.Choice(list(DIFF_FORMATS)), help="输出格式,可写多次。"
)
@click.option("-o", "--output", "files", multiple=True, type=click.Path(path_type=Path),
              help="写到文件,依次对应各 --format;不写则打印。")  # fmt: skip
def diff(
    baseline: str,
    report: str,
    profile: str | None,
    rules_path: Path | None,
    formats: Sequence[str],
    files: Sequence[Path],
) -> None:
    """对照两年的报告:新写了什么、少了什么、上年的计划有没有交代、数字怎样变、沿用了多少。

    退出码与 check 相同,只看对照上年的规则。
    """
    from checker import run
    from checker.engine import YEAR_ON_YEAR
    from checker.ruleset import load

    targets = outputs.pair(formats, files)
    wanted = _in_force(report, profile=profile, rules=rules_path)
    ruleset = load(wanted["rules"], wanted["profile"])
    rules = run.select(ruleset.rules, [YEAR_ON_YEAR, *(rule.id for rule in ruleset.rules if rule.gate)], [])
    old, new = (_source(path, "标准输入", wanted) for path in (baseline, report))
    done = run.check_all([new], ruleset, rules, run.Threshold(), None, old, edits=True)
    outputs.write(done, targets, DIFF_FORMATS)
    sys.exit(run.exit_code(done))


@main.command()
@click.argument("report", metavar="报告")
@_ruleset_options
@click.option("-o", "--output", metavar="文件", type=click.Path(path_type=Path),
              help="改好的另存为这个文件;纯文本不写则打印。")  # fmt: skip
@click.option("--unsafe", is_flag=True, help="要看上下文的也改,改后请逐处核对。")
@click.option("--diff", "show_diff", is_flag=True, help="只显示会改哪些地方,不写文件。")
def fix(
    report: str, profile: str | None, rules_path: Path | None, output: Path | None, unsafe: bool, show_diff: bool
) -> None:
    """改正能直接改的错字、用语、标点:.txt、.md 直接改,.docx 改成修订,可逐处接受或拒绝。

    不写在原文件上;退出码:0 完成;2 用法有误或报告读不了。
    """
    from checker import run
    from checker.errors import ReadError
    from checker.ruleset import load

    try:
        wanted = _in_force(report, profile=profile, rules=rules_path, revisions="accepted")
        ruleset = load(wanted["rules"], wanted["profile"])
        fixed = run.fixed(_source(report, "标准输入", wanted), ruleset, _known(wanted), unsafe=unsafe)
    except ReadError as error:
        _fail(f"{report}: {error}")
    if show_diff:
        click.echo(fixed.differences(report), nl=False)
    elif output:
        outputs.put_bytes(fixed.data, output, [report])
    elif Path(report).suffix.lower() == ".docx":
        _fail("改 .docx 请用 --output 指明另存的文件,或用 --diff 先看会改哪些地方")
    else:
        click.echo(fixed.after, nl=False)
    left = f";另有 {fixed.left} 处要看上下文,可用 --unsafe 一并改" if fixed.left else ""
    click.echo(f"{'会改' if show_diff else '改了'} {fixed.changed} 处{left}", err=True)


@main.command()
@click.argument("report", metavar="报告")
@click.option("-f", "--format", "output_format", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--year", type=click.IntRange(2000, 2100), help="报告年度;不写则从标题和正文判断。")
@_revisions_option
def outline(report: str, output_format: str, year: int | None, revisions: Any) -> None:
    """显示报告的章节、各章属于哪一部分、各有多少字。"""
    from checker.errors import ReadError
    from checker.outline import parse
    from checker.renderers import json_output, text_output
    from checker.ruleset import load_cues

    wanted = _in_force(report, revisions=revisions, year=year)
    source = _source(report, "标准输入", wanted)
    try:
        reading = source.read()
    except ReadError as error:
        _fail(f"{source.path}: {error}")
    parsed = parse(reading, source.path, load_cues(), year=wanted["year"])
    _notify(source.path, reading.notices)
    if output_format == "json":
        click.echo(json_output.outline(parsed), nl=False)
    else:
        outputs.print_lines(text_output.outline_lines(parsed))


@main.command()
@click.argument("reports", nargs=-1, required=True, metavar="报告...")
@click.option(
    "-f", "--format", "output_format", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True
)
@_revisions_option
def indicators(reports: Sequence[str], output_format: str, revisions: Any) -> None:
    """列出报告里的数字:名称、数、单位、位置。"""
    from checker import run
    from checker.errors import ReadError
    from checker.outline import parse
    from checker.renderers import indicator_output
    from checker.rule import Context
    from checker.ruleset import load

    ruleset = load()
    found: list[indicator_output.Row] = []
    code = run.NO_REPORT
    paths = [*run.expand(path for path in reports if path != "-"), *(["-"] if "-" in reports else [])]
    for source in (_source(path, "标准输入", _in_force(path, revisions=revisions)) for path in paths):
        try:
            reading = source.read()
        except ReadError as error:
            click.echo(f"{source.path}: {error}", err=True)
            code = run.UNUSABLE
            continue
        code = run.CLEAN if code == run.NO_REPORT else code
        _notify(source.path, reading.notices)
        context = Context(parse(reading, source.path, ruleset.cues), ruleset.facts, ruleset.profile)
        found += indicator_output.rows(context)
    render = {"text": indicator_output.as_text, "csv": indicator_output.as_csv, "json": indicator_output.as_json}
    if code == run.NO_REPORT:
        click.echo(_NO_REPORT, err=True)
    else:
        click.echo(render[output_format](found), nl=False)
    sys.exit(code)


def _notify(path: str, notices: Sequence[str]) -> None:
    for notice in notices:
        click.echo(f"{path}: 注意:{notice}", err=True)


def _in_force(report: str, **given: Any) -> "Settings":
    """Give the settings for one report, what was given on the command line over its checker.yaml."""
    from checker import settings

    asked = {key: value for key, value in given.items() if value is not None}
    return settings.resolve(settings.nearest(Path(report)), asked)


def _source(path: str, stdin_name: str, wanted: "Settings") -> "Source":
    """Give the report that a path names; standard input under its name for -."""
    from checker.run import Source

    data = sys.stdin.buffer.read() if path == "-" else None
    return Source(stdin_name if path == "-" else path, data, wanted.limits, wanted["revisions"])


def _known(wanted: "Settings", to_write: Path | None = None) -> "Known | None":
    """Give the accepted findings of a file; none where the file is missing because this run is to write it."""
    from datetime import date

    from checker.known import Known, read_known

    file = wanted["known"]
    if file is None or (to_write and not file.exists() and file.absolute() == to_write.absolute()):
        return None
    return Known(read_known(file), date.today())


@main.command()
@click.argument("folder", default=".", type=click.Path(path_type=Path), metavar="[文件夹]")
def init(folder: Path) -> None:
    """写下设置文件 checker.yaml 和一份自己的规则,都带说明,供改用;已有的文件不动。"""
    from checker.starter import start

    for path in start(folder):
        click.echo(f"写好了 {path}")


@main.group()
def rules() -> None:
    """查看、试验规则。"""


@rules.command("list")
@_ruleset_options
def list_rules(profile: str | None, rules_path: Path | None) -> None:
    """列出所有规则。"""
    from checker.renderers.text_output import rule_list_lines
    from checker.ruleset import load

    outputs.print_lines(rule_list_lines(load(rules_path, profile).rules))


@rules.command()
@click.argument("rule", metavar="规则")
@_ruleset_options
def show(rule: str, profile: str | None, rules_path: Path | None) -> None:
    """说明一条规则:查什么、为什么、错例和对例、依据、怎样计分。"""
    from checker.errors import RuleError
    from checker.renderers.text_output import rule_lines
    from checker.rule_tests import run_example
    from checker.ruleset import load

    ruleset = load(rules_path, profile)
    found = next((item for item in ruleset.rules if item.id == rule), None)
    if found is None:
        raise RuleError(f"没有“{rule}”这条规则;可用 checker rules list 查看")
    finding = next(iter(run_example(found, found.bad[0], ruleset)), None)
    outputs.print_lines(rule_lines(found, ruleset.scoring.titles, finding))


@rules.command()
@click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[规则文件或文件夹]")
def test(path: Path | None) -> None:
    """运行每条规则自己的例子;有例子不符,或没有一个反例能触发规则,就算不通过。"""
    from checker.rule_tests import failures
    from checker.ruleset import load

    failed = list(failures(path))
    for failure in failed:
        click.echo(f"{failure.where}: {failure.rule}: {failure.message}")
    ruleset = load(path)
    examples = sum(len(rule.bad) + len(rule.good) for rule in ruleset.rules)
    click.echo(f"{len(ruleset.rules)} 条规则,{examples} 个例子,{len(failed)} 处不符")
    sys.exit(1 if failed else 0)


@rules.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="规则文件或文件夹")
def lint(path: Path) -> None:
    """检查自己写的规则:写法、正则、例子,逐处指出文件和行;退出码:0 没有问题,1 有问题,2 读不了。"""
    from checker.rule_tests import lint as faults

    if not path.exists():
        _fail(f"{path}: 没有这个规则文件或文件夹")
    found = list(faults(path))
    for fault in found:
        click.echo(fault)
    click.echo(f"{len(found)} 处问题" if found else "没有问题", err=True)
    sys.exit(1 if found else 0)


@rules.command()
def schema() -> None:
    """打印规则文件的 JSON Schema,供编辑器和其他程序使用。"""
    import json

    from checker.schema import published

    click.echo(json.dumps(published(), ensure_ascii=False, indent=2))
