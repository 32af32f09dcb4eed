"""The Tonight page: a large start button, with the person's usual routine and sound already chosen."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from rlscompanion.bedtime.diary import Diary
from rlscompanion.bedtime.health_answers import HealthAnswers
from rlscompanion.bedtime.night_recorder import DIARY_HOURS, NightRecorder
from rlscompanion.bedtime.ports import Clock, Preferences
from rlscompanion.bedtime.preferences import WIND_DOWN_ROUTINE
from rlscompanion.bedtime.preset_shelf import PresetShelf
from rlscompanion.bedtime.routine_shelf import RoutineShelf
from rlscompanion.bedtime.session_controller import SessionController
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.bedtime.trial_keeper import TrialKeeper
from rlscompanion.domain.greeting import greeting, last_night_words
from rlscompanion.domain.moment import evening_of
from rlscompanion.domain.night import Night, both_dates_text
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import SIDE_TITLES, Routine, RoutineKind, massage_seconds, routine_segments
from rlscompanion.domain.safe_routine import AdaptedRoutine, breathing_routine
from rlscompanion.domain.safety import MissingAnswer, RestrictionLevel, Verdict
from rlscompanion.domain.safety_advice import reasons_text
from rlscompanion.domain.session_record import SessionRecord
from rlscompanion.domain.trial import Arm, Replacement
from rlscompanion.domain.trial_words import trial_tonight_words
from rlscompanion.ui.tonight.first_step import FirstStepPicture
from rlscompanion.ui.tonight.routine_chips import RoutineChips
from rlscompanion.ui.tonight.sound_choice import SoundChoice
from rlscompanion.ui.tonight.start_button import LIGHTS_OUT_TEXT, NoMassageButtons, StartButton
from rlscompanion.ui.tonight.start_leg import StartLegChoice
from rlscompanion.ui.tonight.who_massages import WhoMassagesChoice
from rlscompanion.ui.widgets.boxes import STRETCH, add_parts, in_column, in_row
from rlscompanion.ui.widgets.column import PageColumn
from rlscompanion.ui.widgets.controls import (
    button,
    display_label,
    label,
    set_style_property,
    show_or_hide,
    show_text,
)
from rlscompanion.ui.widgets.field_grid import FieldGrid
from rlscompanion.ui.widgets.quantity_text import routine_lengths_text
from rlscompanion.ui.widgets.wrapping_row import WrappingRow

FILL_IN_DIARY_TEXT = "Fill in morning diary"
MASSAGE_IS_LOCKED_TEXT = "Massage is locked. Press to see why, and what you can do instead."
HEALTH_QUESTIONS_FIRST_TEXT = "A few questions about your health come first."
REVIEW_ANSWERS_FIRST_TEXT = "Another look at what you ticked earlier comes first."
LENGTHS_EXPLANATION = "The whole time includes a few seconds before each step to place your hands."
SHORTER = ". Shorter, because steps are left out."
NO_STEP_LEFT = "No step of this massage is left for tonight. Press to see why."
WHEN_TONIGHT_IS_DIFFERENT = "such as a fever, a new injury or a newly sore leg"
NIGHT_IS_OPEN = "The night is still being recorded. Press Lights out again, or fill in the diary."


def start_button_texts(routine: Routine, adapted: AdaptedRoutine, verdict: Verdict) -> tuple[str, str]:
    """The second line of the start button, and the note below the button (may be empty), for a routine.

    `adapted` is the routine adapted to the answers to the health questions; `verdict` says what these answers
    allow.
    """
    if adapted.routine_if_startable is not None:
        lengths = routine_lengths_text(adapted.routine_if_startable)
        return f"{lengths}{SHORTER if adapted.is_shorter else ''}", adapted.note
    if verdict.level is RestrictionLevel.UNASKED:
        never = any(cause.source is MissingAnswer.NEVER_ASKED for cause in verdict.causes)
        questions_first = HEALTH_QUESTIONS_FIRST_TEXT if never else REVIEW_ANSWERS_FIRST_TEXT
        return routine_lengths_text(routine), questions_first
    reasons = f"You ticked: {reasons_text(verdict.reasons, limit=3)}."
    return (MASSAGE_IS_LOCKED_TEXT if verdict.is_locked else NO_STEP_LEFT), reasons


class TonightPage(QWidget):
    """The first page of an evening: it shows the choices for tonight, and emits a signal when one is started.

    The page is empty until `refresh` is called.
    """

    wind_down_chosen = Signal(object)
    continue_chosen = Signal(object, object)
    lights_out_chosen = Signal()
    diary_chosen = Signal()
    tonight_differs_chosen = Signal()
    routines_chosen = Signal()

    def __init__(
        self,
        routines: RoutineShelf,
        clock: Clock,
        preferences: Preferences,
        sessions: SessionController,
        diary: Diary,
        recorder: NightRecorder,
        sound: SoundControl,
        shelf: PresetShelf,
        safety: HealthAnswers,
        trials: TrialKeeper,
        figure_text: Callable[[str], str],
    ) -> None:
        super().__init__()
        self._routines = routines
        self._clock, self._preferences = clock, preferences
        self._sessions, self._diary, self._recorder = sessions, diary, recorder
        self._safety, self._trials = safety, trials
        self._interrupted: SessionRecord | None = None
        self._arm: Arm | None = None
        self._instead: Replacement | None = None

        self._dates = label("", "soft")
        self._greeting = label("", "title")
        self._last_night = display_label("Last night", "sentence")
        self._trial = display_label("Trial tonight", "sentence", wrap=True)
        self._diary_first: StartButton | None = None
        self._first_place = in_column()
        self.start_button = StartButton()
        self.start_button.clicked.connect(self._start_wind_down)
        self.start_button.setToolTip(LENGTHS_EXPLANATION)
        self.first_step = FirstStepPicture(figure_text)
        self.start_button.add_picture(self.first_step)
        self._no_massage = NoMassageButtons()
        self._no_massage.lights_out_chosen.connect(self.lights_out_chosen)
        self._no_massage.breathing_chosen.connect(self._start_breathing)
        self._no_massage.massage_chosen.connect(self._start_wind_down)
        self._note = display_label("What is left out", "reading", wrap=True)
        edit = button("Edit routines", "Edit routines", "flat", pressed=self.routines_chosen)
        self._chips_caption = label("Which massage", "soft")
        self._chips_caption.setContentsMargins(0, 0, 0, 6)
        self._chips = RoutineChips(edit)
        self._chips.chosen.connect(self._routine_picked)
        self._start_leg = StartLegChoice(preferences)
        self._who_massages = WhoMassagesChoice(preferences)
        for choice in (self._start_leg, self._who_massages):
            choice.activated.connect(self._show_first_step)
        self._sound = SoundChoice(sound, shelf)
        self.lights_out_button = button(LIGHTS_OUT_TEXT, LIGHTS_OUT_TEXT, pressed=self.lights_out_chosen)
        self.diary_button = button(FILL_IN_DIARY_TEXT, FILL_IN_DIARY_TEXT, "flat", pressed=self.diary_chosen)
        self._differs = button(
            "Tonight is different", "Tonight is different", "flat", pressed=self.tonight_differs_chosen
        )
        self._differs.setAccessibleDescription(WHEN_TONIGHT_IS_DIFFERENT)
        self._banner, self._banner_text, self._continue = self._make_banner()
        self._lay_out()

    def refresh(self) -> None:
        """Show what is due this evening, the remembered choices, and an interrupted session, if any."""
        now = self._clock.now()
        night = self._night_before()
        self._dates.setText(both_dates_text(evening_of(now)))
        self._greeting.setText(greeting(now.local.hour))
        show_or_hide(self._last_night, last_night_words(night))
        self._arm, self._instead = self._trial_tonight()
        show_or_hide(self._trial, trial_tonight_words(self._arm, self._instead))
        self._fill_routines()
        self._sound.refresh()
        self._show_routine()
        is_diary_first = self._is_diary_first(night)
        self._show_banner(is_in_bed=self._recorder.is_in_bed and not is_diary_first)
        is_without_massage = self._arm is Arm.NO_MASSAGE
        self._no_massage.setVisible(is_without_massage)
        self._chips_caption.setVisible(is_without_massage)
        self.start_button.setVisible(not is_without_massage)
        large = self._no_massage.large if is_without_massage else self.start_button
        if is_diary_first:
            large = self._large_diary_button()
        self._show_diary_place(is_diary_first)
        can_start = is_without_massage or self.start_button.isEnabled()
        (large if can_start else self.lights_out_button).setFocus()

    def _lay_out(self) -> None:
        self._choices = FieldGrid(
            [
                (self._sound.caption, self._sound),
                (self._sound.level_caption, self._sound.level),
                (self._start_leg.caption, self._start_leg),
                (self._who_massages.caption, self._who_massages),
            ]
        )
        why_different = label(WHEN_TONIGHT_IS_DIFFERENT, "small")
        feet = QWidget()
        feet.setLayout(WrappingRow([self.lights_out_button, self.diary_button, self._differs, why_different]))
        lines = in_column(
            self._dates,
            2,
            self._greeting,
            2,
            self._last_night,
            2,
            self._trial,
            18,
            self._banner,
            self._first_place,
            (self.start_button, 3),
            (self._no_massage, 3),
            8,
            self._note,
            12,
            self._chips_caption,
            self._chips,
            22,
            self._choices,
            26,
            feet,
            STRETCH,
            spacing=0,
            margins=(0, 20, 0, 20),
        )
        in_column(PageColumn(lines), into=self)

    def _night_before(self) -> Night | None:
        """The night with a due or recently saved diary; None if the night cannot be read."""
        try:
            return self._diary.night_of(self._recorder.evening_to_fill_in())
        except Refusal:
            # The diary says why when it is opened.
            return None

    def _is_diary_first(self, night: Night | None) -> bool:
        """Whether this is the morning after a recorded night with an unsaved diary."""
        is_due = night is not None and night.saved_at is None and bool(night.sleeps)
        return is_due and self._clock.now().local.hour in DIARY_HOURS

    def _large_diary_button(self) -> StartButton:
        """The large diary button, created on first use."""
        if self._diary_first is None:
            self._diary_first = StartButton(FILL_IN_DIARY_TEXT)
            self._diary_first.second_line.setText("How was the night?")
            self._diary_first.clicked.connect(self.diary_chosen)
            add_parts(self._first_place, self._diary_first, 14)
        return self._diary_first

    def _show_diary_place(self, is_diary_first: bool) -> None:
        """Show the diary as a large button above a smaller start button, or as a link below it."""
        if self._diary_first is not None:
            self._diary_first.setVisible(is_diary_first)
        self.diary_button.setVisible(not is_diary_first)
        set_style_property(self.start_button, "role", "" if is_diary_first else "primary")
        set_style_property(self.start_button, "bulk", "second" if is_diary_first else "start")
        self.first_step.setVisible(not is_diary_first)

    def _trial_tonight(self) -> tuple[Arm | None, Replacement | None]:
        """Show what the person's trial plans for tonight: a massage, or what replaces a massage."""
        try:
            arm = self._trials.arm_tonight()
            trial = self._trials.current() if arm is not None else None
        except Refusal:
            # Nothing of an evening needs it; the Trial's own page tells of it.
            return None, None
        return arm, trial.instead if trial is not None else None

    def _make_banner(self) -> tuple[QFrame, QLabel, QPushButton]:
        banner = QFrame()
        banner.setProperty("role", "banner")
        text = label("", "soft", wrap=True)
        go_on = button("Continue", "Continue session", pressed=self._continue_session)
        in_row((text, 1), go_on, into=banner, margins=(18, 10, 10, 10))
        holder = QFrame()
        in_column(banner, into=holder, margins=(0, 0, 0, 18))
        return holder, text, go_on

    def _show_banner(self, *, is_in_bed: bool) -> None:
        self._interrupted = self._sessions.interrupted_session()
        routine = self._routines.routine(self._interrupted.routine_key) if self._interrupted else None
        if self._interrupted is not None and routine is not None and self._interrupted.segments:
            at = self._interrupted.segments[self._interrupted.index]
            title = next((step.title for step in routine.steps if step.key == at.step_key), "")
            show_text(self._banner_text, f"You stopped at {title}, {SIDE_TITLES[at.side]}.")
            self._continue.show()
            self._banner.show()
        elif is_in_bed:
            show_text(
                self._banner_text,
                "The night is still being recorded. Press Lights out again, or fill in the diary.",
            )
            self._continue.hide()
            self._banner.show()
        else:
            self._banner.hide()

    def _fill_routines(self) -> None:
        """List all wind-downs; remember the chosen one even if it no longer exists."""
        wanted = WIND_DOWN_ROUTINE.of(self._preferences)
        chosen = self._routines.routine_to_use(RoutineKind.WIND_DOWN, wanted, WIND_DOWN_ROUTINE.default)
        self._chips.show_routines(
            self._routines.of_kind(RoutineKind.WIND_DOWN), chosen.key if chosen else None
        )
        self.start_button.setEnabled(chosen is not None)

    def _show_routine(self) -> None:
        routine = self._chosen_routine()
        self._start_leg.show_for(routine)
        self._who_massages.show_for(routine)
        words, note = "No routine could be read.", ""
        if routine is not None:
            adapted = self._safety.adapt(routine)
            words, note = start_button_texts(routine, adapted, self._safety.verdict)
        self.start_button.second_line.setText(words)
        in_its_place = self._breathing_routine()
        minutes = massage_seconds(routine_segments(in_its_place)) / 60 if in_its_place else None
        is_barred = words in (MASSAGE_IS_LOCKED_TEXT, NO_STEP_LEFT)
        self._no_massage.set_texts(minutes, words if is_barred else "Massage anyway")
        # The large button is Lights out already, under the same name.
        is_large_one = self._arm is Arm.NO_MASSAGE and not self._no_massage.is_breathing
        self.lights_out_button.setVisible(not is_large_one)
        show_or_hide(self._note, note)
        self._choices.fit_to_text_size()
        self._show_first_step()

    @Slot()
    def _show_first_step(self) -> None:
        routine = self._chosen_routine()
        startable = self._safety.adapt(routine).routine_if_startable if routine else None
        self.first_step.show_routine(
            self._who_massages.adapt(self._start_leg.adapt(startable)) if startable else None
        )

    def _chosen_routine(self) -> Routine | None:
        return (
            self._routines.routine(self._chips.selected_key) if self._chips.selected_key is not None else None
        )

    @Slot()
    def _start_wind_down(self) -> None:
        routine = self._chosen_routine()
        if routine is not None:
            self.wind_down_chosen.emit(self._who_massages.adapt(self._start_leg.adapt(routine)))

    def _breathing_routine(self) -> Routine | None:
        """The breathing that replaces tonight's massage and lasts as long; None for no breathing."""
        routine = self._chosen_routine()
        if routine is None or self._instead is not Replacement.BREATHING:
            return None
        massage = self._safety.adapt(routine).routine_if_startable or routine
        return breathing_routine(
            self._routines.steps, RoutineKind.WIND_DOWN, massage_seconds(routine_segments(massage))
        )

    @Slot()
    def _start_breathing(self) -> None:
        routine = self._breathing_routine()
        if routine is not None:
            self.wind_down_chosen.emit(routine)

    @Slot()
    def _continue_session(self) -> None:
        routine = self._routines.routine(self._interrupted.routine_key) if self._interrupted else None
        if routine is not None:
            self.continue_chosen.emit(self._interrupted, routine)

    @Slot(str)
    def _routine_picked(self, key: str) -> None:
        WIND_DOWN_ROUTINE.keep(self._preferences, key)
        self._show_routine()
