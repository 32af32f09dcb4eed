"""The articles of the Learn page, read from Markdown files.

A file begins with a head in TOML between two lines `+++`; sections follow. Only a small part of Markdown is
allowed: `## Heading`, paragraphs, `- items`, and `> notes`, which are highlighted. A blank line or a change
of kind begins a new statement. A statement ends with its sources, as `[@key @other]`, whose keys are in
`sources.toml`. A file that breaks these rules is left out, with a fault that names the place and the reason.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rlscompanion import assets
from rlscompanion.content.tables import Unusable, noting, only, required, toml, word
from rlscompanion.domain.fault import Fault
from rlscompanion.domain.learning import (
    Article,
    ArticleKind,
    Chart,
    Library,
    Section,
    Statement,
    StatementKind,
)

SOURCES_FILE = "sources.toml"

_FENCE = "+++"
_HEAD_KEYS = {"title", "kind", "order", "summary"}
_TEXT_KEYS = _HEAD_KEYS | {"medicines_sheet"}
_BENEFIT_KEYS = _HEAD_KEYS | {"claim", "tonight", "steps", "charts", "tracked"}
_MARKS = {"- ": StatementKind.ITEM, "> ": StatementKind.NOTE}
_SOURCES = re.compile(r"\s*\[((?:@\w+\s*)+)\]$")
_MARKUP = re.compile(r"https?:|www\.|[*_`<\[\]]|^#", re.IGNORECASE)


def load_articles(language: str = "en") -> Library:
    """Read the articles of the Learn page that the program ships."""
    folder = assets.resources() / "learn"
    return read_articles(sorted((folder / language).glob("*.md")), folder / SOURCES_FILE)


def read_articles(files: Iterable[Path], sources_file: Path) -> Library:
    """Read articles from these files, sorted by kind, then by their `order`.

    `sources_file` gives the text of each source.
    """
    faults: list[Fault] = []
    sources: dict[str, str] = {}
    with noting(faults, sources_file.name):
        table = toml(sources_file.read_text("utf-8-sig"))
        sources = {key: required(table, key, str) for key in table}
    found: dict[tuple[ArticleKind, int], Article] = {}
    for path in files:
        with noting(faults, path.name):
            article = _article(path.stem, path.read_text("utf-8-sig"), sources)
            at = (article.kind, article.order)
            if at in found:
                raise Unusable("order", f"“{found[at].title}” has this number already")
            found[at] = article
    kinds = list(ArticleKind)
    ordered = sorted(found.values(), key=lambda article: (kinds.index(article.kind), article.order))
    return Library(tuple(ordered), tuple(faults))


def _article(key: str, text: str, sources: Mapping[str, str]) -> Article:
    before, fence, rest = text.partition(f"{_FENCE}\n")
    head, end, body = rest.partition(f"\n{_FENCE}\n")
    if before.strip() or not fence or not end:
        raise Unusable("", f"must begin with a head between two lines {_FENCE}")
    table = toml(head, "head")
    kind = word(table, "kind", ArticleKind)
    is_benefit = kind is ArticleKind.BENEFIT
    only(table, _BENEFIT_KEYS if is_benefit else _TEXT_KEYS)
    return Article(
        key=key,
        title=_plain(table, "title"),
        kind=kind,
        order=_order(table),
        summary=_plain(table, "summary"),
        sections=_sections(body, sources),
        has_medicines_sheet="medicines_sheet" in table and required(table, "medicines_sheet", bool),
        claim=_plain(table, "claim") if is_benefit else "",
        tonight=_plain(table, "tonight") if is_benefit else "",
        steps=_listed(table, "steps", "key of a step") if is_benefit else (),
        charts=_charts(table) if is_benefit else (),
        tracked=_plain(table, "tracked") if is_benefit else "",
    )


def _plain(table: Mapping[str, Any], key: str) -> str:
    return _checked(key, required(table, key, str))


def _order(table: Mapping[str, Any]) -> int:
    order = required(table, "order", int)
    if order < 1:
        raise Unusable("order", f"must be 1 or more, not {order}")
    return order


def _listed(table: Mapping[str, Any], key: str, what: str) -> tuple[str, ...]:
    words = required(table, key, list)
    if not words or not all(isinstance(each, str) for each in words):
        raise Unusable(key, f"must list at least one {what}, in quotes")
    return tuple(words)


def _charts(table: Mapping[str, Any]) -> tuple[Chart, ...]:
    return tuple(word({"charts": each}, "charts", Chart) for each in _listed(table, "charts", "chart"))


def _sections(body: str, sources: Mapping[str, str]) -> tuple[Section, ...]:
    sections: list[Section] = []
    for part in re.split(r"^## ", body, flags=re.MULTILINE)[1:]:
        heading, _, rest = part.partition("\n")
        heading = heading.strip()
        statements = tuple(_statement(heading, each, sources) for each in _pieces(rest))
        if not heading or not statements:
            raise Unusable(heading or "sections", "must have a heading and something under it")
        sections.append(Section(_checked(heading, heading), statements))
    if not sections or body.split("## ", 1)[0].strip():
        raise Unusable("sections", "must begin with a line “## Heading”")
    return tuple(sections)


def _pieces(text: str) -> list[str]:
    """The statements of a section, each as its mark and its words on one line."""
    pieces: list[str] = []
    is_open = False
    for line in (each.strip() for each in text.splitlines()):
        if not line:
            is_open = False
        elif is_open and line[:2] not in _MARKS:
            pieces[-1] += f" {line}"
        else:
            pieces.append(line)
            is_open = True
    return pieces


def _statement(heading: str, piece: str, sources: Mapping[str, str]) -> Statement:
    kind = _MARKS.get(piece[:2], StatementKind.PARAGRAPH)
    text = piece if kind is StatementKind.PARAGRAPH else piece[2:]
    keys: list[str] = []
    if (cited := _SOURCES.search(text)) is not None:
        keys = [key.removeprefix("@") for key in cited[1].split()]
        text = text[: cited.start()]
    if unknown := [key for key in keys if key not in sources]:
        raise Unusable(heading, f"names a source “{unknown[0]}” that is not in {SOURCES_FILE}")
    if not text.strip():
        raise Unusable(heading, "has a statement without words")
    return Statement(_checked(heading, text.strip()), kind, tuple(sources[key] for key in keys))


def _checked(key: str, text: str) -> str:
    """Return a text if it has no markup or addresses, which the page does not show. Raises Unusable."""
    if (found := _MARKUP.search(text)) is not None:
        raise Unusable(key, f"has “{found[0]}”, which is not shown here")
    return text
