"""The error for failures of the environment, as opposed to bugs."""


class Refusal(Exception):  # noqa: N818 - it is no error of the program
    """A failure of the environment, as one plain sentence that says what to do."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(readable(sentence))


def readable(sentence: str) -> str:
    """The sentence with undecodable characters (possible in file names) replaced by a mark."""
    return sentence.encode("utf-8", "replace").decode("utf-8")
