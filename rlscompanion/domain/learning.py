"""What the Learn page tells: articles of sections, each statement with the sources it rests on."""

from dataclasses import dataclass
from enum import StrEnum

from rlscompanion.domain.fault import Fault


class ArticleKind(StrEnum):
    """What an article is about: a benefit that massage is said to have, or something worth knowing."""

    BENEFIT = "benefit"
    TEXT = "text"


class Chart(StrEnum):
    """Which part of a person's own log shows whether something changes for them."""

    TENSION = "tension"
    STRESS = "stress"
    PAIN = "pain"
    DIARY = "diary"
    TIREDNESS = "tiredness"
    DOSES = "doses"
    TRENDS = "trends"


class StatementKind(StrEnum):
    """How a statement stands on the page: by itself, in a list, or set off as what to take along."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    NOTE = "note"


@dataclass(frozen=True)
class Statement:
    """A few sentences; `sources` are written out, such as "Koo, Tremor Other Hyperkinet Mov 2016"."""

    text: str
    kind: StatementKind = StatementKind.PARAGRAPH
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """Statements under a heading."""

    heading: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Article:
    """One topic. `order` sorts the articles of a kind, from 1.

    `has_medicines_sheet` offers the page of one's medicines to check. The fields from `claim` on are of
    benefits alone: what is commonly said, what to try tonight and the keys of the steps that serve it, where
    the own log shows it, and what is tracked there.
    """

    key: str
    title: str
    kind: ArticleKind
    order: int
    summary: str
    sections: tuple[Section, ...]
    has_medicines_sheet: bool = False
    claim: str = ""
    tonight: str = ""
    steps: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    tracked: str = ""


@dataclass(frozen=True)
class Library:
    """All articles that could be read, in their order, and the faults of those that could not."""

    articles: tuple[Article, ...]
    faults: tuple[Fault, ...] = ()

    def of_kind(self, kind: ArticleKind) -> tuple[Article, ...]:
        """The articles of one kind."""
        return tuple(article for article in self.articles if article.kind is kind)

    def article(self, key: str) -> Article | None:
        """The article with this key."""
        return next((article for article in self.articles if article.key == key), None)

    def after(self, article: Article) -> Article | None:
        """The article that follows, None after the last."""
        index = self.articles.index(article) + 1
        return self.articles[index] if index < len(self.articles) else None
