"""Charts as files: pictures of the right size and colours, drawings with text in them, refusals in words."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from rlscompanion.charts.chart import PAPER_LOOK, Chart
from rlscompanion.charts.images import PICTURE_HEIGHT, PICTURE_WIDTH, save_chart
from rlscompanion.charts.nights import nights_chart
from rlscompanion.charts.onset import onset_chart
from rlscompanion.charts.over_time import outcome_chart
from rlscompanion.domain.night import Night
from rlscompanion.domain.outcomes import Outcome
from rlscompanion.domain.refusal import Refusal


def test_a_picture_is_twice_as_fine_and_black_on_white(nights: list[Night], tmp_path: Path) -> None:
    save_chart(nights_chart(nights), PAPER_LOOK, tmp_path / "chart.png")

    image = QImage(str(tmp_path / "chart.png"))
    assert (image.width(), image.height()) == (2 * PICTURE_WIDTH, 2 * PICTURE_HEIGHT)
    assert image.pixelColor(5, 5) == QColor("#ffffff")
    colours = {image.pixelColor(x, y).hsvSaturation() for x in range(0, 2000, 7) for y in range(0, 1040, 7)}
    assert max(colours) < 12  # greys alone


@pytest.mark.parametrize("make", [nights_chart, onset_chart, lambda n: outcome_chart(n, Outcome.WORST_URGE)])
def test_a_drawing_has_its_words_as_text(make, nights: list[Night], tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    chart = make(nights)
    save_chart(chart, PAPER_LOOK, tmp_path / "chart.svg")

    text = (tmp_path / "chart.svg").read_text("utf-8")
    assert chart.title in text
    assert chart.summary.split(";")[0].split(":")[0] in text
    assert "<image" not in text


def test_what_cannot_be_written_is_told(nights: list[Night], tmp_path: Path) -> None:
    for target, words in (
        (tmp_path / "chart.pdf", "neither .png nor .svg"),
        (tmp_path / "nowhere" / "chart.png", "could not be written"),
        (tmp_path / "nowhere" / "chart.svg", "could not be written"),
    ):
        with pytest.raises(Refusal, match=words):
            save_chart(nights_chart(nights), PAPER_LOOK, target)
    with pytest.raises(Refusal, match="nothing to save"):
        save_chart(Chart("empty", "Empty", "", missing="Later."), PAPER_LOOK, tmp_path / "chart.png")
    assert list(tmp_path.iterdir()) == []
