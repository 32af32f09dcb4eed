"""The error for failures outside the program, such as a full disk, as opposed to bugs."""


class Refusal(Exception):  # noqa: N818 - it is no error of the program
    """A failure outside the program, such as a full disk; its text is one plain sentence on what to do."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(encodable_text(sentence))


def encodable_text(sentence: str) -> str:
    """The sentence with "?" in place of each character that UTF-8 cannot encode.

    File names can contain such characters.
    """
    return sentence.encode("utf-8", "replace").decode("utf-8")
