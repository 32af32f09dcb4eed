"""The black and dim pages used at night after lights out."""
