"""Tonight: one large button, with last night's routine and sound already chosen."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from rlscompanion.bedtime.night_recorder import NightRecorder
from rlscompanion.bedtime.ports import Clock, Preferences
from rlscompanion.bedtime.preferences import ONE_LEG, ROUTINE, START_LEG
from rlscompanion.bedtime.preset_shelf import PresetShelf
from rlscompanion.bedtime.routine_shelf import RoutineShelf
from rlscompanion.bedtime.safety_screen import SafetyScreen
from rlscompanion.bedtime.session_controller import SessionController
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.bedtime.trial_keeper import TrialKeeper
from rlscompanion.domain.moment import evening_of
from rlscompanion.domain.night import both_dates
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.routine import (
    SIDE_TITLES,
    Legs,
    Routine,
    RoutineKind,
    Side,
    massage_seconds,
    starting_on,
    unfold,
)
from rlscompanion.domain.safe_routine import Adapted, breathing
from rlscompanion.domain.safety import Gap, Level, Verdict
from rlscompanion.domain.safety_advice import listed
from rlscompanion.domain.session_record import SessionRecord
from rlscompanion.domain.soundscape import NO_SOUND, Mix
from rlscompanion.domain.trial import Arm, Instead
from rlscompanion.domain.trial_words import tonight_words
from rlscompanion.ui.tonight.start_button import QuietNight, StartButton
from rlscompanion.ui.tonight.who_massages import WhoMassages
from rlscompanion.ui.widgets.boxes import filled, in_column, in_row
from rlscompanion.ui.widgets.chooser import Chooser
from rlscompanion.ui.widgets.column import CentredColumn
from rlscompanion.ui.widgets.controls import button, display, label, show_on, tell
from rlscompanion.ui.widgets.measure_text import length_text
from rlscompanion.ui.widgets.sliders import LevelSlider

LOCKED = "Massage is locked: see why, and what stays open"
FIRST_QUESTIONS = "A few questions about your health come first."
ANOTHER_LOOK = "Another look at what you ticked earlier comes first."
NOTHING_LEFT = "Nothing of this massage is left tonight: see why"

_PREFERENCES = {Legs.BOTH: START_LEG, Legs.ONE: ONE_LEG}


def leg_matters(routine: Routine) -> bool:
    """Whether the start leg changes anything that is done."""
    return unfold(starting_on(routine, Side.LEFT)) != unfold(starting_on(routine, Side.RIGHT))


class StartLeg(Chooser):
    """Shows itself and its caption only for a routine whose start leg matters; remembers the choice."""

    def __init__(self, preferences: Preferences) -> None:
        super().__init__("Start leg")
        self._preferences = preferences
        self._legs = Legs.BOTH
        self.caption = label("", "soft", buddy=self)
        self.addItem("Left leg", Side.LEFT)
        self.addItem("Right leg", Side.RIGHT)
        self.activated.connect(self._remember)
        self.offer(None)

    def offer(self, routine: Routine | None) -> None:
        """Show what is remembered for routines like this one, if it matters to it."""
        matters = routine is not None and leg_matters(routine)
        self.setVisible(matters)
        self.caption.setVisible(matters)
        if routine is not None:
            self._legs = routine.legs
            self.caption.setText(_PREFERENCES[routine.legs].label)
            self.setCurrentIndex(self.findData(self._remembered(routine)))

    def applied(self, routine: Routine) -> Routine:
        """The routine, starting on the leg that is chosen for routines like it."""
        return starting_on(routine, self._remembered(routine))

    def _remembered(self, routine: Routine) -> Side:
        return _PREFERENCES[routine.legs].of(self._preferences) or routine.start_leg

    @Slot()
    def _remember(self) -> None:
        _PREFERENCES[self._legs].keep(self._preferences, Side(self.currentData()))


def start_words(routine: Routine, adapted: Adapted, verdict: Verdict) -> tuple[str, str]:
    """The line on the start button, and the note under it, which may be empty."""
    if adapted.startable is not None:
        return length_text(adapted.startable), adapted.note
    if verdict.level is Level.UNASKED:
        never = any(cause.what is Gap.NEVER_ASKED for cause in verdict.causes)
        return length_text(routine), FIRST_QUESTIONS if never else ANOTHER_LOOK
    reasons = f"You ticked: {listed(verdict.reasons, most=3)}."
    return (LOCKED if verdict.is_locked else NOTHING_LEFT), reasons


def offer_text(routine: Routine) -> str:
    """A routine as it stands in the list: its title and both lengths."""
    return f"{routine.title}  ·  {length_text(routine)}"


class TonightPage(QWidget):
    """Where an evening starts; it knows what is offered, not what follows. `refresh` fills it."""

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
        recorder: NightRecorder,
        sound: SoundControl,
        shelf: PresetShelf,
        safety: SafetyScreen,
        trials: TrialKeeper,
    ) -> None:
        super().__init__()
        self._routines = routines
        self._clock, self._preferences = clock, preferences
        self._sessions, self._recorder = sessions, recorder
        self._sound, self._shelf = sound, shelf
        self._safety, self._trials = safety, trials
        self._broken_off: SessionRecord | None = None
        self._arm: Arm | None = None
        self._instead: Instead | None = None

        self._dates = label("", "soft")
        self._trial = display("Trial tonight", "soft", wrap=True)
        self._trial.setContentsMargins(0, 6, 0, 0)
        self.start_button = StartButton()
        self.start_button.clicked.connect(self._start)
        self._quiet = QuietNight()
        self._quiet.lights_out_chosen.connect(self.lights_out_chosen)
        self._quiet.breathing_chosen.connect(self._breathe)
        self._quiet.massage_chosen.connect(self._start)
        self._note = display("What is left out", "small", wrap=True)
        self._routine = Chooser("Routine")
        self._routine.currentIndexChanged.connect(self._routine_picked)
        self._routine.setSizeAdjustPolicy(Chooser.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._edit = button("Edit", "Edit routines", "flat", pressed=self.routines_chosen)
        self._edit.setProperty("bulk", "arrow")
        self._start_leg = StartLeg(preferences)
        self._who = WhoMassages(preferences)
        self._sound_box = Chooser("Sound")
        self._mixes: list[Mix] = []
        self._sound_box.activated.connect(self._sound_picked)
        self._level = LevelSlider("Level")
        self._level.valueChanged.connect(self._level_moved)
        self.lights_out_button = button("Lights out", "Lights out", pressed=self.lights_out_chosen)
        self.diary_button = button(
            "Fill in morning diary", "Fill in morning diary", pressed=self.diary_chosen
        )
        self._differs = button(
            "Tonight is different", "Tonight is different", "flat", pressed=self.tonight_differs_chosen
        )
        self._banner, self._banner_text, self._continue = self._make_banner()
        self._lay_out()

    def refresh(self) -> None:
        """Show the present evening, what was remembered, and whether something was broken off."""
        self._dates.setText(both_dates(evening_of(self._clock.now())))
        self._arm, self._instead = self._night_of_a_trial()
        tell(self._trial, tonight_words(self._arm, self._instead))
        self._fill_routines()
        self._fill_sounds()
        self._level.show_level(self._sound.level)
        self._show_routine()
        self._show_banner()
        is_quiet = self._arm is Arm.NO_MASSAGE
        self._quiet.setVisible(is_quiet)
        self.start_button.setVisible(not is_quiet)
        large = self._quiet.large if is_quiet else self.start_button
        (large if self.start_button.isEnabled() else self.lights_out_button).setFocus()

    def _lay_out(self) -> None:
        lines = in_column(spacing=0, margins=(0, 20, 0, 20))
        lines.addStretch(2)
        filled(
            lines,
            self._dates,
            4,
            label("Tonight", "title"),
            self._trial,
            26,
            self._banner,
            self.start_button,
            self._quiet,
            10,
            self._note,
            16,
        )
        choices = QGridLayout()
        choices.setHorizontalSpacing(16)
        choices.setVerticalSpacing(12)
        choices.setColumnMinimumWidth(0, 96)
        choices.setColumnStretch(1, 1)
        for row, (caption, control) in enumerate(
            (
                (label("Routine", "soft"), self._routine),
                (self._start_leg.caption, self._start_leg),
                (self._who.caption, self._who),
                (label("Sound", "soft"), self._sound_box),
                (label("Level", "soft"), self._level),
            )
        ):
            caption.setBuddy(control)
            choices.addWidget(caption, row, 0)
            choices.addWidget(control, row, 1, 1, 1 if control is self._routine else 2)
        choices.addWidget(self._edit, 0, 2)
        filled(
            lines,
            choices,
            26,
            in_row((self.lights_out_button, 1), (self.diary_button, 1), spacing=14),
            8,
            (self._differs, 0, Qt.AlignmentFlag.AlignHCenter),
        )
        lines.addStretch(3)
        in_column(CentredColumn(lines, 580), into=self)

    def _night_of_a_trial(self) -> tuple[Arm | None, Instead | None]:
        """What tonight is for in a trial, and what takes the massage's time on nights without."""
        try:
            arm = self._trials.tonight()
            trial = self._trials.going_on() if arm is not None else None
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

    def _show_banner(self) -> None:
        self._broken_off = self._sessions.broken_off()
        routine = self._routines.routine(self._broken_off.routine_key) if self._broken_off else None
        if self._broken_off is not None and routine is not None and self._broken_off.segments:
            at = self._broken_off.segments[self._broken_off.index]
            title = next((step.title for step in routine.steps if step.key == at.step_key), "")
            show_on(self._banner_text, f"You stopped at {title}, {SIDE_TITLES[at.side]}.")
            self._continue.show()
            self._banner.show()
        elif self._recorder.is_in_bed:
            show_on(
                self._banner_text, "The night is still open. Put the lights out again, or fill in the diary."
            )
            self._continue.hide()
            self._banner.show()
        else:
            self._banner.hide()

    def _fill_routines(self) -> None:
        """Every wind-down there is now; a remembered one that is gone is remembered still."""
        wanted = ROUTINE.of(self._preferences)
        chosen = self._routines.chosen(RoutineKind.WIND_DOWN, wanted, ROUTINE.default)
        self._routine.blockSignals(True)
        self._routine.clear()
        for each in self._routines.of_kind(RoutineKind.WIND_DOWN):
            self._routine.addItem(offer_text(each), each.key)
        self._routine.setCurrentIndex(self._routine.findData(chosen.key) if chosen else -1)
        self._routine.blockSignals(False)
        self.start_button.setEnabled(chosen is not None)

    def _fill_sounds(self) -> None:
        """Every preset, the mix made by hand if it is none of them, and silence."""
        offers = [(preset.title, preset.mix) for preset in self._shelf.presets]
        own = self._sound.own_mix
        for mix in (own, self._sound.mix):
            if mix is not None and not mix.is_silent and mix not in (each for _, each in offers):
                offers.append(("Your mix", mix))
        offers.append(("No sound", NO_SOUND))
        self._mixes = [mix for _, mix in offers]
        self._sound_box.clear()
        self._sound_box.addItems([title for title, _ in offers])
        self._sound_box.setCurrentIndex(self._mixes.index(self._sound.mix))

    def _show_routine(self) -> None:
        routine = self._chosen()
        self._start_leg.offer(routine)
        self._who.offer(routine)
        words, note = "No routine could be read.", ""
        if routine is not None:
            adapted = self._safety.adapted(routine)
            words, note = start_words(routine, adapted, self._safety.verdict)
        self.start_button.lengths.setText(words)
        in_its_place = self._breathing()
        minutes = massage_seconds(unfold(in_its_place)) / 60 if in_its_place else None
        is_barred = words in (LOCKED, NOTHING_LEFT)
        self._quiet.show_night(minutes, words if is_barred else f"Massage anyway: {words}")
        tell(self._note, note)

    def _chosen(self) -> Routine | None:
        key = self._routine.currentData()
        return self._routines.routine(key) if key is not None else None

    @Slot()
    def _start(self) -> None:
        routine = self._chosen()
        if routine is not None:
            self.wind_down_chosen.emit(self._who.applied(self._start_leg.applied(routine)))

    def _breathing(self) -> Routine | None:
        """Breathing for as long as the massage that is chosen; None where there is no step for it."""
        routine = self._chosen()
        if routine is None or self._instead is not Instead.BREATHING:
            return None
        massage = self._safety.adapted(routine).startable or routine
        return breathing(self._routines.steps, RoutineKind.WIND_DOWN, massage_seconds(unfold(massage)))

    @Slot()
    def _breathe(self) -> None:
        routine = self._breathing()
        if routine is not None:
            self.wind_down_chosen.emit(routine)

    @Slot()
    def _continue_session(self) -> None:
        routine = self._routines.routine(self._broken_off.routine_key) if self._broken_off else None
        if routine is not None:
            self.continue_chosen.emit(self._broken_off, routine)

    @Slot()
    def _routine_picked(self) -> None:
        ROUTINE.keep(self._preferences, str(self._routine.currentData()))
        self._show_routine()

    @Slot(int)
    def _sound_picked(self, index: int) -> None:
        self._sound.choose(self._mixes[index])

    @Slot(int)
    def _level_moved(self, level: int) -> None:
        self._sound.set_level(level / 100)
