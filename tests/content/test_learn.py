"""Articles are read whole or refused with file, key and reason."""

from pathlib import Path

import pytest

from rlscompanion.content.learn import read_articles
from rlscompanion.domain.learning import (
    Article,
    ArticleChart,
    ArticleKind,
    ArticleLibrary,
    Section,
    Statement,
    StatementKind,
)

SOURCES = 'koo_2016 = "Koo, Tremor 2016"\nallen = "Allen et al., 2014"\n'
HEAD = 'kind = "text"\norder = 1\ntitle = "Iron"\nsummary = "In short."'
BENEFIT = (
    'kind = "benefit"\norder = 2\ntitle = "Sleep"\nsummary = "In short."\nclaim = "It helps."\n'
    'tonight = "Breathe."\nsteps = ["breath"]\ncharts = ["diary"]\ntracked = "Your nights."'
)
BODY = "## First\n\nWords.\n"


def file_of(folder: Path, head: str = HEAD, body: str = BODY, name: str = "iron.md") -> Path:
    path = folder / name
    path.write_text(f"+++\n{head}\n+++\n\n{body}", "utf-8")
    return path


def library(folder: Path, *files: Path, sources: str = SOURCES) -> ArticleLibrary:
    (folder / "sources.toml").write_text(sources, "utf-8")
    return read_articles(files, folder / "sources.toml")


def shown_text(library: ArticleLibrary) -> tuple[str, ...]:
    """The faults in words."""
    return tuple(str(fault) for fault in library.faults)


def read_one(folder: Path, head: str = HEAD, body: str = BODY) -> Article:
    read = library(folder, file_of(folder, head, body))
    assert read.faults == ()
    return read.articles[0]


def test_a_text_has_head_and_sections(tmp_path: Path) -> None:
    article = read_one(tmp_path, body="## First\n\nWords.\n\n## Second one\n\nMore.\n")

    assert article == Article(
        key="iron",
        title="Iron",
        kind=ArticleKind.TEXT,
        order=1,
        summary="In short.",
        sections=(
            Section("First", (Statement("Words."),)),
            Section("Second one", (Statement("More."),)),
        ),
    )


def test_a_benefit_says_what_is_claimed_what_serves_it_and_where_to_see_it(tmp_path: Path) -> None:
    article = read_one(tmp_path, BENEFIT)

    assert (article.claim, article.steps, article.charts) == ("It helps.", ("breath",), (ArticleChart.DIARY,))
    assert (article.tonight, article.tracked) == ("Breathe.", "Your nights.")


@pytest.mark.parametrize(("line", "has_sheet"), [("", False), ("\nmedicines_sheet = true", True)])
def test_a_text_may_offer_the_page_of_medicines(tmp_path: Path, line: str, has_sheet: bool) -> None:
    assert read_one(tmp_path, HEAD + line).has_medicines_sheet is has_sheet


def test_paragraphs_items_and_notes_are_told_apart(tmp_path: Path) -> None:
    body = "## First\n\nOne line\nand another.\n- item one,\n  still one\n- item two\n> A note.\n\nThe end.\n"

    [section] = read_one(tmp_path, body=body).sections

    assert [(each.kind, each.text) for each in section.statements] == [
        (StatementKind.PARAGRAPH, "One line and another."),
        (StatementKind.ITEM, "item one, still one"),
        (StatementKind.ITEM, "item two"),
        (StatementKind.NOTE, "A note."),
        (StatementKind.PARAGRAPH, "The end."),
    ]


def test_a_statement_carries_its_sources_written_out(tmp_path: Path) -> None:
    body = "## First\n\nIn 28 people.\n[@koo_2016 @allen]\n\n- None here.\n- One. [@allen]\n"

    [section] = read_one(tmp_path, body=body).sections

    assert [(each.text, each.sources) for each in section.statements] == [
        ("In 28 people.", ("Koo, Tremor 2016", "Allen et al., 2014")),
        ("None here.", ()),
        ("One.", ("Allen et al., 2014",)),
    ]


def test_figures_are_told_apart_from_the_sentences_they_stand_behind(tmp_path: Path) -> None:
    body = "## First\n\n- It was better.\n  Figures: 28 people, 4 weeks. [@allen]\n- Figures differ.\n"

    [section] = read_one(tmp_path, body=body).sections

    assert [(each.text, each.figures, each.sources) for each in section.statements] == [
        ("It was better.", "28 people, 4 weeks.", ("Allen et al., 2014",)),
        ("Figures differ.", "", ()),
    ]


def test_articles_come_by_kind_and_order(tmp_path: Path) -> None:
    files = [
        file_of(tmp_path, HEAD, name="a.md"),
        file_of(tmp_path, BENEFIT, name="b.md"),
        file_of(tmp_path, BENEFIT.replace("order = 2", "order = 1"), name="c.md"),
    ]

    assert [each.key for each in library(tmp_path, *files).articles] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("head", "key", "reason"),
    [
        ("kind = ", "head", "is not valid TOML"),
        (HEAD.replace('title = "Iron"\n', ""), "title", "is missing"),
        (HEAD.replace('"Iron"', '""'), "title", "must not be empty"),
        (HEAD.replace('"Iron"', "3"), "title", "must be a text in quotes"),
        (HEAD.replace('"text"', '"poem"'), "kind", "must be one of benefit, text, not “poem”"),
        (HEAD.replace("1", '"first"'), "order", "must be a whole number"),
        (HEAD.replace("1", "true"), "order", "must be a whole number"),
        (HEAD.replace("1", "0"), "order", "must be 1 or more, not 0"),
        (HEAD + '\nsteps = ["breath"]', "steps", "is not a key that is known here"),
        (HEAD + "\ncolour = 1", "colour", "is not a key that is known here"),
        (
            HEAD.replace('"In short."', '"See https://example.org"'),
            "summary",
            "has “https:”, which is not shown",
        ),
        (HEAD + "\nmedicines_sheet = 1", "medicines_sheet", "must be true or false"),
        (BENEFIT.replace('"diary"', '"moon"'), "charts", "must be one of tension, stress, pain"),
        (BENEFIT.replace('["diary"]', "[]"), "charts", "must list at least one chart"),
        (BENEFIT.replace('tonight = "Breathe."\n', ""), "tonight", "is missing"),
        (BENEFIT.replace('["breath"]', "[]"), "steps", "must list at least one key of a step"),
        (BENEFIT.replace('["breath"]', "[3]"), "steps", "must list at least one key of a step"),
        (BENEFIT.replace('claim = "It helps."\n', ""), "claim", "is missing"),
    ],
)
def test_a_head_that_makes_no_sense_is_refused(tmp_path: Path, head: str, key: str, reason: str) -> None:
    read = library(tmp_path, file_of(tmp_path, head))

    assert read.articles == ()
    [fault] = read.faults
    assert str(fault).startswith(f"iron.md, {key}: {reason}")


@pytest.mark.parametrize(
    ("body", "key", "reason"),
    [
        ("", "sections", "must begin with a line “## Heading”"),
        ("Words first.\n\n## First\n\nWords.\n", "sections", "must begin with a line “## Heading”"),
        ("## First\n\n## Second\n\nWords.\n", "First", "must have a heading and something under it"),
        ("## \n\nWords.\n", "sections", "must have a heading and something under it"),
        ("## First\n\nWords. [@nobody]\n", "First", "names a source “nobody” that is not in sources.toml"),
        ("## First\n\n[@allen]\n", "First", "has a statement without words"),
        ("## First\n\nFigures: 3. [@allen]\n", "First", "has a statement without words"),
        ("## First\n\nVery **loud**.\n", "First", "has “*”, which is not shown here"),
        ("## First\n\n[a link](http://example.org)\n", "First", "has “[”, which is not shown here"),
        ("## First\n\nAt www.example.org.\n", "First", "has “www.”, which is not shown here"),
        ("## First\n\n### Deeper\n\nWords.\n", "First", "has “#”, which is not shown here"),
        ("## First\n\n<b>Words</b>\n", "First", "has “<”, which is not shown here"),
    ],
)
def test_a_body_that_makes_no_sense_is_refused(tmp_path: Path, body: str, key: str, reason: str) -> None:
    read = library(tmp_path, file_of(tmp_path, body=body))

    assert read.articles == ()
    assert shown_text(read) == (f"iron.md, {key}: {reason}",)


def test_a_file_without_a_head_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "iron.md"
    path.write_text("## First\n\nWords.\n", "utf-8")

    read = library(tmp_path, path)

    assert shown_text(read) == ("iron.md: must begin with a head between two lines +++",)


def test_what_is_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bytes.md").write_bytes(b"+++\n\xff\xfe\n")

    read = library(tmp_path, tmp_path / "bytes.md", tmp_path / "gone.md")

    assert shown_text(read) == (
        "bytes.md: is not a text in UTF-8",
        "gone.md: cannot be read (No such file or directory)",
    )


def test_an_order_is_taken_once(tmp_path: Path) -> None:
    files = [file_of(tmp_path, name="a.md"), file_of(tmp_path, name="b.md")]

    read = library(tmp_path, *files)

    assert [each.key for each in read.articles] == ["a"]
    assert shown_text(read) == ("b.md, order: “Iron” has this number already",)


def test_a_broken_article_leaves_the_others(tmp_path: Path) -> None:
    files = [file_of(tmp_path, name="a.md"), file_of(tmp_path, "kind = 1", name="b.md")]

    assert [each.key for each in library(tmp_path, *files).articles] == ["a"]


@pytest.mark.parametrize(
    ("sources", "fault"),
    [
        ("koo_2016 = ", "sources.toml: is not valid TOML"),
        ("koo_2016 = 2016", "sources.toml, koo_2016: must be a text in quotes"),
    ],
)
def test_sources_that_make_no_sense_are_refused(tmp_path: Path, sources: str, fault: str) -> None:
    read = library(tmp_path, file_of(tmp_path), sources=sources)

    assert shown_text(read)[0].startswith(fault)
