"""The error for failures outside the program, such as a full disk, as opposed to bugs."""


class Refusal(Exception):  # noqa: N818 - it is no error of the program
    """A failure outside the program, such as a full disk; its one plain sentence says what to do."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(readable(sentence))


def readable(sentence: str) -> str:
    """The sentence with "?" for characters that cannot be encoded, as they occur in file names."""
    return sentence.encode("utf-8", "replace").decode("utf-8")
