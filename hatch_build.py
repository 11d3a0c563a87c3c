"""Put the rules into the wheel a second time as JSON, which loads faster than YAML."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface[Any]):
    """Compile the rules while a wheel is built; an editable install reads the YAML itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the JSON into a folder of the build and name it to the builder."""
        if version == "editable" or self.target_name != "wheel":
            return
        root = Path(self.root)
        sys.path.insert(0, self.root)
        from checker.yaml_file import compile_folder

        folder = Path(self.directory) / "compiled-rules"
        for name, content in compile_folder(root / "rules").items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
            build_data["force_include"][str(path)] = f"checker/rules/{name}"
