"""What severities, roles and the outcomes of a comparison are called, in every output the same."""

from collections import Counter
from collections.abc import Iterable, Mapping

SEVERITY_NAMES: Mapping[str, str] = {"error": "错误", "warning": "警告", "info": "提示"}
ROLE_NAMES: Mapping[str, str] = {
    "duties": "职责",
    "measures": "举措",
    "problems": "问题",
    "plans": "计划",
    "other": "其他",
}
COMMITMENT_NAMES: Mapping[str, str] = {"open": "没有交代", "partly": "部分交代", "answered": "已有交代"}
PROBLEM_NAMES: Mapping[str, str] = {"repeated": "照样又写", "gone": "没有再提", "addressed": "做了工作"}
SECTION_NAMES: Mapping[str, str] = {
    "new": "新写",
    "dropped": "不再写",
    "split": "拆开",
    "merged": "合并",
    "moved": "移动",
    "changed": "改写",
    "kept": "照旧",
}


def tally(statuses: Iterable[str], names: Mapping[str, str]) -> str:
    """Count statuses by name, in the order of the names: 没有交代 1、已有交代 2."""
    counts = Counter(statuses)
    return "、".join(f"{name} {counts[status]}" for status, name in names.items() if counts[status]) or "没有认出"
