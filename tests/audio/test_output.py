from rlscompanion.audio.output import distinct_names


def test_names_are_of_one_line_and_each_its_own() -> None:
    names = ["Card, HDMI\nDefault  device", "Card", "Card", "Card (2)"]
    assert distinct_names(names) == ["Card, HDMI Default device", "Card", "Card (2)", "Card (2) (2)"]
