"""Keys and defaults of what the pages remember."""

ROUTINE_PREFERENCE = "routine"
DEFAULT_ROUTINE = "wind_down_10"
START_LEG_PREFERENCE = "start_leg"
ONE_LEG_PREFERENCE = "one_leg"
RESCUE_PREFERENCE = "rescue"
DEFAULT_RESCUE = "rescue_lying"
KEEP_AWAKE_PREFERENCE = "keep_awake_at_night"
KEEP_SCREEN_PREFERENCE = "keep_screen_on_in_session"
TEXT_SCALE_PREFERENCE = "text_scale"
TEXT_SCALES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
ONSET_BASELINE_PREFERENCE = "onset_baseline"
"""The first evening compared from, in ISO form; empty for the usual one."""
