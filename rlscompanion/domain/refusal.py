"""The error for failures outside the program, such as a full disk, as opposed to bugs."""


class Refusal(Exception):  # noqa: N818 - it is no error of the program
    """A failure outside the program, such as a full disk; its one plain sentence says what to do."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(encodable_text(sentence))


def encodable_text(sentence: str) -> str:
    """The sentence with "?" in place of characters that UTF-8 cannot encode; file names can contain some."""
    return sentence.encode("utf-8", "replace").decode("utf-8")
