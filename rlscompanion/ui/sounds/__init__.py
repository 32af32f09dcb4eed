"""The mixer: sounds at levels, presets, own audio, and the sleep timer."""
