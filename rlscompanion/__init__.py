"""RLS Companion: a bedtime companion for people with restless legs syndrome.

The layers; each imports only from layers above it (checked by tests/test_imports.py):

    domain      the rules of a bedtime (an evening and its night): frozen values and pure functions
    bedtime     what happens during a bedtime: QtCore objects that outlive pages, and the ports they need
    content, storage, exchange, audio, desktop, charts
                files in resources/, the SQLite log, exports and imports, sound, the machine, plots
    ui          pages that show and ask; ui/flow decides which page follows a press
    app, cli    the only modules that know concrete classes: app for the window, cli for the commands

How a session becomes a row of the log, from a press on *Start wind-down*: ui/tonight/page.py emits
`wind_down_chosen`. ui/flow/evening.py asks the four scales, then calls bedtime/session_controller.py. The
session controller turns the routine into a `domain.session` value and drives that value with one timer:
`advance(state, event, now) -> (state, facts)`. Facts go out as signals, which the page, the voice and the
sound follow. storage/sessions.py writes the session with its ratings.

How a night reaches Insights, from a press on *Save night*: ui/morning/page.py holds only the typed words, by
the keys of domain/items.py. bedtime/diary.py, the only owner of nights, reads the night of that evening as it
is now. domain/diary_entry.py turns the words into values and puts the values into the night.
storage/sleep_log.py writes the night, and the sessions that belong to it, in one transaction. `Diary.changed`
then names the evening, and ui/insights reads the nights again. The charts draw what domain/trends.py,
onset.py, comparison.py and trial.py calculate from these nights.
"""

__version__ = "0.1.0"
