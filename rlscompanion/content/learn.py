"""The articles of the Learn page, read from Markdown files.

A file begins with a head: TOML between two lines `+++`. Sections follow the head, each with statements. Only
a small part of Markdown is allowed: `## Heading`, paragraphs, `- items`, and `> notes`, which are
highlighted. A new statement begins after a blank line, and at every item or note. A statement may end with
sources such as `[@key @other]`; these keys are in `sources.toml`. After `Figures:` stand the numbers of a
statement. A file that breaks these rules is left out, and a fault says what is wrong and where.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from rlscompanion import assets
from rlscompanion.content.tables import (
    UnusableValue,
    collecting_faults,
    enum_value,
    parse_toml,
    refuse_unknown_keys,
    required_value,
)
from rlscompanion.domain.fault import ContentFault
from rlscompanion.domain.learning import (
    Article,
    ArticleChart,
    ArticleKind,
    ArticleLibrary,
    Section,
    Statement,
    StatementKind,
)

SOURCES_FILE = "sources.toml"

_HEAD_FENCE = "+++"
_HEAD_KEYS = {"title", "kind", "order", "summary"}
_TEXT_ARTICLE_KEYS = _HEAD_KEYS | {"medicines_sheet"}
_BENEFIT_ARTICLE_KEYS = _HEAD_KEYS | {"claim", "tonight", "steps", "charts", "tracked"}
_STATEMENT_MARKS = {"- ": StatementKind.ITEM, "> ": StatementKind.NOTE}
_SOURCES_PATTERN = re.compile(r"\s*\[((?:@\w+\s*)+)\]$")
_FIGURES_MARK = " Figures: "
_FORBIDDEN_MARKUP = re.compile(r"https?:|www\.|[*_`<\[\]]|^#", re.IGNORECASE)


def load_articles(language: str = "en") -> ArticleLibrary:
    """Read the articles of the Learn page that the program ships."""
    folder = assets.resources_folder() / "learn"
    return read_articles(sorted((folder / language).glob("*.md")), folder / SOURCES_FILE)


def read_articles(files: Iterable[Path], sources_file: Path) -> ArticleLibrary:
    """Read articles from these files; sort articles by kind, then by the number `order` in the file.

    `sources_file` contains the text of each source, such as a study, by the key that articles use.
    """
    faults: list[ContentFault] = []
    sources: dict[str, str] = {}
    with collecting_faults(faults, sources_file.name):
        table = parse_toml(sources_file.read_text("utf-8-sig"))
        sources = {key: required_value(table, key, str) for key in table}
    found: dict[tuple[ArticleKind, int], Article] = {}
    for path in files:
        with collecting_faults(faults, path.name):
            article = _read_article(path.stem, path.read_text("utf-8-sig"), sources)
            at = (article.kind, article.order)
            if at in found:
                raise UnusableValue("order", f"“{found[at].title}” has this number already")
            found[at] = article
    kinds = list(ArticleKind)
    ordered = sorted(found.values(), key=lambda article: (kinds.index(article.kind), article.order))
    return ArticleLibrary(tuple(ordered), tuple(faults))


def _read_article(key: str, text: str, sources: Mapping[str, str]) -> Article:
    before, fence, rest = text.partition(f"{_HEAD_FENCE}\n")
    head, end, body = rest.partition(f"\n{_HEAD_FENCE}\n")
    if before.strip() or not fence or not end:
        raise UnusableValue("", f"must begin with a head between two lines {_HEAD_FENCE}")
    table = parse_toml(head, "head")
    kind = enum_value(table, "kind", ArticleKind)
    is_benefit = kind is ArticleKind.BENEFIT
    refuse_unknown_keys(table, _BENEFIT_ARTICLE_KEYS if is_benefit else _TEXT_ARTICLE_KEYS)
    return Article(
        key=key,
        title=_plain_text(table, "title"),
        kind=kind,
        order=_article_order(table),
        summary=_plain_text(table, "summary"),
        sections=_sections(body, sources),
        has_medicines_sheet="medicines_sheet" in table and required_value(table, "medicines_sheet", bool),
        claim=_plain_text(table, "claim") if is_benefit else "",
        tonight=_plain_text(table, "tonight") if is_benefit else "",
        steps=_text_list(table, "steps", "key of a step") if is_benefit else (),
        charts=_article_charts(table) if is_benefit else (),
        tracked=_plain_text(table, "tracked") if is_benefit else "",
    )


def _plain_text(table: Mapping[str, Any], key: str) -> str:
    return _refuse_markup(key, required_value(table, key, str))


def _article_order(table: Mapping[str, Any]) -> int:
    order = required_value(table, "order", int)
    if order < 1:
        raise UnusableValue("order", f"must be 1 or more, not {order}")
    return order


def _text_list(table: Mapping[str, Any], key: str, what: str) -> tuple[str, ...]:
    words = required_value(table, key, list)
    if not words or not all(isinstance(each, str) for each in words):
        raise UnusableValue(key, f"must list at least one {what}, in quotes")
    return tuple(words)


def _article_charts(table: Mapping[str, Any]) -> tuple[ArticleChart, ...]:
    return tuple(
        enum_value({"charts": each}, "charts", ArticleChart) for each in _text_list(table, "charts", "chart")
    )


def _sections(body: str, sources: Mapping[str, str]) -> tuple[Section, ...]:
    sections: list[Section] = []
    for part in re.split(r"^## ", body, flags=re.MULTILINE)[1:]:
        heading, _, rest = part.partition("\n")
        heading = heading.strip()
        statements = tuple(_statement(heading, each, sources) for each in _statement_texts(rest))
        if not heading or not statements:
            raise UnusableValue(heading or "sections", "must have a heading and something under it")
        sections.append(Section(_refuse_markup(heading, heading), statements))
    if not sections or body.split("## ", 1)[0].strip():
        raise UnusableValue("sections", "must begin with a line “## Heading”")
    return tuple(sections)


def _statement_texts(text: str) -> list[str]:
    """The statements of a section, each as its mark and its words on one line."""
    pieces: list[str] = []
    is_open = False
    for line in (each.strip() for each in text.splitlines()):
        if not line:
            is_open = False
        elif is_open and line[:2] not in _STATEMENT_MARKS:
            pieces[-1] += f" {line}"
        else:
            pieces.append(line)
            is_open = True
    return pieces


def _statement(heading: str, piece: str, sources: Mapping[str, str]) -> Statement:
    kind = _STATEMENT_MARKS.get(piece[:2], StatementKind.PARAGRAPH)
    text = piece if kind is StatementKind.PARAGRAPH else piece[2:]
    keys: list[str] = []
    if (cited := _SOURCES_PATTERN.search(text)) is not None:
        keys = [key.removeprefix("@") for key in cited[1].split()]
        text = text[: cited.start()]
    if unknown := [key for key in keys if key not in sources]:
        raise UnusableValue(heading, f"names a source “{unknown[0]}” that is not in {SOURCES_FILE}")
    text, _, figures = f" {_refuse_markup(heading, text)}".partition(_FIGURES_MARK)
    if not text.strip():
        raise UnusableValue(heading, "has a statement without words")
    return Statement(text.strip(), kind, tuple(sources[key] for key in keys), figures.strip())


def _refuse_markup(key: str, text: str) -> str:
    """Return a text if it has no markup or addresses, which the page does not show. Raises UnusableValue."""
    if (found := _FORBIDDEN_MARKUP.search(text)) is not None:
        raise UnusableValue(key, f"has “{found[0]}”, which is not shown here")
    return text
