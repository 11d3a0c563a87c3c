"""A short run of the damaged files; `python -m tests.fuzz` runs two thousand of each kind."""

import pytest

from tests import fuzz


@pytest.mark.parametrize("kind", fuzz.KINDS)
def test_damaged_files_are_read_or_refused_in_one_line(kind: str) -> None:
    if kind == "docx":
        pytest.importorskip("checker.readers.docx")
    results = list(fuzz.run(kind, 60))
    assert [result for result in results if result[1] not in ("read", "refused")] == []
    assert {end for _, end, _ in results} == {"read", "refused"}
    assert max(seconds for _, _, seconds in results) < fuzz.SECONDS


def test_a_file_is_damaged_by_its_number_alone() -> None:
    data = fuzz.seeds()["ofd"]
    assert fuzz.damaged(data, 7) == fuzz.damaged(data, 7) != fuzz.damaged(data, 8)


def test_faults_are_seen() -> None:
    def broken(data: bytes) -> None:
        raise KeyError(data)

    assert fuzz.outcome(broken, b"").startswith("fault: ")  # type: ignore[arg-type]
