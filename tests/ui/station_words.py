"""The words by which controls and displays of each station (a page in a state) are found."""

from collections.abc import Mapping, Sequence

from rlscompanion.domain.soundscape import SOUND_TITLES

NAVIGATION = ("Tonight", "Sounds", "Sleep log", "Insights", "Learn", "Settings")
SCALES_PAGE = ("Urge to move", "Muscle tension", "Pain", "Stress", "Continue", "Skip")
SESSION_PAGE = ("Back", "Next", "Add 15 seconds", "Eyes closed", "End session")
DIARY_PAGE = (
    *("Back", "Night bar", "Went to bed", "Tried to sleep", "Woke up", "Got up", "I did not sleep"),
    *("Sleep quality", "Worst urge to move", "More", "Save night", "Light colours"),
)
REST_OF_DIARY = (
    *("Minutes to fall asleep", "Times awake", "Minutes awake", "Planned wake"),
    *("Minutes trying to sleep again", "Symptoms began", "Notes"),
)
PLAYER_CONTROLS = ("Volume", "Mute", "15 minutes less", "15 minutes more", "More about the timer")
SOUNDS_PAGE = (
    *PLAYER_CONTROLS,
    "Built-in sounds",
    "Own audio",
    *SOUND_TITLES.values(),
    "Presets",
    "Edit presets",
)
OWN_AUDIO = (
    *("Add files", "Add folder", "Repeat", "Loop", "Remove track", "Move track up", "Move track down"),
    *("Previous track", "Next track", "Own audio volume", "Even loudness"),
)
FIRST_QUESTIONS = ("Sudden breathlessness", "Chest pain", "Loss of bladder or bowel control")
FOLDED_GROUPS = ("Conditions and medicines", "Fever or illness", "Skin, veins and feeling")
ANSWER_BUTTONS = ("None of these", "Done", "Not now")
ROUTINES_PAGE = (
    *("Routines", "New routine", "Copy routine", "Delete routine", "Import routine", "Export routine"),
    *("Steps", "Undo"),
)
ROUTINE_EDITOR = (
    *("Routine name", "Purpose", "Legs", "Note", "Remove step", "Move step up", "Move step down"),
    *("Step to add", "Add step", "Seconds", "Shorter", "Longer", "Legs of this step"),
)
BENEFIT_TITLES = (
    *("Looser muscles", "Better circulation", "Relaxation", "Less pain", "Better sleep"),
    *("Alongside other treatments", "Lasting relief"),
)
ARTICLE_TITLES = (
    *("What RLS is", "Before you massage", "When to see a doctor", "What to tell my doctor"),
    *("Things that can worsen RLS", "Things to try besides massage"),
)
CONTROLS: Mapping[str, Sequence[str]] = {
    "tonight": (
        *NAVIGATION,
        *("Routine", "Edit routines", "Start leg", "Sound", "Start wind-down", "Lights out"),
        *("Fill in morning diary", "Tonight is different"),
    ),
    "health questions": (*NAVIGATION, *FIRST_QUESTIONS, *FOLDED_GROUPS, *ANSWER_BUTTONS),
    "all health questions": (
        *NAVIGATION,
        *FIRST_QUESTIONS,
        *FOLDED_GROUPS,
        "Dialysis",
        "They affect my mood",
        *ANSWER_BUTTONS,
    ),
    "morning leg questions": (*NAVIGATION, "They affect my mood", *ANSWER_BUTTONS),
    "tonight is different": (*FIRST_QUESTIONS, "A fever", *ANSWER_BUTTONS),
    "health outcome clear": (*NAVIGATION, "Done", "Change answers"),
    "health outcome locked": (
        *NAVIGATION,
        *("A professional said massage is fine for me", "Breathing", "Play sound", "Lights out", "Done"),
    ),
    "rescue otherwise": ("Walking", "Breathing", "Play sound", "Back to sleep"),
    "rescue in an emergency": ("Close",),
    "welcome": ("Next", "Skip"),
    "sound check": ("Volume", "Next"),
    "before": SCALES_PAGE,
    "session": (*SESSION_PAGE, "Pause"),
    "session paused": (*SESSION_PAGE, "Resume"),
    "after": SCALES_PAGE,
    "choices": ("Restless legs", "Just awake", "Back to sleep", "Good morning", "Other help"),
    "ladder": ("Walk and stretch", "Warmth or cold", "Something for the mind", "Back to bed"),
    "did it help": ("No", "A little", "Yes", "Not tried"),
    "rescue": (*SESSION_PAGE, "Pause"),
    "morning": (*NAVIGATION, *DIARY_PAGE),
    "morning again": (*NAVIGATION, *DIARY_PAGE, *REST_OF_DIARY, "Delete night"),
    "overview": (
        *(*NAVIGATION, "Charts", "Sleep", "Legs", "Regularity", "Massage", "Open trial"),
        *("Report for a clinician", "Test results and medicines"),
    ),
    "insights": (
        *NAVIGATION,
        *("Charts", "Period week", "Period all", "Open trial", "Test results and medicines", "Save chart"),
        *("Copy chart", "Details"),
        "Report for a clinician",
    ),
    "onset": ("Baseline",),
    "onset another day": ("Baseline", "Baseline date"),
    "factors": ("Factor", "Measure"),
    "trial": (
        *("Compared with", "Outcome", "Difference that matters", "Pairs of nights", "Begin trial"),
        "Back to Insights",
    ),
    "trial going on": ("Stop trial", "Back to Insights"),
    "trial result": ("Chart", "Details", "Begin trial", "Back to Insights"),
    "tonight of a trial": ("Lights out", "Start wind-down"),
    "tonight of breathing": ("Start breathing", "Start wind-down", "Lights out"),
    "results": (
        *("Date of blood test", "Ferritin", "Transferrin saturation", "Add blood test"),
        *("Remove blood test 1", "Date of IRLS total", "IRLS total", "Add IRLS total", "Medicine 1"),
        *("Dopaminergic: medicine 1", "On the list: medicine 1", "New medicine", "Add medicine"),
        *("Next iron test", "Medicines to check with me"),
    ),
    "results removed": ("Undo",),
    "report": (
        *("Nights of the report", "Name", "Birth date", "Paper", "Notes of 2026-11-20", "Save report"),
        "Back to Insights",
    ),
    "report from to": ("From", "To"),
    "sleep log": (*NAVIGATION, "Nights"),
    "settings": (
        *NAVIGATION,
        "Health questions",
        "Night rescue",
        "Edit routines",
        "Text size",
        "Output device",
        "Keep awake at night",
        "Light or dark pages",
        "Sound after closing",
        *("Open data folder", "Keys", "Licences"),
    ),
    "learn": (*NAVIGATION, *BENEFIT_TITLES, *ARTICLE_TITLES),
    "benefit": (*NAVIGATION, "Back", "Try Slow breath", "Sleep times", "Next topic"),
    "text": (*NAVIGATION, "Back", "Next topic"),
    "sounds": (*NAVIGATION, *SOUNDS_PAGE, "Play"),
    "routines": (*NAVIGATION, *ROUTINES_PAGE, "Copy to change it"),
    "routines own": (*NAVIGATION, *ROUTINES_PAGE, *ROUTINE_EDITOR),
    "routines refused": ("Save again", "Leave it"),
    "sounds with all": (
        *(*SOUNDS_PAGE, "Pause", "Cancel timer", "Sound ends", "Fade", "At the end", "After waking at night"),
        *("Rename preset", "Delete preset", "Move preset left", "Move preset right", "Preset name"),
        "Save preset",
    ),
    "sounds own": (
        *(*PLAYER_CONTROLS, *OWN_AUDIO, "Pause", "Start timer", "Stop own audio"),
        *("Undo", "Close removed", "Close file notice"),
    ),
}
"""For each station, the names of the controls that operate the page."""

DISPLAYS: Mapping[str, Sequence[str]] = {
    "welcome": ("Welcome",),
    "sound check": ("Sound check",),
    "black with keys": ("Keys",),
    "session": ("Step", "Cue", "Time left", "Next step", "Progress"),
    "session other leg": ("Announcement",),
    "rescue": ("Step", "Cue", "Time left", "Next step", "Progress"),
    "session eyes closed, answered": ("Step", "Time left"),
    "after rated": ("Change",),
    "tonight adapted": ("What is left out",),
    "tonight of a trial": ("Trial tonight",),
    "overview": ("What to do next",),
    "tonight of breathing": ("Trial tonight",),
    "trial": ("Which item", "What this trial could see"),
    "trial going on": ("Trial state", "Pairs"),
    "trial result": ("Trial answer", "Trial result", "What it cannot say", "Trial details"),
    "onset": ("Chart summary", "Compared"),
    "report from to": ("Report state",),
    "results removed": ("Removed blood test", "Problem with IRLS total"),
    "health questions": ("Question",),
    "health outcome locked": ("Outcome", "Advice", "What is open"),
    "rescue otherwise": ("Advice",),
    "ladder walking": ("Instruction",),
    "did it help": ("Did it help",),
    "morning": ("Night", "Time asleep", "Sleep efficiency"),
    "sounds": ("Sleep timer",),
    "benefit": ("Topic",),
    "text": ("Topic",),
    "sounds with all": ("Sleep timer",),
    "sounds own": ("Sleep timer", "Removed", "File notice"),
    "routines": ("Shown routine", "Routine length", "Previewed step", "Previewed cue", "Last change"),
    "routines refused": ("Import notice", "Last change"),
}
"""For each station, the words with which the names of its displays begin.

A display only shows something; the rest of its name is what it shows.
"""
