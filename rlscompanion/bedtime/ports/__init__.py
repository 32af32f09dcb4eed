"""The ports: interfaces (protocols) to clocks, storage, sound and the machine, used by `bedtime`.

The ports for importing and exporting files are in `bedtime.ports.files`.
"""

from rlscompanion.bedtime.ports.log import (
    HealthRecord,
    Preferences,
    Screenings,
    SessionLog,
    SleepLog,
    StoredPreferences,
    Trials,
)
from rlscompanion.bedtime.ports.machine import (
    BedtimeClock,
    Clock,
    DesktopMotion,
    KeepAwake,
    LoginStart,
    MediaCommand,
    MediaSession,
    MediaState,
    Notifier,
)
from rlscompanion.bedtime.ports.routines import LoadedOwnRoutines, OwnRoutines
from rlscompanion.bedtime.ports.sound import (
    OwnAudioSource,
    Playlists,
    Presets,
    SoundEngine,
    TrackListener,
    TrackPlayer,
    TrackScanner,
    Voice,
)

__all__ = [
    "BedtimeClock",
    "Clock",
    "DesktopMotion",
    "HealthRecord",
    "KeepAwake",
    "LoadedOwnRoutines",
    "LoginStart",
    "MediaCommand",
    "MediaSession",
    "MediaState",
    "Notifier",
    "OwnAudioSource",
    "OwnRoutines",
    "Playlists",
    "Preferences",
    "Presets",
    "Screenings",
    "SessionLog",
    "SleepLog",
    "SoundEngine",
    "StoredPreferences",
    "TrackListener",
    "TrackPlayer",
    "TrackScanner",
    "Trials",
    "Voice",
]
