"""Files to start from: a commented checker.yaml, and a ruleset of one's own."""

from collections.abc import Mapping
from pathlib import Path

from checker.errors import OutputError

_FILES: Mapping[str, str] = {"checker.yaml": "checker.yaml", "自己的规则.yaml": "own-rules.yaml"}
"""The names that users get, and those of the templates."""


def start(folder: Path) -> tuple[Path, ...]:
    """Write the files into a folder, which is made where it is missing; OutputError where one of them is there already."""
    written = {folder / name: Path(__file__).with_name("templates") / template for name, template in _FILES.items()}
    present = [str(path) for path in written if path.exists()]
    if present:
        raise OutputError(f"{'、'.join(present)}: 已经有了,没有改动;请另选文件夹,或先移走")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, template in written.items():
            with path.open("xb") as stream:
                stream.write(template.read_bytes())
    except OSError as error:
        raise OutputError(f"{folder}: 写不了({error.strerror})") from None
    return tuple(written)
