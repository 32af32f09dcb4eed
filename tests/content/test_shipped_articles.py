"""The articles that are shipped, against the facts they rest on: nothing more is said, nothing promised."""

import re

import pytest

from rlscompanion.content.learn import load_articles
from rlscompanion.content.routines import load_routines
from rlscompanion.domain.learning import Article, ArticleKind, Chart, Statement, StatementKind

LIBRARY = load_articles()
STEPS = {step.key for routine in load_routines().routines for step in routine.steps}

# Every source that there is, and every figure that may be told of it.
FIGURES: dict[str, set[str]] = {
    "AASM guideline: Winkelman et al., J Clin Sleep Med 2025;21:137-52": {"75", "20"},
    "Allen et al., Sleep Med 2014;15:860-73": set(),
    "Meta-analysis, Ann Indian Acad Neurol 2025": {"−3.49", "−10.81", "3.83", "0"},
    "Aukerman et al., J Am Board Fam Med 2006": {"41", "23"},
    "Eriksson Crommert et al., Scand J Med Sci Sports 2015": {"18", "7", "5.2", "3"},
    "Fulda and Wetter, Brain 2008": {"40"},
    "Hinds et al., 2004": set(),
    "Koo, Tremor Other Hyperkinet Mov 2016": set(),
    "Lettieri and Eliasson, Chest 2009": {"35", "14.1", "8.4"},
    "Mak et al., JAMA Netw Open 2024": set(),
    "Moyer et al., Psychol Bull 2004": {"37"},
    "Packheiser et al., Nat Hum Behav 2024": {"0.64", "0"},
    "Park et al., PLoS ONE 2020": {"28", "9.0", "95", "1.7", "16.3"},
    "Russell, J Bodyw Mov Ther 2007": {"45", "3", "2"},
    "Shoemaker et al., Med Sci Sports Exerc 1997": {"10"},
    "Silber et al., Mayo Clin Proc 2021;96:1921-37": set(),
    "Xia et al., Front Psychiatry 2022": {"5", "369"},
}
# Figures that are no findings: how hard to press.
INSTRUCTIONS = {"before_you_massage": {"10", "2", "5"}}

NUMBER = re.compile(r"[−-]?\d+(?:[.,]\d+)?")
NUMBER_WORDS = re.compile(
    r"\b(three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred|twice|third|half|quarter)\b"
)

# Each benefit, as commonly claimed: what its card says in fairness, and what tracks it.
BENEFITS = {
    "looser_muscles": (
        "Massage can briefly loosen calf muscles. "
        "RLS itself starts in the nervous system, not in tight muscles.",
        Chart.TENSION,
    ),
    "better_circulation": (
        "Skin may feel warmer. Better circulation is not an established way in which massage eases RLS.",
        Chart.DIARY,
    ),
    "relaxation": (
        "Many people feel calmer after massage. "
        "Most studies tested another person’s touch, not self-massage.",
        Chart.STRESS,
    ),
    "less_pain": ("It may ease some muscle aches. RLS sensations are not muscle knots.", Chart.PAIN),
    "better_sleep": (
        "Small studies suggest better sleep for some people. Your log can show your own pattern.",
        Chart.DIARY,
    ),
    "beside_other_care": (
        "Use it alongside care, never instead. Don’t change medicines without your prescriber.",
        Chart.DOSES,
    ),
    "lasting_relief": (
        "Relief is usually short-lived. Lasting prevention has not been shown.",
        Chart.TRENDS,
    ),
}
TEXTS = {
    "what_rls_is": "What RLS is",
    "before_you_massage": "Before you massage",
    "when_to_see_a_doctor": "When to see a doctor",
    "what_to_tell_my_doctor": "What to tell my doctor",
    "things_that_can_worsen_rls": "Things that can worsen RLS",
}

NEVER_CLAIMED = re.compile(
    r"\b(cur(e[sd]?|ing)|heal(s|ed|ing)?|guarantee\w*|detox\w*|toxins?|prevent\w*|miracle\w*|prove[sn]?|proof"
    r"|treat(s|ed|ment)?|eliminate\w*|permanent\w*|always works?|works for|side effects?"
    r"|will (help|ease|stop|improve|relieve))\b",
    re.IGNORECASE,
)
DENIED = re.compile(r"\b(not|no|never|nothing)\b|n’t\b", re.IGNORECASE)
# What is said of others than of massage.
OF_OTHER_THINGS = ("The consensus is to treat at a ferritin",)
KEEP_TO_YOUR_CARE = re.compile(r"\b(Don’t|Never) (start|stop|change)\b[^.]*\.")


def statements(article: Article) -> list[Statement]:
    return [each for section in article.sections for each in section.statements]


def words(article: Article) -> str:
    """All that an article says."""
    headings = [section.heading for section in article.sections]
    said = [each.text for each in statements(article)]
    return "\n".join([article.title, article.summary, article.claim, article.tracked, *headings, *said])


def shipped(key: str) -> Article:
    article = LIBRARY.article(key)
    assert article is not None
    return article


every_article = pytest.mark.parametrize("article", LIBRARY.articles, ids=lambda article: article.key)
every_benefit = pytest.mark.parametrize("key", BENEFITS)


def test_everything_shipped_can_be_read() -> None:
    assert LIBRARY.faults == ()


def test_all_seven_benefits_and_all_five_texts_are_there() -> None:
    assert [each.key for each in LIBRARY.of_kind(ArticleKind.BENEFIT)] == list(BENEFITS)
    assert {each.key: each.title for each in LIBRARY.of_kind(ArticleKind.TEXT)} == TEXTS


@every_benefit
def test_a_benefit_says_what_is_claimed_found_and_fair(key: str) -> None:
    fair, chart = BENEFITS[key]
    article = shipped(key)

    found, summing_up = article.sections

    assert (found.heading, summing_up.heading) == ("What studies found", "What is fair to say")
    assert any(each.sources for each in found.statements)
    assert summing_up.statements[0] == Statement(fair, StatementKind.NOTE)
    assert article.claim
    assert article.chart is chart
    assert article.tracked


@every_benefit
def test_the_steps_that_serve_it_are_in_the_shipped_routines(key: str) -> None:
    assert set(shipped(key).steps) <= STEPS


@every_article
def test_every_source_is_a_known_one(article: Article) -> None:
    named = {source for each in statements(article) for source in each.sources}

    assert named <= set(FIGURES)


def test_every_source_is_named_somewhere() -> None:
    named = {
        source for article in LIBRARY.articles for each in statements(article) for source in each.sources
    }

    assert named == set(FIGURES)


@every_article
def test_every_figure_stands_beside_the_source_it_is_from(article: Article) -> None:
    without = INSTRUCTIONS.get(article.key, set())
    for each in statements(article):
        known = {figure for source in each.sources for figure in FIGURES[source]}
        assert set(NUMBER.findall(each.text)) - known <= (set() if each.sources else without), each.text


@every_article
def test_no_figure_stands_where_no_source_can(article: Article) -> None:
    headings = [section.heading for section in article.sections]

    for text in (article.title, article.summary, article.claim, article.tracked, *headings):
        assert NUMBER.search(text) is None


@every_benefit
def test_what_studies_counted_has_a_source_in_words_too(key: str) -> None:
    found = shipped(key).sections[0]

    for each in found.statements:
        assert each.sources or NUMBER_WORDS.search(each.text) is None, each.text


def test_an_interval_is_told_whole() -> None:
    sleep = words(shipped("better_sleep"))

    assert "9.0 points (95 % CI 1.7 to 16.3)" in sleep
    assert "SMD −3.49 (−10.81 to 3.83), not significant" in sleep


@every_article
def test_nothing_is_claimed_that_may_not_be(article: Article) -> None:
    for sentence in re.split(r"(?<=[.!?])\s+|\n", words(article)):
        claimed = NEVER_CLAIMED.search(sentence)
        is_fair = DENIED.search(sentence) or sentence.startswith(OF_OTHER_THINGS)
        assert claimed is None or is_fair, sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Massage cures RLS.",
        "It prevents attacks.",
        "This will help.",
        "It flushes toxins out.",
        "A proven way.",
    ],
)
def test_the_guard_finds_what_it_is_for(sentence: str) -> None:
    assert NEVER_CLAIMED.search(sentence)
    assert not DENIED.search(sentence)


@every_article
def test_who_speaks_of_medicines_or_iron_says_to_keep_to_ones_care(article: Article) -> None:
    speaks = re.search(r"\b(medicines?|dose|iron|antidepressants)\b", words(article), re.IGNORECASE)
    is_about_treatment = speaks and article.key != "before_you_massage"

    assert not is_about_treatment or KEEP_TO_YOUR_CARE.search(words(article))


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("what_rls_is", "Discuss the result. Don’t start iron without a test."),
        ("what_to_tell_my_doctor", "Discuss the result. Don’t start iron without a test."),
        ("what_to_tell_my_doctor", "Don’t stop or change your dose on your own."),
        ("things_that_can_worsen_rls", "Never stop a prescribed medicine on your own."),
        ("beside_other_care", "Don’t change medicines without your prescriber."),
        ("before_you_massage", "A clot can be silent. Having none of these is no all-clear."),
    ],
)
def test_what_must_be_said_is_said(key: str, sentence: str) -> None:
    assert sentence in words(shipped(key))


EMERGENCIES = (
    *("sudden breathlessness", "chest pain", "coughing blood", "collapse", "cold, pale or blue foot"),
    *("severe pain", "weakness", "saddle", "bladder", "bowel"),
)
SAME_DAY = (
    *("pain or swelling", "one side", "warmth", "red or darkened", "hard, sore veins", "hot redness"),
    "injury",
)


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        ("before_you_massage", EMERGENCIES),
        ("before_you_massage", SAME_DAY),
        ("when_to_see_a_doctor", EMERGENCIES),
        ("when_to_see_a_doctor", SAME_DAY),
        (
            "before_you_massage",
            (
                *(
                    "clot, now or ever",
                    "clotting disorder",
                    "blood thinners",
                    "bleeding disorder",
                    "operation",
                ),
                *("broken bone", "journey", "three months", "pregnancy", "six weeks", "kneading"),
                *("leg arteries", "heart failure", "swelling nobody has explained", "active cancer"),
                *("lymphoedema", "severe osteoporosis", "nerve damage", "diabetes", "dialysis"),
                *("fever", "acute illness", "varicose", "never on them", "feeling is reduced"),
                *("fragile skin", "bruises", "wounds", "rash", "infection"),
            ),
        ),
        (
            "before_you_massage",
            (
                *("hollow of the knee", "groin", "inner upper thigh", "achilles tendon", "shin bone"),
                *("bony knob", "toward the heart", "sharp, electric, numb or throbbing", "lotion"),
                *("wipe the feet", "between 2 and 5"),
            ),
        ),
        (
            "when_to_see_a_doctor",
            ("sleeping", "mood", "arms", "quickly gets worse", "numbness", "weakness", "pregnancy", "kidney"),
        ),
        (
            "things_that_can_worsen_rls",
            (
                *("antihistamines", "antidepressants", "antipsychotics", "nausea", "caffeine", "alcohol"),
                "nicotine",
            ),
        ),
        (
            "what_rls_is",
            (
                "urge to move",
                "at rest",
                "movement",
                "evening or at night",
                "explains it",
                "iron in the brain",
            ),
        ),
    ],
)
def test_the_facts_are_there(key: str, facts: tuple[str, ...]) -> None:
    said = words(shipped(key)).lower()

    assert [fact for fact in facts if fact not in said] == []


@every_article
def test_nobody_is_asked_to_keep_still(article: Article) -> None:
    for sentence in re.split(r"(?<=[.!?])\s+|\n", words(article)):
        assert "still" not in sentence.lower() or sentence == "Nothing here asks you to keep still."


@every_article
def test_a_summary_is_one_short_line(article: Article) -> None:
    assert len(article.summary) <= 60
