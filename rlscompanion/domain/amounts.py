"""Amounts in words: to one decimal, which is left out where it is nought."""

MINUS = "\N{MINUS SIGN}"


def amount_text(value: float) -> str:
    """An amount, such as "6" or "6.5"."""
    return f"{value:.1f}".removesuffix(".0")


def difference_text(difference: float) -> str:
    """A difference with its sign, such as "−1.5", "0" or "+2"."""
    size = amount_text(abs(difference))
    return size if size == "0" else f"{MINUS if difference < 0 else '+'}{size}"
