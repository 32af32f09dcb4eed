"""RLS Companion: a bedtime companion for people with restless legs syndrome.

The layers, each importing only those above it (tests/test_imports.py):

    domain      what a bedtime is: frozen values and pure functions
    bedtime     what happens during one: QtCore objects that outlive pages, and the ports they need
    content, storage, exchange, audio, desktop, charts
                files in resources/, the SQLite log, files in and out, sound, the machine, plots
    ui          pages that show and ask; ui/flow says which page follows which press
    app, cli    the only modules that know concrete classes: the window, and the commands without one

From *Start wind-down* to a row: ui/tonight/page.py emits `wind_down_chosen`; ui/flow/evening.py asks the four
scales, then calls bedtime/session_controller.py, which turns the routine into a `domain.session` value and
drives it with one timer: `advance(state, event, now) -> (state, facts)`. Facts go out as signals (the page,
the voice and the sound follow them), and storage/sessions.py writes the session with its ratings.

From *Save night* to Insights: ui/morning/page.py holds only what was typed, by the keys of domain/items.py.
bedtime/diary.py, the one owner of nights, reads the night of that evening as it is now, domain/diary_entry.py
turns words into values and applies them, and storage/sleep_log.py writes the night with the sessions it
adopts in one transaction. `Diary.changed` names the evening; ui/insights reads the nights again, and charts
draw what domain/trends.py, onset.py, comparison.py and trial.py make of them.
"""

__version__ = "0.1.0"
