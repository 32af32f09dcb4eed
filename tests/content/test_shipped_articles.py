"""The articles that are shipped, against the facts they rest on: nothing more is said, nothing promised."""

import re

import pytest

from rlscompanion.content.learn import load_articles
from rlscompanion.content.routines import load_routines
from rlscompanion.domain.learning import Article, ArticleChart, ArticleKind, Statement, StatementKind
from rlscompanion.domain.safety_advice import IF_IT_GETS_WORSE_SENTENCE, SELF_HARM_SENTENCE, UNSTEADY_STATES
from tests.cases import each_case

LIBRARY = load_articles()
STEPS = {step.key for routine in load_routines().routines for step in routine.steps}

# Every source that there is, and every figure that may be given from it.
FIGURES: dict[str, set[str]] = {
    "AASM guideline: Winkelman et al., J Clin Sleep Med 2025;21:137-52": {"75", "20"},
    "Allen et al., Sleep Med 2014;15:860-73": set(),
    "Effect of vibration, electrical stimulation and other non-pharmacological interventions on restless leg "
    "syndrome severity and sleep quality: a systematic review and meta-analysis, "
    "Ann Indian Acad Neurol 2025, doi 10.4103/aian.aian_176_25": {"−3.49", "−10.81", "3.83", "−1.09"},
    "Aukerman et al., J Am Board Fam Med 2006": {"41", "28", "23", "11", "12"},
    "Eriksson Crommert et al., Scand J Med Sci Sports 2015": {"18", "7", "5.2", "3"},
    "Fulda and Wetter, Brain 2008": {"40"},
    "Hinds et al., Med Sci Sports Exerc 2004;36:1308-13": set(),
    "Koo, Tremor Other Hyperkinet Mov 2016": set(),
    "Lettieri and Eliasson, Chest 2009": {"35", "21", "14", "14.1", "8.4"},
    "Mak et al., JAMA Netw Open 2024": set(),
    "Moyer et al., Psychol Bull 2004": {"37"},
    "NHS, self-care page on restless legs syndrome": set(),
    "Packheiser et al., Nat Hum Behav 2024": {"0.64", "0.69", "0.48", "0.89", "0"},
    "Park et al., PLoS ONE 2020;15:e0230951": {
        *("28", "4", "8", "7", "9.0", "95", "1.7", "16.3", "22.0", "7.5", "36.5"),
        *("6", "17.4", "2.3", "32.5"),
    },
    "Russell, J Bodyw Mov Ther 2007": {"45", "3", "2"},
    "Shoemaker et al., Med Sci Sports Exerc 1997": {"10"},
    "RLS Foundation algorithm: Silber et al., Mayo Clin Proc 2021;96:1921-37": set(),
    "Xia et al., Front Psychiatry 2022": {"5", "369", "12.0", "9.1", "14.9"},
}
# Figures that are no findings: how hard to press, how long warmth or cold may stay.
INSTRUCTIONS = {"before_you_massage": {"10", "2", "5"}, "things_to_try": {"15", "20"}}

NUMBER = re.compile(r"[−-]?\d+(?:[.,]\d+)?")
NUMBER_WORDS = re.compile(
    r"\b(three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred|twice|third|half|quarter)\b"
)

# Each benefit, as commonly claimed: what its card says in fairness, and what tracks it.
BENEFITS = {
    "looser_muscles": (
        "Massage can briefly loosen calf muscles. "
        "RLS itself starts in the nervous system, not in tight muscles.",
        ArticleChart.TENSION,
    ),
    "better_circulation": (
        "Skin may feel warmer. Better circulation is not an established way in which massage eases RLS.",
        ArticleChart.DIARY,
    ),
    "relaxation": (
        "Many people feel calmer after massage. "
        "Most studies tested another person’s touch, not self-massage.",
        ArticleChart.STRESS,
    ),
    "less_pain": ("It may ease some muscle aches. RLS sensations are not muscle knots.", ArticleChart.PAIN),
    "better_sleep": (
        "Small studies suggest better sleep for some people. Your log can show your own pattern.",
        ArticleChart.DIARY,
    ),
    "beside_other_care": (
        "Use it alongside care, never instead. Don’t change medicines without your prescriber.",
        ArticleChart.DOSES,
    ),
    "lasting_relief": (
        "Relief is usually short-lived. Lasting prevention has not been shown.",
        ArticleChart.TRENDS,
    ),
}
TEXTS = {
    "what_rls_is": "What RLS is",
    "before_you_massage": "Before you massage",
    "when_to_see_a_doctor": "When to see a doctor",
    "what_to_tell_my_doctor": "What to tell my doctor",
    "things_that_can_worsen_rls": "Things that can worsen RLS",
    "things_to_try": "Things to try besides massage",
}

NEVER_CLAIMED = re.compile(
    r"\b(cur(e[sd]?|ing)|heal(s|ed|ing)?|guarantee\w*|detox\w*|toxins?|prevent\w*|miracle\w*|prove[sn]?|proof"
    r"|treat(s|ed|ment)?|eliminate\w*|permanent\w*|always works?|works for|side effects?"
    r"|will (help|ease|stop|improve|relieve))\b",
    re.IGNORECASE,
)
DENIED = re.compile(r"\b(not|no|never|nothing)\b|n’t\b", re.IGNORECASE)
# What is said of others than of massage.
OF_OTHER_THINGS = ("Experts agree to treat adults with a ferritin", "A blood clot treated in the past")
KEEP_TO_YOUR_CARE = re.compile(r"\b(Don’t|Never) (start|stop|change)\b[^.]*\.")


def statements(article: Article) -> list[Statement]:
    return [each for section in article.sections for each in section.statements]


def shown_text(statement: Statement) -> str:
    """The sentences of a statement, then its figures."""
    return f"{statement.text} {statement.figures}".rstrip()


def words(article: Article) -> str:
    """All words of an article, except the claim that it quotes."""
    headings = [section.heading for section in article.sections]
    said = [shown_text(each) for each in statements(article)]
    return "\n".join([article.title, article.summary, article.tonight, article.tracked, *headings, *said])


def shipped(key: str) -> Article:
    article = LIBRARY.article(key)
    assert article is not None
    return article


every_article = pytest.mark.parametrize("article", LIBRARY.articles, ids=lambda article: article.key)
every_benefit = pytest.mark.parametrize("key", BENEFITS)


def test_everything_shipped_can_be_read() -> None:
    assert LIBRARY.faults == ()


def test_all_seven_benefits_and_all_six_texts_are_there() -> None:
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
    assert article.charts[0] is chart
    assert article.tonight.endswith(".")
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
        assert set(NUMBER.findall(shown_text(each))) - known <= (set() if each.sources else without), (
            each.text
        )


@every_article
def test_no_figure_stands_where_no_source_can(article: Article) -> None:
    headings = [section.heading for section in article.sections]

    for text in (article.title, article.summary, article.claim, article.tracked, *headings):
        assert NUMBER.search(text) is None


@every_benefit
def test_what_studies_counted_has_a_source_in_words_too(key: str) -> None:
    found = shipped(key).sections[0]

    for each in found.statements:
        assert each.sources or NUMBER_WORDS.search(shown_text(each)) is None, each.text


def test_an_interval_is_told_whole() -> None:
    sleep = words(shipped("better_sleep"))

    assert (
        "9.0 points lower; the true value is probably between 1.7 and 16.3 (95 % confidence interval)"
        in sleep
    )
    assert "anything from a large benefit to harm is possible" in sleep
    assert "difference −3.49 with massage, probably between −10.81 and 3.83; −1.09 with vibration" in sleep


@each_case(
    ("key", "claimed", "answered"),
    [
        ("looser_muscles", "Kneading", "Kneading and stretching: the routines have both"),
        ("looser_muscles", "deep pressure", "Deep pressure: slow deep strokes"),
        (
            "better_circulation",
            "heavy, achy legs",
            "Better blood flow has not been shown to be the reason",
        ),
        ("relaxation", "stress", "Your own log can show whether they are"),
        ("relaxation", "nervous system", "They did not show that massage calms the cause of RLS"),
        (
            "relaxation",
            "endorphins",
            "Endorphins: nobody has shown that massage eases the legs through them",
        ),
        ("less_pain", "trigger points", "no need to hunt for knots"),
        ("less_pain", "move more freely", "moving may feel easier for a while"),
        ("better_sleep", "energy by day", "massage has not been shown to give more"),
        ("beside_other_care", "exercise", "With exercise: do it by day"),
        ("beside_other_care", "medicines", "With medicines: some make you drowsy"),
        ("beside_other_care", "side effects", "Side effects: massage has not been shown to lessen them"),
        ("beside_other_care", "goes well", "ask a professional first"),
        ("lasting_relief", "Regular", "how often is your choice. You can compare two weeks"),
    ],
)
def test_each_part_of_a_claim_is_answered(key: str, claimed: str, answered: str) -> None:
    article = shipped(key)

    assert claimed in article.claim
    assert answered in words(article)


def test_what_is_claimed_of_deep_pressure_and_of_the_day_can_be_tried_and_looked_at() -> None:
    assert "calf_deep" in shipped("looser_muscles").steps
    assert shipped("better_sleep").charts == (ArticleChart.DIARY, ArticleChart.TIREDNESS)


def test_arms_are_told_with_how_many_were_in_each() -> None:
    sleep, beside = words(shipped("better_sleep")), words(shipped("beside_other_care"))

    assert "8 people with the massager and 7 with nothing, of 28 in all" in sleep
    assert "6 people with heat alone, 7 with both" in sleep
    assert "11 with exercise, 12 without" in beside
    assert "21 people had real cuffs and 14 dummy cuffs" in beside


@every_article
def test_where_mood_is_mentioned_stands_whom_to_call(article: Article) -> None:
    assert ("mood" in words(article)) == (SELF_HARM_SENTENCE in words(article))


def test_the_medicines_page_is_offered_where_medicines_are_told_of() -> None:
    assert [each.key for each in LIBRARY.articles if each.has_medicines_sheet] == [
        "things_that_can_worsen_rls"
    ]


@every_article
def test_nothing_is_claimed_that_may_not_be(article: Article) -> None:
    for sentence in re.split(r"(?<=[.!?])\s+|\n", words(article)):
        claimed = NEVER_CLAIMED.search(sentence)
        is_fair = DENIED.search(sentence) or sentence.startswith(OF_OTHER_THINGS)
        assert claimed is None or is_fair, sentence


@each_case(
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


@each_case(
    ("key", "sentence"),
    [
        ("what_rls_is", "Discuss the result with your doctor. Don’t start iron without a test."),
        ("what_to_tell_my_doctor", "Discuss the result with your doctor. Don’t start iron without a test."),
        ("what_to_tell_my_doctor", "Don’t stop or change your dose on your own."),
        ("things_that_can_worsen_rls", "Never stop a prescribed medicine on your own."),
        ("beside_other_care", "Don’t change medicines without your prescriber."),
        ("before_you_massage", "You can have a clot without feeling it, even with none of these signs."),
        ("before_you_massage", IF_IT_GETS_WORSE_SENTENCE),
        ("when_to_see_a_doctor", IF_IT_GETS_WORSE_SENTENCE),
        ("what_to_tell_my_doctor", "Compare values of one laboratory."),
        ("things_that_can_worsen_rls", "Don’t start iron without a test."),
        ("things_to_try", "None of them replaces care."),
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


@each_case(
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
                    "blood clot now",
                    "clot treated in the past",
                    "clotting disorder",
                    "blood thinners",
                    "bleeding disorder",
                    "operation",
                ),
                *("broken bone", "journey", "three months", "pregnancy", "six weeks", "kneading"),
                *("leg arteries", "heart failure", "swelling without a known cause", "active cancer"),
                *("lymphoedema", "severe osteoporosis", "nerve damage", "diabetes", "dialysis"),
                *("fever", "acute illness", "varicose", "never on them", "feeling is reduced"),
                *("fragile skin", "bruises", "wounds", "rash", "infection", "joint replaced"),
                *("no kneading and no firm pressure", UNSTEADY_STATES),
                *("gabapentinoids", "dopamine agonists", "old, known difference"),
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
            ("sleeping", "mood", "arms", "getting worse fast", "numbness", "weakness", "pregnancy", "kidney"),
        ),
        (
            "things_that_can_worsen_rls",
            (
                *("antihistamines", "antidepressants", "antipsychotics", "nausea", "caffeine", "alcohol"),
                *("nicotine", "sleep apnoea", "too little sleep", "sitting for long", "low iron"),
            ),
        ),
        (
            "things_to_try",
            (
                *("walk, stretch or rub", "puzzle", "warm bath", "heat pads", "cool", "regular times"),
                *("not late", "midday", "alcohol", "heavy meal", "reduced feeling", "poor circulation"),
                *(
                    "wounds",
                    "never while you sleep",
                    "cloth",
                    "minutes at most",
                    f"don’t walk at night when you are {UNSTEADY_STATES}",
                ),
            ),
        ),
        (
            "what_to_tell_my_doctor",
            ("treat adults", "in the morning", "for at least a day", "repeated regularly"),
        ),
        (
            "what_rls_is",
            (
                "urge to move",
                "at rest",
                "movement",
                "evening or at night",
                "not explained by another condition alone",
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
