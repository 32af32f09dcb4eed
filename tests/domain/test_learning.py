"""Tests of the library of articles: its contents and their order."""

from rlscompanion.domain.learning import Article, ArticleKind, ArticleLibrary, Section, Statement


def article(key: str, kind: ArticleKind, order: int) -> Article:
    return Article(key, key.title(), kind, order, "In short.", (Section("First", (Statement("Words."),)),))


MUSCLES = article("muscles", ArticleKind.BENEFIT, 1)
SLEEP = article("sleep", ArticleKind.BENEFIT, 2)
IRON = article("iron", ArticleKind.TEXT, 1)
LIBRARY = ArticleLibrary((MUSCLES, SLEEP, IRON))


def test_articles_are_found_by_kind_and_key() -> None:
    assert LIBRARY.of_kind(ArticleKind.BENEFIT) == (MUSCLES, SLEEP)
    assert LIBRARY.of_kind(ArticleKind.TEXT) == (IRON,)
    assert LIBRARY.article("sleep") is SLEEP
    assert LIBRARY.article("nothing") is None


def test_one_follows_another_over_the_kinds_up_to_the_last() -> None:
    assert LIBRARY.next_article(MUSCLES) is SLEEP
    assert LIBRARY.next_article(SLEEP) is IRON
    assert LIBRARY.next_article(IRON) is None
