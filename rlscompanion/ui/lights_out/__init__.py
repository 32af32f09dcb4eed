"""The pages shown at night after lights out, which are black or dim."""
