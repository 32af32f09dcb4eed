"""What an article of the Learn page consists of: sections of statements with their sources.

The texts are files, which `content/learn.py` reads.
"""

from dataclasses import dataclass
from enum import StrEnum

from rlscompanion.domain.fault import ContentFault


class ArticleKind(StrEnum):
    """The kind of article: a claimed benefit of massage, or other knowledge."""

    BENEFIT = "benefit"
    TEXT = "text"


class ArticleChart(StrEnum):
    """A chart of the person's own log to which an article refers."""

    TENSION = "tension"
    STRESS = "stress"
    PAIN = "pain"
    DIARY = "diary"
    TIREDNESS = "tiredness"
    DOSES = "doses"
    TRENDS = "trends"


class StatementKind(StrEnum):
    """How a statement of an article is shown: as a paragraph, a list entry, or a highlighted takeaway."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    NOTE = "note"


@dataclass(frozen=True)
class Statement:
    """A few sentences of an article, with their sources, such as "Koo, Tremor Other Hyperkinet Mov 2016".

    `figures` are the numbers of a study behind the sentences, shown small below them; empty without any.
    """

    text: str
    kind: StatementKind = StatementKind.PARAGRAPH
    sources: tuple[str, ...] = ()
    figures: str = ""


@dataclass(frozen=True)
class Section:
    """The statements of an article under one heading."""

    heading: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True)
class Article:
    """An article of the Learn page.

    `order` sorts the articles of the same kind, from 1. With `has_medicines_sheet`, the article offers the
    printable page of medicines to check. The fields from `claim` on are filled only in articles on benefits.
    `claim` is the common claim, and `tonight` what to try tonight, with the keys of its massage steps in
    `steps`. `charts` are charts of the person's own log, and `tracked` says what the charts track.
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
    charts: tuple[ArticleChart, ...] = ()
    tracked: str = ""


@dataclass(frozen=True)
class ArticleLibrary:
    """All articles that could be read, in order, and the errors in the files of the other articles."""

    articles: tuple[Article, ...]
    faults: tuple[ContentFault, ...] = ()

    def of_kind(self, kind: ArticleKind) -> tuple[Article, ...]:
        """The articles of one kind, in order."""
        return tuple(article for article in self.articles if article.kind is kind)

    def article(self, key: str) -> Article | None:
        """The article with this key; None if there is none."""
        return next((article for article in self.articles if article.key == key), None)

    def next_article(self, article: Article) -> Article | None:
        """The article that follows `article` in the library; None after the last article."""
        index = self.articles.index(article) + 1
        return self.articles[index] if index < len(self.articles) else None
