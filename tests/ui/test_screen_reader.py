"""What a screen reader says while a person uses the app without looking."""

import re

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from rlscompanion.domain.session import SegmentStage
from rlscompanion.ui.session.words import (
    GET_READY_NOTICE,
    OTHER_LEG_NOTICE,
    PLACE_HANDS_NOTICE,
    QUESTION_TO_CONTINUE,
    cue_text_at,
    segment_name,
)
from rlscompanion.ui.widgets import announcing
from tests.cases import each_case
from tests.stores import KEPT_UNTIL_THEN
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside
from tests.ui.stations import station_named

pytestmark = pytest.mark.usefixtures("unstyled")


def heard_as(widget: QWidget) -> QAccessible.Role:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.role()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All announcements to screen readers, in order."""
    sentences: list[str] = []

    def note(event: QAccessibleAnnouncementEvent) -> None:
        sentences.append(event.message())

    monkeypatch.setattr(announcing, "send_announcement", note)
    return sentences


def test_tabs_are_heard_as_tabs_of_which_one_is_selected(bedside: Bedside) -> None:
    station_named("sounds").go(bedside)

    words = ("Tonight", "Sounds", "Sleep log", "Insights", "Learn", "Settings")
    interfaces = [QAccessible.queryAccessibleInterface(bedside.control(word)) for word in words]
    assert all(each.role() is QAccessible.Role.PageTab for each in interfaces)
    assert [each.text(QAccessible.Text.Name) for each in interfaces] == list(words)
    selected = [word for word, each in zip(words, interfaces, strict=True) if each.state().selected]
    assert selected == ["Sounds"]
    assert heard_as(bedside.control("Pages")) is QAccessible.Role.PageTabList


def test_the_default_action_of_a_tab_opens_its_page_alone(bedside: Bedside) -> None:
    interface = QAccessible.queryAccessibleInterface(bedside.control("Sleep log"))
    assert interface is not None
    actions = interface.actionInterface()
    assert actions is not None

    actions.doAction(actions.actionNames()[0])

    assert bedside.page is bedside.flow.day.sleep_log
    checked = [each.accessibleIdentifier() for each in bedside.buttons() if each.isChecked()]
    assert [each for each in checked if each in ("Tonight", "Sleep log")] == ["Sleep log"]


@each_case(
    ("where", "shown"),
    [
        ("black", "Restless legs"),
        ("ladder walking", "A little"),
        ("session eyes closed", "Eyes closed"),
        ("session", "Resume"),
    ],
)
def test_a_screen_reader_presses_where_others_press_any_key(
    opened: OpenBedside, where: str, shown: str
) -> None:
    bedside = opened(Bedside())
    station_named(where).go(bedside)
    page = bedside.window.focusWidget()
    assert page is not None
    actions = QAccessible.queryAccessibleInterface(page).actionInterface()
    assert actions is not None

    actions.doAction(*actions.actionNames())
    bedside.process_events()

    assert bedside.visible(shown)


def test_each_step_is_said_once_with_its_lead_in_and_nothing_by_the_second(
    bedside: Bedside, said: list[str]
) -> None:
    bedside.start_session()
    state = bedside.sessions.state
    assert state is not None
    segments = [each.segment for each in state.progress]

    while bedside.sessions.is_on:
        bedside.pass_time(1)

    expected: list[str] = []
    for segment in segments:
        words, cue = f"{segment_name(segment)}.", cue_text_at(segment.step, SegmentStage.FIRST_HALF)
        expected += [words, cue] if segment.lead_in else [f"{words} {cue}"]
    assert [without_signal(each) for each in said] == expected


def without_signal(sentence: str) -> str:
    """An announcement without its opening words about getting ready."""
    signals = "|".join((GET_READY_NOTICE, PLACE_HANDS_NOTICE, OTHER_LEG_NOTICE))
    return re.sub(rf"^({signals})\. ", "", sentence)


def test_a_pause_and_its_end_are_said_once(bedside: Bedside, said: list[str]) -> None:
    station_named("session").go(bedside)
    said.clear()

    bedside.press("Pause")
    bedside.pass_time(5)
    bedside.press("Resume")
    bedside.pass_time(5)

    assert said == ["Paused.", "Continuing."]


def test_going_on_in_a_pause_says_the_step(bedside: Bedside, said: list[str]) -> None:
    bedside.start_session()
    bedside.press("Pause")
    said.clear()

    bedside.press("Next")

    state = bedside.sessions.state
    assert state is not None
    assert said == [f"{segment_name(state.current_progress.segment)}."]


def test_with_eyes_closed_it_is_all_said_too(bedside: Bedside, said: list[str]) -> None:
    station_named("session eyes closed").go(bedside)
    said.clear()

    bedside.keys("Space")

    assert said == ["Paused."]


def test_after_a_suspend_the_question_is_said(bedside: Bedside, said: list[str]) -> None:
    station_named("session").go(bedside)
    said.clear()

    bedside.clock.suspend(600)
    bedside.sessions.check_clocks()

    assert said == ["Paused.", QUESTION_TO_CONTINUE]


def test_saving_is_said(bedside: Bedside, said: list[str]) -> None:
    station_named("morning").go(bedside)

    bedside.press("Save night")

    missing = "“Minutes to fall asleep”, “Total minutes awake in the night” and “Woke up”"
    assert said[-1] == f"Saved. Time asleep still needs: {missing}."


def test_trouble_is_said_in_the_light_and_not_in_the_dark(bedside: Bedside, said: list[str]) -> None:
    station_named("choices").go(bedside)
    bedside.disk.fill_up()
    bedside.press("Just awake")
    assert said == []
    bedside.keys("x")

    bedside.press("Good morning")

    assert said == [KEPT_UNTIL_THEN]
