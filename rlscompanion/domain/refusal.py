"""The world's errors, as opposed to ours."""


class Refusal(Exception):  # noqa: N818 - it is no error of the program
    """Something that cannot be done as the world is, said in one plain sentence that says what to do."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(readable(sentence))


def readable(sentence: str) -> str:
    """The sentence with a mark in place of what is no text, which names of files may hold."""
    return sentence.encode("utf-8", "replace").decode("utf-8")
