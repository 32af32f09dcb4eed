"""What the leg figure shows, checked on its pictures."""

import re
from typing import get_args

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from rlscompanion.ui.theme import DAY, DUSK, EMBER, Theme
from rlscompanion.ui.widgets.colours import figure_colours
from rlscompanion.ui.widgets.figure import LegFigure, Motion, Side, StepPicture, parse_figure
from rlscompanion.ui.widgets.figure_signs import spot_radius
from tests.ui.light import brightest_patch, luminances, pixels
from tests.ui.widgets.figure_samples import (
    FIGURE_COLOURS,
    FIGURE_SIZE,
    SAMPLE_STEPS,
    WORKED_BY_THE_KNEE_HOLLOW,
    Clock,
    WatchedFigure,
    brightest_pixel,
    brightness,
    by_motion,
    coarse_difference,
    figure_svg,
    mean_difference,
    picture_of,
    step_id,
)


def test_the_lit_area_is_brighter_than_the_rest_of_the_leg(figure: WatchedFigure) -> None:
    figure.show_step(StepPicture("calf", "calf-belly", Motion.REST))
    belly, lower_leg, beside = (270, 180), (240, 350), (100, 260)

    image = picture_of(figure)

    assert brightness(image, *belly) > 1.8 * brightness(image, *lower_leg)
    assert brightness(image, *lower_leg) > brightness(image, *beside)


@pytest.mark.parametrize("theme", [DUSK, EMBER, DAY], ids=lambda theme: theme.name)
def test_the_lit_area_and_the_hands_stand_out_in_every_theme(figure: WatchedFigure, theme: Theme) -> None:
    figure.set_colours(figure_colours(theme))
    figure.show_step(StepPicture("calf", "", Motion.REST))
    plain = picture_of(figure)
    figure.show_step(StepPicture("calf", "calf", Motion.REST))
    lit = picture_of(figure)
    figure.show_step(StepPicture("calf", "calf", Motion.STROKE, "calf"))
    worked = picture_of(figure)

    on_the_calf, on_the_hand = QRect(200, 130, 80, 60), QRect(190, 320, 100, 60)
    assert mean_difference(plain, lit, on_the_calf) > 12
    assert mean_difference(lit, worked, on_the_hand) > 8


@pytest.mark.parametrize("step", by_motion(SAMPLE_STEPS))
@pytest.mark.parametrize(
    ("theme", "most", "spot"),
    [
        pytest.param(DUSK, 0.03, 0.25, id="dusk", marks=pytest.mark.thorough),
        pytest.param(EMBER, 0.006, 0.1, id="ember"),
    ],
)
def test_a_step_stays_dark_enough_for_the_night(
    figure: WatchedFigure, clock: Clock, step: StepPicture, theme: Theme, most: float, spot: float
) -> None:
    """The limits allow for the page, which is 2.3 times as large as the figure and has lit words."""
    figure.set_colours(figure_colours(theme))
    figure.set_running(True)
    figure.show_step(step)
    clock.now += 2.0
    figure._show_next_frame()

    light = luminances(picture_of(figure))

    assert light.mean() <= 1.8 * most
    assert brightest_patch(light, 60, step=30) <= spot


@pytest.mark.parametrize("step", WORKED_BY_THE_KNEE_HOLLOW, ids=step_id)
@pytest.mark.parametrize(
    "theme",
    [DUSK, *(pytest.param(each, marks=pytest.mark.thorough) for each in (EMBER, DAY))],
    ids=lambda theme: theme.name,
)
def test_the_hollow_of_the_knee_is_hatched_where_hands_work(
    figure: WatchedFigure, step: StepPicture, theme: Theme
) -> None:
    colours = figure_colours(theme)
    figure.set_colours(colours)
    figure.show_step(step)
    hollow = figure._view_box_to_widget().mapRect(
        parse_figure(step.figure, figure_svg(step.figure)).element("never", "knee-hollow").path.boundingRect()
    )

    inside = pixels(picture_of(figure).copy(hollow.toRect())).astype(int)

    off_red, off_blue = abs(inside[..., 0] - colours.never.red()), abs(inside[..., 2] - colours.never.blue())
    assert 0.06 < float((off_red + off_blue < 70).mean()) < 0.8


def test_bone_is_hatched_where_hands_work(figure: WatchedFigure, qtbot: QtBot) -> None:
    step = StepPicture("shin", "shin", Motion.GLIDE, "shin", pressure=(3, 4))
    bone = parse_figure("shin", figure_svg("shin")).element("bone", "shin").path.boundingRect()
    boneless = LegFigure(lambda name: re.sub(r'<path id="bone-[^>]*/>', "", figure_svg(name)), FIGURE_COLOURS)
    qtbot.addWidget(boneless)
    boneless.resize(*FIGURE_SIZE)
    shown = []
    for each in (figure, boneless):
        each.show_step(step)
        shown.append(pixels(picture_of(each).copy(figure._view_box_to_widget().mapRect(bone).toRect())))

    hatched = float((shown[0] != shown[1]).any(axis=2).mean())
    assert 0.2 < hatched < 0.9


def test_nothing_is_hatched_where_no_hands_work(figure: WatchedFigure) -> None:
    hollow = QRect(212, 50, 56, 60)
    figure.show_step(StepPicture("calf", "", Motion.REST))
    bare = picture_of(figure)
    figure.show_step(StepPicture("calf", "", Motion.STROKE, "calf"))
    worked = picture_of(figure)

    assert mean_difference(bare, worked, hollow) > 10


@pytest.mark.parametrize("name", ["ankle", "foot"])
def test_the_side_is_written_in_the_corner_and_not_mirrored(figure: WatchedFigure, name: str) -> None:
    corner = QRect(0, 0, 90, 26)
    written = {}
    for side in get_args(Side):
        figure.show_step(StepPicture(name, "", Motion.REST, side=side))
        written[side] = picture_of(figure)

    assert brightest_pixel(written["both"], corner) < 300
    assert min(brightest_pixel(written[side], corner) for side in ("left", "right")) > 450
    assert mean_difference(written["left"], written["right"], corner) > 5
    mirrored = written["left"].flipped(Qt.Orientation.Horizontal)
    assert brightest_pixel(mirrored, corner) < 450


def test_the_pressure_mark_fills_with_the_pressure(figure: WatchedFigure) -> None:
    counts = []
    for pressure in (None, (1, 2), (2, 3), (4, 5)):
        figure.show_step(StepPicture("calf", "", Motion.REST, pressure=pressure))
        corner = pixels(picture_of(figure).copy(QRect(0, 50, 100, 100)))
        counts.append(int((corner.sum(axis=2) > 450).sum()))

    assert counts == sorted(counts)
    assert len(set(counts)) == len(counts)


@pytest.mark.parametrize("name", ["calf", "sole", "thigh"])
def test_the_left_leg_is_the_mirror_image_of_the_right(figure: WatchedFigure, name: str) -> None:
    step = next(step for step in SAMPLE_STEPS if step.figure == name)
    figure.show_step(StepPicture(name, step.area, step.motion, step.path, "right"))
    right = picture_of(figure)
    figure.show_step(StepPicture(name, step.area, step.motion, step.path, "left"))
    left = picture_of(figure)

    assert coarse_difference(left, right.flipped(Qt.Orientation.Horizontal)) < 1.0
    assert coarse_difference(left, right) > 2.0


def test_a_press_counts_down_in_a_ring_round_the_thumb(figure: WatchedFigure, clock: Clock) -> None:
    figure.show_step(StepPicture("calf", "calf-tender", Motion.PRESS, "calf-tender", "right"))
    figure.set_running(True)
    clock.now += 5.0
    figure._show_next_frame()
    early = picture_of(figure)
    clock.now += 10.0
    figure._show_next_frame()
    late = picture_of(figure)

    hand_path = figure._hand_path
    assert hand_path is not None
    left, right = (track.point(0.0) for track in hand_path.tracks)
    spot = figure._view_box_to_widget().map((left + right) / 2)
    reach = spot_radius(hand_path) * abs(figure._view_box_to_widget().m11())
    ring = [
        (round(spot.x() + dx * reach), round(spot.y() + dy * reach)) for dx, dy in ((-0.38, -0.92), (-1, 0))
    ]
    # The bright part ends at the top: near it the ring is lit to the last, a quarter round only early on.
    (early_top, early_side), (late_top, late_side) = (
        [max(brightness(image, x + i, y) for i in (-1, 0, 1)) for x, y in ring] for image in (early, late)
    )
    assert min(early_top, early_side, late_top) > late_side + 120


@pytest.mark.parametrize(
    "name",
    [
        "walk",
        *(pytest.param(each, marks=pytest.mark.thorough) for each in ("calf", "ankle", "stretch", "breath")),
    ],
)
@pytest.mark.parametrize("still", [False, pytest.param(True, marks=pytest.mark.thorough)])
def test_a_motion_of_one_s_own_on_any_path_is_painted(
    figure: WatchedFigure, clock: Clock, name: str, still: bool
) -> None:
    """A routine that the person made may combine any motion with any path."""
    figure.resize(90, 90)
    figure.set_still(still)
    figure.set_running(True)
    drawing = parse_figure(name, figure_svg(name))
    image = QImage(90, 90, QImage.Format.Format_RGB32)

    for motion in Motion:
        for path in ("", *drawing.names_of_kind("path")):
            image.fill(Qt.GlobalColor.white)
            figure.show_step(StepPicture(name, "", motion, path))
            clock.now += 2.3
            figure._show_next_frame()
            figure.render(image, QPoint(0, 0))
            assert image.pixelColor(0, 89) != QColor("white"), f"{motion} on {path or 'no path'}"
