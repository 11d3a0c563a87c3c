"""Load rulesets: the built-in one, and a user's own on top of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

from checker import schema
from checker.errors import RuleError
from checker.header import read_layout
from checker.kinds import KINDS, make, required
from checker.matters import read_cue
from checker.outline import OutlineCues
from checker.patterns import Pattern
from checker.profile import Profile, read_profiles
from checker.roles import Roles, read_levels
from checker.rule import Basis, Example, Facts, Rule
from checker.score import Scoring, read_scoring
from checker.yaml_file import line_of, read_text, read_yaml

_CHECKED = "seen"
_OFF = "off"


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Rules that are switched on under a profile, and all they need."""

    name: str
    version: str
    profile: Profile
    rules: tuple[Rule, ...]
    facts: Facts
    cues: OutlineCues
    scoring: Scoring


@dataclass(frozen=True, slots=True)
class _Source:
    """One folder or file of rules as read: everything merged, and where each rule and each override stands."""

    data: dict[str, Any]
    folders: tuple[Path, ...]
    lexicon: str
    places: dict[str, str]
    overrides: tuple[tuple[Path, Mapping[str, Mapping[str, Any]]], ...] = ()

    def load(self, name: str) -> Any:
        """Read one file of facts, a user's laid over the built-in one."""
        files = (folder / "facts" / f"{name}.yaml" for folder in self.folders)
        return reduce(_merge, (read_yaml(file) for file in files if file.is_file()))


def builtin_folder() -> Path:
    """Find the rules: beside the package's code in a wheel, beside the package itself in a checkout."""
    package = Path(__file__).resolve().parent
    for folder in (package / "rules", package.parent / "rules"):
        if (folder / "ruleset.yaml").is_file():
            return folder
    raise RuleError("找不到自带的规则(rules/ruleset.yaml):程序没有装完整,请重新安装")


def load(path: Path | None = None, profile: str | None = None) -> Ruleset:
    """Load the built-in ruleset and, on top of it, a user's file or folder; the default profile is the first."""
    builtin = _read(builtin_folder(), trusted=True)
    source = builtin if path is None else _add(builtin, _read(path, trusted=False))
    profiles = read_profiles(source.data["profiles"])
    chosen = _choose(profiles, profile)
    facts = _facts(source, profiles)
    if path is not None:
        _refuse_wrong_cues(facts)
    changes = [chosen.overrides, source.data.get("overrides", {})]
    _refuse_wrong_overrides(source)
    _refuse_unknown(changes, source)
    rules = [_changed(raw, changes) for raw in source.data["rules"]]
    kept = [_rule(raw, source) for raw in rules if raw["severity"] != _OFF]
    order = list(source.data["scoring"]["categories"])
    return Ruleset(
        name=source.data["name"],
        version=source.data["version"],
        profile=chosen,
        rules=tuple(sorted(kept, key=lambda rule: order.index(rule.category))),
        facts=facts,
        cues=_cues(source.data["roles"], source.load("layout")),
        scoring=read_scoring(source.data["scoring"]),
    )


def load_cues() -> OutlineCues:
    """Load only what the parser needs of the built-in ruleset."""
    folder = builtin_folder()
    return _cues(read_yaml(folder / "ruleset.yaml")["roles"], read_yaml(folder / "facts" / "layout.yaml"))


def _cues(roles: Mapping[str, Any], layout: Mapping[str, Any]) -> OutlineCues:
    return OutlineCues(read_layout(layout), Roles(roles), read_levels(layout["levels"]))


def check_file(path: Path) -> list[str]:
    """Give what is wrong with a ruleset file as `file.yaml:line: …` messages."""
    data = read_yaml(path)
    found = list(schema.faults(data)) if data is not None else [((), "文件是空的")]
    return [f"{path}:{line_of(path, place)}: {message}" for place, message in found]


def _read(path: Path, *, trusted: bool) -> _Source:
    if not path.exists():
        raise RuleError(f"{path}: 没有这个规则文件或文件夹")
    folder = path if path.is_dir() else None
    files = sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]) if folder else [path]
    if not files:
        raise RuleError(f"{path}: 文件夹里没有 .yaml 规则文件")
    data: dict[str, Any] = {"rules": []}
    places: dict[str, str] = {}
    overrides = []
    for file in files:
        content = read_yaml(file)
        if not (trusted and _looks_right(content)) and (wrong := check_file(file)):
            raise RuleError("\n".join(wrong))
        for rule in content.get("rules", ()):
            if rule["id"] in places:
                raise RuleError(f"{file}: 规则“{rule['id']}”写了两次,另一处在 {places[rule['id']]}")
            places[rule["id"]] = str(file)
        overrides.append((file, content.get("overrides", {})))
        data = _merge(data, content)
    words = folder / "facts" / "lexicon.txt" if folder else None
    lexicon = read_text(words) if words and words.is_file() else ""
    return _Source(data, (folder,) if folder else (), lexicon, places, tuple(overrides))


def _looks_right(content: Any) -> bool:
    """Say whether every rule has known keys only, and all it needs: enough for files that the tests validate."""
    if not isinstance(content, dict) or not isinstance(content.get("rules", []), list):
        return False
    return all(
        isinstance(rule, dict)
        and rule.get("kind") in KINDS
        and rule.keys() <= {*schema.COMMON, "kind", *KINDS[rule["kind"]].SCHEMA}
        and {*schema.REQUIRED, *required(rule["kind"])} <= rule.keys()
        for rule in content.get("rules", ())
    )


def _add(builtin: _Source, own: _Source) -> _Source:
    for rule, place in own.places.items():
        if rule in builtin.places:
            raise RuleError(f"{place}: 规则“{rule}”已是自带规则;要改它,请写在 overrides 里")
    return _Source(
        data=_merge(builtin.data, own.data),
        folders=builtin.folders + own.folders,
        lexicon=f"{builtin.lexicon}\n{own.lexicon}",
        places={**builtin.places, **own.places},
        overrides=own.overrides,
    )


def _merge(base: Any, extra: Any) -> Any:
    """Lay one tree over another: mappings join, lists append (an item with a known id takes its place)."""
    if isinstance(base, dict) and isinstance(extra, dict):
        return {key: _merge(base[key], extra[key]) if key in base and key in extra else {**base, **extra}[key]
                for key in {**base, **extra}}  # fmt: skip
    if isinstance(base, list) and isinstance(extra, list):
        ids = {item["id"] for item in extra if isinstance(item, dict) and "id" in item}
        return [item for item in base if not (isinstance(item, dict) and item.get("id") in ids)] + extra
    return extra


def _choose(profiles: Sequence[Profile], name: str | None) -> Profile:
    if name is None:
        return profiles[0]
    for profile in profiles:
        if profile.name == name:
            return profile
    allowed = "、".join(f"{profile.name}({profile.title})" for profile in profiles)
    raise RuleError(f"没有“{name}”这个模板(profile);可用:{allowed}")


def _facts(source: _Source, profiles: tuple[Profile, ...]) -> Facts:
    return Facts(
        load=source.load,
        lexicon=source.lexicon,
        roles=Roles(source.data["roles"]),
        overlap=source.data["overlap"],
        evidence={name: Pattern(pattern) for name, pattern in source.data["evidence"].items()},
        profiles=profiles,
    )


def _refuse_wrong_cues(facts: Facts) -> None:
    try:
        for matter in facts.taxonomy.matters.values():
            for cue in (*matter.cues, *matter.exceptions):
                read_cue(cue)
    except ValueError as error:
        raise RuleError(f"facts/matters.yaml: {error}") from None
    except (AttributeError, KeyError, TypeError) as error:
        raise RuleError(f"facts/matters.yaml: 缺少或写错了 {error}") from None


def _refuse_wrong_overrides(source: _Source) -> None:
    """Hold what a user's overrides make of rules to the schema; RuleError names file and line."""
    rules = {rule["id"]: rule for rule in source.data["rules"]}
    wrong = []
    for file, overrides in source.overrides:
        for name, change in overrides.items():
            if change and name in rules:
                found = schema.rule_faults({**rules[name], **change}, f"规则“{name}”")
                wrong += [f"{file}:{line_of(file, ('overrides', name, *place))}: {message}" for place, message in found]
    if wrong:
        raise RuleError("\n".join(wrong))


def _refuse_unknown(changes: Sequence[Mapping[str, Any]], source: _Source) -> None:
    for override in changes:
        for name in override:
            if name not in source.places:
                raise RuleError(f"overrides 里的“{name}”不是任何规则;可用 checker rules list 查看规则名")


def _changed(raw: Mapping[str, Any], changes: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return reduce(lambda rule, override: {**rule, **override.get(raw["id"], {})}, changes, dict(raw))


def _rule(raw: Mapping[str, Any], source: _Source) -> Rule:
    own = KINDS[raw["kind"]]
    where = source.places[raw["id"]]
    unknown = raw.keys() - {*schema.COMMON, "kind", *own.SCHEMA}
    if unknown:
        raise RuleError(f"{where}: 规则“{raw['id']}”不认识“{'、'.join(sorted(unknown))}”")
    if raw["category"] not in source.data["scoring"]["categories"]:
        raise RuleError(f"{where}: 规则“{raw['id']}”的类别“{raw['category']}”不在 scoring.categories 里")
    basis = _basis(raw, source.data["sources"], where)
    if raw["severity"] == "error" and basis is not None and not basis.checked:
        raise RuleError(f"{where}: 规则“{raw['id']}”的依据未核对,最多只能是 warning")
    points = float(raw.get("points", 0))
    return Rule(
        id=raw["id"],
        title=raw["title"],
        category=raw["category"],
        kind_name=raw["kind"],
        kind=make(raw["kind"], {key: value for key, value in raw.items() if key in own.SCHEMA}),
        severity=raw["severity"],
        points=points,
        most=float(raw.get("most", points)),
        message=raw["message"],
        hint=raw["hint"],
        why=raw["why"],
        basis=basis,
        since=raw.get("since"),
        needs=tuple(raw.get("needs", ())),
        gate=raw.get("gate", False),
        bad=_examples(raw["examples"]["bad"], source.data["skeleton"]),
        good=_examples(raw["examples"]["good"], source.data["skeleton"]),
        where=where,
    )


def _basis(raw: Mapping[str, Any], sources: Mapping[str, Any], where: str) -> Basis | None:
    entry = raw.get("basis")
    if entry is None:
        return None
    if entry["source"] not in sources:
        raise RuleError(f"{where}: 规则“{raw['id']}”的依据“{entry['source']}”不在 sources 里")
    cited = sources[entry["source"]]
    checked = cited["checked"] == _CHECKED and entry.get("checked", True)
    number = f"({cited['number']})" if "number" in cited else ""
    return Basis(f"{cited['title']}{number}{entry.get('clause', '')}{'' if checked else '(待核)'}", checked)


def _examples(entries: Sequence[Mapping[str, Any]], skeleton: Mapping[str, Any]) -> tuple[Example, ...]:
    """Make the examples; `in: problems` puts the text into that chapter of the skeleton report.

    `baseline` does the same for last year's report, in the chapter `baseline_in` or else the same one.
    """
    made = []
    for entry in entries:
        text = _in_skeleton(entry["text"], entry.get("in"), skeleton["report"])
        former = None
        if "baseline" in entry:
            former = _in_skeleton(entry["baseline"], entry.get("baseline_in", entry.get("in")), skeleton["baseline"])
        flags = tuple(entry.get("flags", ()))
        made.append(Example(text, entry["text"], flags, entry.get("profile"), former, entry.get("baseline", "")))
    return tuple(made)


def _in_skeleton(text: str, role: str | None, skeleton: Mapping[str, str]) -> str:
    return skeleton["report"].format_map({**skeleton, role: text.rstrip("\n")}) if role else text
