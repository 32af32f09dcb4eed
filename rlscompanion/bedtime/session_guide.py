"""Accompanies a session with spoken lines or chimes."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from rlscompanion.bedtime.ports import Clock, Preferences, Voice
from rlscompanion.bedtime.preferences import VOICE_CHOICE, VoiceChoice
from rlscompanion.bedtime.session_controller import SessionController
from rlscompanion.bedtime.sound_control import SoundControl
from rlscompanion.domain import spoken
from rlscompanion.domain.routine import Routine, RoutineKind, Segment, routine_segments
from rlscompanion.domain.session import SegmentStage, SegmentStatus, SessionState, SessionStatus
from rlscompanion.domain.spoken import SpokenLine

MAX_SPOKEN_SPEED = 4.0
"""The highest `Clock.speed` at which lines are spoken; at a higher speed there is no time for words."""


class SessionGuide(QObject):
    """Speaks the lines of a session at the right time; skipping a segment silences the segment's line.

    `make_recorded` and `make_system` create the recorded voice and the machine's voice when first needed.
    `make_system` gets a function, to be called when the machine's voice becomes able or unable to speak;
    `make_system` returns None if the machine has no voice. If the recorded voice lacks a phrase of a line,
    the machine's voice says the line. Without a machine's voice, the recorded voice says the phrases that it
    has.
    """

    voices_changed = Signal()

    def __init__(
        self,
        sessions: SessionController,
        sound: SoundControl,
        preferences: Preferences,
        clock: Clock,
        make_recorded: Callable[[], Voice],
        make_system: Callable[[Callable[[], None]], Voice | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._sessions, self._sound = sessions, sound
        self._preferences, self._clock = preferences, clock
        self._make_recorded, self._make_system = make_recorded, make_system
        self._recorded: Voice | None = None
        self._system: Voice | None = None
        self._system_was_tried = False
        self._index = -1  # that of the last move, as is the status
        self._status = SessionStatus.READY
        sessions.segment_started.connect(self._segment_started)
        sessions.work_started.connect(self._work_started)
        sessions.halfway.connect(self._halfway)
        sessions.last_seconds_begun.connect(self._last_seconds_begun)
        sessions.moved.connect(self._follow)
        sessions.suspended.connect(self.hush)
        sessions.finished.connect(self._finished)
        sessions.ended.connect(self._ended)

    @property
    def voice_choice(self) -> VoiceChoice:
        """What the person chose to accompany the steps: a voice, chimes, or nothing."""
        return VOICE_CHOICE.of(self._preferences)

    @property
    def has_system_voice(self) -> bool:
        """Whether this machine has a working voice of its own; a change of this emits `voices_changed`."""
        return self._system_voice() is not None

    def prepare(self, routine: Routine) -> None:
        """Load the first spoken phrases of a routine that is about to start."""
        if self._speaks:
            self._prepare(routine_segments(routine), 0)

    def say_where_we_are(self) -> bool:
        """Say where the session is: area, leg and time left. Returns whether a voice says so."""
        state = self._sessions.state
        if state is None or not self._speaks:
            return False
        self.hush()
        return self._say(spoken.spoken_status_line(state, self._sessions.seconds()))

    def say_at_night(self, line: SpokenLine) -> bool:
        """Say a line softly outside of a session. Returns whether a voice says the line."""
        return self._say(line, softly=True)

    @Slot()
    def hush(self) -> None:
        """Stop speaking."""
        for voice in (self._recorded, self._system):
            if voice is not None:
                voice.hush()

    def close(self) -> None:
        """Stop speaking for good, and release the voices."""
        for voice in (self._recorded, self._system):
            if voice is not None:
                voice.close()
        self._recorded = self._system = None
        self._system_was_tried = True

    @property
    def _speaks(self) -> bool:
        is_chosen = self.voice_choice in (VoiceChoice.RECORDED, VoiceChoice.SYSTEM)
        return is_chosen and self._clock.speed <= MAX_SPOKEN_SPEED and not self._sound.is_turned_down

    @Slot(int)
    def _segment_started(self, index: int) -> None:
        state = self._sessions.state
        if state is None or not _is_at(state, index, SegmentStage.LEAD_IN):
            return
        if not self._follows_done_segment(state, index):
            self.hush()
        if not self._say_at(index, SegmentStage.LEAD_IN) and self.voice_choice is not VoiceChoice.SILENT:
            self._sound.chime()
        if self._speaks:
            self._prepare(_segments(state), index)

    @Slot(int)
    def _work_started(self, index: int) -> None:
        self._say_at(index, SegmentStage.FIRST_HALF)

    @Slot(int)
    def _halfway(self, index: int) -> None:
        self._say_at(index, SegmentStage.SECOND_HALF)

    @Slot(int)
    def _last_seconds_begun(self, index: int) -> None:
        self._say_at(index, SegmentStage.LAST)

    @Slot()
    def _finished(self) -> None:
        state = self._sessions.state
        if state is not None and state.progress[-1].status is SegmentStatus.SKIPPED:
            self.hush()
        self._say((spoken.SESSION_OVER_PHRASE,), softly=True)
        self._forget()

    @Slot()
    def _ended(self) -> None:
        self.hush()
        self._forget()

    def _forget(self) -> None:
        """Drop the prepared phrases; the session is silent from then on."""
        if self._recorded is not None:
            self._recorded.prepare(())

    @Slot()
    def _follow(self) -> None:
        """Say that the session was paused, or that it continues."""
        state = self._sessions.state
        if state is None:
            return
        before, self._status, self._index = self._status, state.status, state.current_index
        if before is SessionStatus.RUNNING and state.status is SessionStatus.PAUSED:
            self.hush()
            self._say((spoken.PAUSED_PHRASE,))
        elif before is SessionStatus.PAUSED and state.status is SessionStatus.RUNNING:
            self.hush()
            self._say((spoken.CONTINUING_PHRASE,))

    def _follows_done_segment(self, state: SessionState, index: int) -> bool:
        """Whether a segment began because the previous one was done."""
        came_next = 0 < index == self._index + 1
        return came_next and state.progress[self._index].status is SegmentStatus.DONE

    def _say_at(self, index: int, stage: SegmentStage) -> bool:
        """Say the line for a stage of a segment, unless the stage is over.

        Returns whether a voice says any of the line.
        """
        state = self._sessions.state
        if state is None or not _is_at(state, index, stage):
            return False
        return self._say(spoken.spoken_stage_line(_segments(state), index, stage))

    def _say(self, line: SpokenLine, softly: bool = False) -> bool:
        """Say a line, softly in a rescue at night. Returns whether any of it is said."""
        if not self._speaks:
            return False
        voice = self._voice_for(line)
        if not any(voice.can_say(phrase) for phrase in line):
            return False
        routine = self._sessions.routine
        is_night = routine is not None and routine.kind is RoutineKind.RESCUE
        voice.say(line, softly=softly or is_night)
        return True

    def _voice_for(self, line: SpokenLine) -> Voice:
        recorded = self._recorded_voice()
        is_recorded = all(recorded.can_say(phrase) for phrase in line)
        if is_recorded and self.voice_choice is VoiceChoice.RECORDED:
            return recorded
        return self._system_voice() or recorded

    def _prepare(self, segments: tuple[Segment, ...], index: int) -> None:
        """Load the lines of a segment and the first line of the next one."""
        lines = [
            spoken.spoken_stage_line(segments, index, stage)
            for stage in spoken.stage_durations(segments[index])
        ]
        if index + 1 < len(segments):
            lines.append(spoken.spoken_stage_line(segments, index + 1, SegmentStage.LEAD_IN))
        phrases = [phrase for line in lines for phrase in line]
        self._voice_for(tuple(phrases))  # which looks for the system's voice if it will be needed
        if self.voice_choice is VoiceChoice.RECORDED:
            self._recorded_voice().prepare(
                [*phrases, spoken.PAUSED_PHRASE, spoken.CONTINUING_PHRASE, spoken.SESSION_OVER_PHRASE]
            )

    def _recorded_voice(self) -> Voice:
        if self._recorded is None:
            self._recorded = self._make_recorded()
        return self._recorded

    def _system_voice(self) -> Voice | None:
        if not self._system_was_tried:
            self._system_was_tried = True
            self._system = self._make_system(self.voices_changed.emit)
        return self._system if self._system is not None and self._system.can_say("") else None


def _is_at(state: SessionState, index: int, stage: SegmentStage) -> bool:
    return not state.is_over and state.current_index == index and state.current_progress.stage is stage


def _segments(state: SessionState) -> tuple[Segment, ...]:
    return tuple(each.segment for each in state.progress)
