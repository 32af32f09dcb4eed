"""The world's errors, as opposed to ours."""


class Refusal(Exception):  # noqa: N818 - it is no error of the program
    """Something that cannot be done as the world is, told in one plain sentence that says what to do."""
