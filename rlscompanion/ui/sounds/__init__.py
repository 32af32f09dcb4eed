"""The sounds page: mixer, presets, own audio, and the sleep timer."""
