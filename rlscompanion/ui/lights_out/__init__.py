"""The pages shown at night after lights out; they are black, or dim on black."""
