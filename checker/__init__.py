"""Check 法治政府建设年度报告 against rules kept in YAML."""

__version__ = "0.1.0"
