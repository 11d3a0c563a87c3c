"""The parsed report (年度报告): its title, header, chapters and sections, all as spans of one text."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from checker.text import Lines, Span, count_characters, sentences

Role = Literal["duties", "measures", "problems", "plans", "other"]
ROLES: tuple[Role, ...] = get_args(Role)
Level = Literal["government", "department", "township"]


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter, section or item.

    `mark` is the number as written, `style` the kind of number (`一、`, `(一)`, `1.`, `(1)`, `①`, `一是`,
    `#` for Markdown, empty for an unnumbered chapter). `body` is all that follows the heading, the sections
    below it included; it is empty, not absent, under a bare heading.
    """

    level: int
    style: str
    number: int | None
    mark: Span
    title: Span
    body: Span
    role: Role | None
    sections: tuple["Section", ...]

    @property
    def heading(self) -> Span:
        """Give the heading with its number, without the text run into it."""
        return Span(self.mark.start, self.title.end)

    @property
    def span(self) -> Span:
        """Give the whole section."""
        return Span(self.mark.start, max(self.title.end, self.body.end))

    def walk(self) -> Iterator["Section"]:
        """Yield this section and all below it, in the order of the text."""
        yield self
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True, slots=True)
class Report:
    """One report as read: `text` as extracted, `folded` of the same length for matching.

    `published` is YYYY-MM-DD. `level` is the kind of body that reports, where its name tells it. `cut_off`
    says in words why the text seems to end before its end, else it is None. `pages` holds where each page begins.
    """

    path: str
    text: str
    folded: str
    lines: Lines = field(repr=False, compare=False)
    titles: tuple[Span, ...]
    title: str | None
    authority: str | None
    level: Level | None
    year: int | None
    published: str | None
    source: str | None
    addressee: Span | None
    preamble: Span
    chapters: tuple[Section, ...]
    signoff: Span
    cut_off: str | None
    pages: tuple[int, ...] = ()

    def page_of(self, offset: int) -> int | None:
        """Give the page that an offset stands on, from 1; None where the file has no pages."""
        return max(1, bisect_right(self.pages, offset)) if self.pages else None

    @property
    def body(self) -> Span:
        """Give preamble and chapters: what the report itself says."""
        ends = [self.preamble.end, *(chapter.span.end for chapter in self.chapters)]
        starts = [self.preamble.start] if len(self.preamble) or not self.chapters else [self.chapters[0].span.start]
        return Span(starts[0], max(ends))

    @property
    def characters(self) -> int:
        """Count the non-blank characters of the body."""
        return count_characters(self.text[self.body.start : self.body.end])

    def quote(self, span: Span) -> str:
        """Give the words of a span as they stand in the report, line breaks as blanks."""
        return self.text[span.start : span.end].replace("\n", " ")

    def around(self, span: Span, reach: int) -> tuple[str, str, str]:
        """Give the words before, the words of a span and the words after, on their own line and no further than `reach`."""
        start = max(self.text.rfind("\n", 0, span.start) + 1, span.start - reach)
        line_end = self.text.find("\n", span.end)
        end = min(line_end if line_end >= 0 else len(self.text), span.end + reach)
        return self.text[start : span.start].lstrip(), self.quote(span), self.text[span.end : end].rstrip()

    def masked(self, spans: Sequence[Span]) -> "Report":
        """Give the same report with digits and letters of some spans replaced by *."""
        if not spans:
            return self
        text, folded = list(self.text), list(self.folded)
        for place in (place for span in spans for place in range(span.start, span.end)):
            if text[place].isalnum():
                text[place] = folded[place] = "*"
        shown = "".join(text)
        title = "".join(shown[line.start : line.end].strip() for line in self.titles) if self.title else None
        return replace(self, text=shown, folded="".join(folded), title=title)

    def sections(self) -> Iterator[Section]:
        """Yield chapters, sections and items in the order of the text."""
        for chapter in self.chapters:
            yield from chapter.walk()

    def of_role(self, role: Role) -> tuple[Section, ...]:
        """Give the chapters of a role, or else the sections of that role inside other chapters."""
        own = tuple(chapter for chapter in self.chapters if chapter.role == role)
        return own or self.nested(role)

    def nested(self, role: Role) -> tuple[Section, ...]:
        """Give the sections of a role inside chapters of another."""
        return tuple(
            section
            for chapter in self.chapters
            if chapter.role != role
            for section in chapter.walk()
            if section.role == role and section is not chapter
        )

    def items(self, section: Section) -> list[Span]:
        """Give what a section enumerates: the sections below it, else the sentences of its text."""
        if section.sections:
            return [part.span for part in section.sections]
        return [span for span in sentences(self.folded, section.body) if self.folded[span.end - 1] != ":"]

    def title_of(self, section: Section) -> str:
        """Give a heading without its number, as it stands."""
        return self.quote(section.title)

    def number_of(self, section: Section) -> str:
        """Give a section's number as one says it: 二, (三), 1, 一是; its title where it has none."""
        mark = self.folded[section.mark.start : section.mark.end].strip(" 、.,:#*_")
        return mark or self.title_of(section)[:12]

    def path_to(self, offset: int) -> tuple[Section, ...]:
        """Give the chapter, section and item that an offset lies in, outermost first."""
        path: list[Section] = []
        level = self.chapters
        while level:
            index = bisect_right(level, offset, key=lambda part: part.mark.start) - 1
            if index < 0 or offset >= level[index].span.end:
                break
            path.append(level[index])
            level = level[index].sections
        return tuple(path)

    def place_name(self, offset: int) -> str | None:
        """Name the place of an offset in the outline: 二/(三); None outside the chapters."""
        return "/".join(map(self.number_of, self.path_to(offset))) or None
