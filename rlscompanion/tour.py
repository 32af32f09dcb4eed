"""The tour, a command of developers: takes a picture of every page of the app, in every state.

The tour goes through one bedtime, in an app with invented nights.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import tzlocal
from PySide6.QtCore import QEventLoop, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from rlscompanion import app as composition
from rlscompanion import assets, demo, paths
from rlscompanion.bedtime.preferences import RESCUE_ROUTINE, WIND_DOWN_ROUTINE
from rlscompanion.content.routines import load_routines
from rlscompanion.desktop.clock import MachineClock
from rlscompanion.domain import routine_edit
from rlscompanion.domain.items import Item
from rlscompanion.domain.ladder import LadderChoice
from rlscompanion.domain.learning import ArticleKind
from rlscompanion.domain.moment import Moment, moment_of_datetime
from rlscompanion.domain.playlist import Playlist, Track
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.safety import Finding
from rlscompanion.domain.soundscape import Sound
from rlscompanion.storage.playlists import SqlitePlaylists
from rlscompanion.tour_manners import PanelsTour
from rlscompanion.tour_records import RecordsTour
from rlscompanion.tour_steps import StepTour, draw_step_sheet
from rlscompanion.ui.flow import Flow
from rlscompanion.ui.main_window import SLOW_FADE_SECONDS
from rlscompanion.ui.refusal_window import RefusalWindow
from rlscompanion.ui.theme import EMBER, THEMES

TOUR_WINDOW_WIDTH, TOUR_WINDOW_HEIGHT = 1280, 800


def _print_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    """Pass on Qt's messages, except those about a missing screen."""
    if "propagateSizeHints" not in message:
        sys.stderr.write(f"{message}\n")


_TOUR_TRACKS = tuple(
    Track(UUID(int=index), f"/music/{title}.flac", title, artist, seconds, unavailable=word)
    for index, (title, artist, seconds, word) in enumerate(
        (
            ("Evening piece", "A quiet pianist", 412.0, ""),
            ("Second evening piece", "A quiet pianist", 386.0, ""),
            ("A long book, part one", "A calm reader", 10_920.0, ""),
            ("Old recording", "", None, "The file is not there any more."),
        )
    )
)

_FINDINGS_BY_PICTURE = {
    "ask-first": {Finding.BLEEDING, Finding.PREGNANCY},
    "same-day": {Finding.ONE_SIDED_PAIN},
    "lighter": {Finding.VARICOSE_VEINS, Finding.NO_SLEEP},
    "emergency": {Finding.CHEST_PAIN},
}
_HALF_A_YEAR_SECONDS = 182 * 24 * 3600


class TourClock(MachineClock):
    """The clock of the tour, which moves only when `move` is called.

    The clock starts at 22:30 today.
    """

    def __init__(self) -> None:
        super().__init__()
        self._seconds = 0.0
        evening = datetime.now(tzlocal.get_localzone()).replace(hour=22, minute=30, second=0, microsecond=0)
        self._evening = evening

    def seconds(self) -> float:
        """The bedtime seconds since the start of the tour: all seconds by which the clock was moved."""
        return self._seconds

    def now(self) -> Moment:
        """The time that the clock shows: 22:30 plus all seconds by which the clock was moved."""
        return moment_of_datetime(self._evening + timedelta(seconds=self._seconds))

    def suspended_seconds(self) -> float:
        """Zero, since this clock is never suspended."""
        return 0.0

    def uptime_seconds(self) -> float:
        """All seconds by which the clock was moved."""
        return self._seconds

    def move(self, seconds: float) -> None:
        """Move the clock forward by some seconds, or back by negative seconds."""
        self._seconds += seconds


def _do_nothing(*_: Any, **__: Any) -> None:
    """Do nothing."""


class SilentStandIn:
    """Stands in for the sound engine, the voice, the media keys and the object that keeps the machine awake.

    Nothing is played, spoken, shown or kept awake.
    """

    play = play_own = pause = set_level = fade = chime = speak = hush = _do_nothing
    say = prepare = set_long_buffers = choose_device = on_device_change = _do_nothing
    start = show = keep_display_on = prevent_suspend = release = close = _do_nothing

    def devices(self) -> Sequence[str]:
        """The name of one invented sound device."""
        return ("Loudspeakers",)

    def can_say(self, phrase: str) -> bool:
        """True for any phrase, so that the app uses this silent voice."""
        return True


def tour(directory: Path) -> None:
    """Take all pictures of the tour, and write them into a folder, which is created if it is missing.

    Raises Refusal if the folder cannot be used.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refusal(f"{directory} cannot be used: {error.strerror}. Choose another folder.") from error
    # Pictures need no screen, and look the same on every machine without one.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    qInstallMessageHandler(_print_qt_message)
    application = composition.make_application()
    with tempfile.TemporaryDirectory(prefix="rlscompanion-tour-") as folder:
        clock = TourClock()
        demo.fill_with_invented_nights(paths.sleep_log_file(Path(folder)), clock)
        silent = SilentStandIn()

        def start_app() -> composition.App:
            app = composition.build(
                Path(folder),
                clock,
                lambda: silent,
                silent,
                silent,
                lambda engine: silent,
                lambda on_change: None,
            )
            app.window.resize(TOUR_WINDOW_WIDTH, TOUR_WINDOW_HEIGHT)
            app.window.show()
            return app

        guide = _TourGuide(directory, start_app, clock, Path(folder))
        try:
            guide.take_pictures_of_evening()
            guide.take_pictures_of_night()
            guide.take_pictures_of_morning()
            guide.take_pictures_of_records()
            guide.take_pictures_of_safety()
            guide.take_pictures_of_interrupted_session()
            guide.take_pictures_of_panels()
            guide.take_pictures_of_refusal_window()
            guide.take_pictures_of_steps()
            guide.take_pictures_of_pages_by_day()
        finally:
            guide.close()
    application.processEvents()
    qInstallMessageHandler(None)
    sys.stdout.write(f"{guide.taken} pictures in {directory}\n")


class _TourGuide:
    """Goes through one bedtime in the app, and takes the pictures of the tour."""

    def __init__(
        self, directory: Path, start_app: Callable[[], composition.App], clock: TourClock, folder: Path
    ) -> None:
        self._directory, self._start_app, self._clock, self._folder = directory, start_app, clock, folder
        self._app = start_app()
        self.taken = 0

    @property
    def _flow(self) -> Flow:
        return self._app.flow

    def close(self) -> None:
        self._app.window.close()
        self._app.close()

    def take_pictures_of_evening(self) -> None:
        flow = self._flow
        self._take_pictures_of_welcome()
        flow.evening.show_tonight()
        flow.evening.tonight.first_step.draw_first_step()
        self._take_picture("tonight")
        SqlitePlaylists(self._app.log.connection, self._clock.now).save(Playlist(_TOUR_TRACKS))
        flow.day.show_sounds()
        self._take_picture("sounds")
        sound = self._app.bedtime.sound
        for each, level in ((Sound.SURF, 0.8), (Sound.FIRE, 0.4)):
            sound.set_sound_level(each, level)
        self._app.bedtime.presets.save("My evening", sound.mix)
        sound.play()
        sound.start_timer()
        self._take_picture("sounds-playing")
        self._clock.move(38 * 60)
        sound.extend_timer(0)
        self._take_picture("sounds-fading")
        self._clock.move(-38 * 60)
        sound.stop()
        sound.cancel_timer()
        WIND_DOWN_ROUTINE.keep(self._app.bedtime.preferences, "wind_down_05")
        flow.evening.show_tonight()
        flow.evening.tonight.start_button.click()
        flow.evening.scales_before.set_ratings((7, 4, 2, 5))
        flow.evening.scales_before.submit_ratings()
        self._step_tour().take_pictures_of_moments("session")
        flow.evening.scales_after.set_ratings((5, 4, 2, 3))
        self._take_picture("after-eyes-closed")
        flow.evening.scales_after.stay_up()
        WIND_DOWN_ROUTINE.keep(self._app.bedtime.preferences, "wind_down_30")
        self._take_pictures_of_routines()
        self._take_pictures_of_learn(
            "learn", [article.key for article in composition.read_library().articles]
        )
        flow.evening.show_tonight()
        flow.evening.tonight.start_button.click()
        self._take_picture("before")
        flow.evening.scales_before.set_ratings((6, 4, 2, 5))
        self._take_picture("before-rated")
        flow.evening.scales_before.submit_ratings()
        self._step_tour().take_pictures_of_each_step("session")
        self._take_picture("after")
        flow.evening.scales_after.set_ratings((3, 2, 1, 2))
        self._take_picture("after-rated")
        flow.evening.scales_after.submit_ratings()

    def _take_pictures_of_welcome(self) -> None:
        """Take pictures of the first start, and of the first nights' explanations before the black."""
        flow = self._flow
        flow.welcome.begin()
        for name in ("welcome-massage", "welcome-keys", "welcome-privacy"):
            self._take_picture(name)
            flow.welcome.cards.show_next_card()
        self._take_picture("sound-check")
        flow.night.lights_out.show_keys_hint()
        self._app.window.show_page(flow.night.lights_out, theme=EMBER)
        self._take_picture("lights-out-keys")
        flow.night.lights_out.go_black()

    def _take_pictures_of_routines(self) -> None:
        routines, page = self._app.bedtime.routines, self._flow.routines.routines
        self._flow.routines.show_from_tonight()
        self._take_picture("routines")
        shipped = routines.routine("wind_down_15")
        copy = routines.copy(shipped) if shipped else None
        assert copy is not None
        routines.change(routine_edit.without_step(copy, 4), "Calf, kneading removed")
        routines.rename(copy.key, "My evening")
        page.choose_routine(copy.key)
        page.select_step(3)
        self._take_picture("routines-own")
        bad = self._folder / "from a friend.toml"
        bad.write_text('title = "From a friend"\nkind = "wind_down"\nsteps = ["knee"]\n', "utf-8")
        page.import_file(str(bad))
        self._take_picture("routines-refused")
        routines.delete(copy.key)

    def take_pictures_of_night(self) -> None:
        lights_out = self._flow.night.lights_out
        self._take_picture("lights-out")
        lights_out.show_choices()
        self._take_picture("lights-out-choices")
        self._clock.move(3.5 * 3600)
        for rescue in ("rescue_lying", "rescue_standing"):
            RESCUE_ROUTINE.keep(self._app.bedtime.preferences, rescue)
            lights_out.show_choices()
            lights_out.choose_restless()
            self._step_tour().take_pictures_of_each_step(rescue.replace("_", "-"))
        self._take_pictures_of_ladder()
        self._take_picture("lights-out-after-rescue")

    def _take_pictures_of_ladder(self) -> None:
        """Take pictures of the ladder: its choices, each try, and the question afterwards."""
        up = self._flow.ladder
        self._take_picture("ladder")
        for rung in LadderChoice:
            up.try_rung(rung)
            self._take_picture(f"ladder-{rung}")
        up.instructions.go_black()
        self._take_picture("ladder-mind-black")
        up.instructions.ended.emit()
        self._take_picture("ladder-did-it-help")
        up.helped_question.left.emit()

    def take_pictures_of_morning(self) -> None:
        flow = self._flow
        self._clock.move(3.9 * 3600)
        flow.night.lights_out.show_choices()
        flow.night.lights_out.choose_good_morning()
        self._take_picture("morning-prefilled")
        flow.night.morning.fill_fields(
            {
                Item.WENT_TO_BED: "22:25",
                Item.MINUTES_TO_FALL_ASLEEP: "25",
                Item.MINUTES_AWAKE: "900",
                Item.WOKE_UP: "quarter to",
                Item.MINUTES_TRYING_AGAIN: "0",
            }
        )
        flow.night.morning.save()
        self._take_picture("morning-problems")
        flow.night.morning.fill_fields(
            {Item.MINUTES_AWAKE: "20", Item.WOKE_UP: "5:50", Item.SYMPTOMS_BEGAN: "21:15"}
        )
        flow.night.morning.set_ratings(quality=4, worst_urge=6)
        flow.night.fill_in_diary()  # from its top again
        self._take_picture("morning-filled-in")
        flow.night.morning.save()
        self._take_picture("sleep-log")

    def take_pictures_of_records(self) -> None:
        """Take pictures of the pages that show past nights, as they look in the evening.

        Also writes the clinician's report and the page of medicines.
        """
        records_tour = self._records_tour()
        records_tour.take_pictures_of_charts("insights")
        records_tour.take_pictures_of_trial()
        records_tour.take_pictures_of_results("")
        records_tour.write_reports(self._directory)

    def _records_tour(self) -> RecordsTour:
        return RecordsTour(self._app, self._clock, self._take_picture)

    def take_pictures_of_safety(self) -> None:
        flow, safety = self._flow, self._app.bedtime.safety
        flow.safety.ask_about_health(flow.day.show_settings, "Settings")
        self._take_picture("health-questions")
        flow.safety.all_questions.tick(
            {Finding.CLOT_BEFORE, Finding.FEVER, Finding.REDUCED_FEELING, Finding.MOOD}
        )
        self._take_picture("health-questions-unfolded")
        flow.safety.all_questions.choose_none()
        self._take_picture("health-clear")
        for name, findings in _FINDINGS_BY_PICTURE.items():
            safety.save_answers(findings)
            flow.safety.explain_refused_start(None)
            self._take_picture(f"health-{name}")
            flow.evening.show_tonight()
            self._take_picture(f"tonight-{name}")
        flow.evening.put_lights_out()
        flow.night.lights_out.choose_restless()
        self._take_picture("rescue-emergency")
        safety.save_answers({Finding.BLEEDING})
        flow.night.lights_out.choose_restless()
        self._take_picture("rescue-otherwise")
        safety.set_professional_approval(True)
        flow.safety.explain_refused_start(None)
        self._take_picture("health-agreed")
        safety.save_answers(set())
        flow.safety.ask_about_tonight()
        flow.safety.tonight_questions.tick({Finding.FEVER})
        self._take_picture("tonight-is-different")
        flow.safety.tonight_questions.submit_ticked()
        self._take_picture("health-tonight")
        safety.save_answers_for_tonight(set())
        self._clock.move(_HALF_A_YEAR_SECONDS)
        flow.night.fill_in_diary()
        self._take_picture("morning-anything-new")
        self._clock.move(-_HALF_A_YEAR_SECONDS)

    def take_pictures_of_interrupted_session(self) -> None:
        flow = self._flow
        flow.day.show_settings()
        self._take_picture("settings")
        flow.evening.show_tonight()
        flow.evening.tonight.start_button.click()
        flow.evening.scales_before.submit_ratings()
        self._clock.move(100)
        self._app.bedtime.sessions.check_clocks()
        self._app.bedtime.sessions.pause_and_save()
        self._take_picture("session-paused")
        self.close()
        self._app = self._start_app()
        self._take_picture("tonight-continue")

    def take_pictures_of_panels(self) -> None:
        """Take pictures of panels over a page, of the end of the settings, and of the wake-up screen."""
        panels_tour = PanelsTour(self._app, self._take_picture, self._save_numbered)
        panels_tour.take_pictures_of_panels()
        panels_tour.take_pictures_of_settings()
        panels_tour.take_pictures_of_wake_up()

    def take_pictures_of_refusal_window(self) -> None:
        refusal = RefusalWindow(
            "The sleep log comes from a newer version of this program. Install that one, then start again."
        )
        refusal.show()
        self._take_picture("refusal", refusal)
        refusal.close()

    def _step_tour(self) -> StepTour:
        return StepTour(
            self._app.bedtime.sessions, self._flow.evening.session, self._move, self._take_picture
        )

    def take_pictures_of_steps(self) -> None:
        """Take one picture for each theme, which shows the figures of all massage steps."""
        routines = load_routines().routines
        for theme in THEMES.values():
            self.taken += 1
            target = self._directory / f"{self.taken:03d}-steps-{theme.name}.png"
            self._save(draw_step_sheet(theme, routines, assets.figure_text), target)

    def take_pictures_of_pages_by_day(self) -> None:
        """Take pictures of the pages that have light colours by day."""
        flow = self._flow
        self._clock.move(3 * 3600)
        flow.night.fill_in_diary()
        self._take_picture("by-day-morning")
        flow.safety.ask_about_legs(flow.night.show_diary, "Tonight", SLOW_FADE_SECONDS)
        self._take_picture("by-day-leg-questions")
        flow.day.show_sleep_log()
        self._take_picture("by-day-sleep-log")
        self._take_pictures_of_learn("by-day-learn", ["better_sleep", "before_you_massage"])
        flow.day.show_settings()
        self._take_picture("by-day-settings")
        self._records_tour().take_pictures_of_charts("by-day-insights")
        flow.day.show_trial()
        self._take_picture("by-day-trial-result")
        self._records_tour().take_pictures_of_results("by-day-")

    def _take_pictures_of_learn(self, name: str, keys: Sequence[str]) -> None:
        """Take pictures of all topics, and of the start and end of some articles."""
        flow = self._flow.learn
        flow.show_topics()
        self._take_picture(name)
        for key in keys:
            flow.open_article(key)
            self._take_picture(f"{name}-{key.replace('_', '-')}")
            # Benefits end alike: one end stands for all.
            is_text = flow.article.article is not None and flow.article.article.kind is ArticleKind.TEXT
            if (is_text or key == "better_sleep") and flow.article.scroll_to_end():
                self._take_picture(f"{name}-{key.replace('_', '-')}-end")

    def _move(self, seconds: float) -> None:
        self._clock.move(seconds)
        self._app.bedtime.sessions.check_clocks()

    def _take_picture(self, name: str, widget: QWidget | None = None) -> None:
        for _ in range(3):
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            self._app.window.finish_fade()
        self._save_numbered(name, (widget or self._app.window).grab())

    def _save_numbered(self, name: str, picture: QPixmap) -> None:
        self.taken += 1
        target = self._directory / f"{self.taken:03d}-{name}-{self._app.window.theme.name}.png"
        self._save(picture, target)

    def _save(self, picture: QPixmap | QImage, target: Path) -> None:
        if not picture.save(str(target)):
            raise Refusal(f"{target} cannot be written. Choose another folder.")
