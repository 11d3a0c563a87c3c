"""Words of Chinese text (jieba), without the words that every such report shares."""

import re
import sys
import warnings
from collections.abc import Iterable, Mapping
from typing import Any

_HAN_WORD = re.compile(r"[一-龥A-Za-z]{2,}")


class Words:
    """Cut text into words of two characters and more that say what it is about.

    jieba and its dictionary are loaded at the first cut (about a tenth of a second). The dictionary is read
    from jieba's own package, never from the cache in the shared temporary folder, which anybody could plant.
    """

    def __init__(self, lexicon: Iterable[str], common: Iterable[str]) -> None:
        self._lexicon = tuple(lexicon)
        self._common = frozenset(common)
        self._tokenizer: Any = None

    def content(self, text: str) -> list[str]:
        """Give the words in order, the common ones left out."""
        return [word for word in self.cut(text) if _HAN_WORD.fullmatch(word) and word not in self._common]

    def cut(self, text: str) -> list[str]:
        """Cut a text into words and marks that together make it up."""
        if self._tokenizer is None:
            self._tokenizer = _tokenizer(self._lexicon)
        words: list[str] = self._tokenizer.lcut(text, HMM=False)
        return words


def _import_jieba() -> Any:
    """Import jieba without pkg_resources, which it loads for one path and which warns on stderr."""
    absent = "pkg_resources" not in sys.modules
    if absent:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
    finally:
        if absent:
            del sys.modules["pkg_resources"]
    return jieba


def _tokenizer(lexicon: Iterable[str]) -> Any:
    jieba = _import_jieba()

    class Tokenizer(jieba.Tokenizer):  # type: ignore[misc, name-defined]
        """jieba's tokenizer with a dictionary of whole words only; it looks prefixes up by length instead."""

        def get_DAG(self, sentence: str) -> dict[int, list[int]]:  # noqa: N802
            known, longest = self.FREQ, self.longest
            return {
                start: [
                    end
                    for end in range(start, min(len(sentence), start + longest))
                    if sentence[start : end + 1] in known
                ]
                or [start]
                for start in range(len(sentence))
            }

    tokenizer = Tokenizer()
    frequencies = _read_dictionary()
    tokenizer.total = sum(frequencies.values())
    frequencies.update(dict.fromkeys(lexicon, 20_000))
    tokenizer.FREQ = frequencies
    tokenizer.longest = 16
    tokenizer.initialized = True
    return tokenizer


def _read_dictionary() -> dict[str, int]:
    from importlib.resources import files

    fields = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").split()
    return dict(zip(fields[::3], map(int, fields[1::3]), strict=True))


def read_words(lexicon: str, phrases: Mapping[str, Any]) -> Words:
    """Make the words from `rules/facts/lexicon.txt` (one word a line) and `phrases.yaml`."""
    lines = (line.strip() for line in lexicon.splitlines())
    return Words((line for line in lines if line and not line.startswith("#")), phrases["common"])
