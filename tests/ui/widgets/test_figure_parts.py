import math
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QTransform
from PySide6.QtWidgets import QApplication

from rlscompanion.ui.widgets.figure_motion import HandMark
from rlscompanion.ui.widgets.figure_parts import Motion, StepPicture, parse_figure
from rlscompanion.ui.widgets.figure_stamps import StampCache, rotation_at
from rlscompanion.ui.widgets.figure_static import HAND_MOTIONS
from tests.cases import each_case
from tests.ui.widgets.figure_samples import (
    FIGURE_COLOURS,
    FIGURES_FOLDER,
    SAMPLE_STEPS,
    SHOWS_KNEE_HOLLOW,
    figure_svg,
    own_pictures,
    shipped_pictures,
    step_id,
)

TOWARD_THE_HEART = (Motion.STROKE, Motion.KNEAD, Motion.RUB)
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'


@each_case("path", sorted(FIGURES_FOLDER.glob("*.svg")), ids=lambda path: path.stem)
def test_every_shipped_figure_parses(path: Path) -> None:
    figure = parse_figure(path.stem, path.read_text(encoding="utf-8"))

    kinds = {element.kind for element in figure.elements}
    assert figure.size.width() > 0
    if path.stem == "hand":
        hands = {"palm", "feather", "grip", "thumb", "pinch", "clasp", "wrap", "tips", "arm"}
        assert set(figure.names_of_kind("hand")) == hands
    elif path.stem == "breath":
        assert {"area", "path"} <= kinds
    else:
        assert "outline" in kinds


@each_case("step", shipped_pictures(), ids=step_id)
def test_every_shipped_step_has_its_picture(step: StepPicture) -> None:
    figure = parse_figure(step.figure, figure_svg(step.figure))

    if step.area:
        assert not figure.element("area", step.area).path.isEmpty()
    if step.path:
        hand_path = figure.hand_path(step.path)
        assert step.motion is Motion.CIRCLE or max(track.length for track in hand_path.tracks) > 20
    moved_by_hands = step.motion not in (Motion.REST, Motion.WALK, Motion.TENSE)
    assert bool(step.path) == moved_by_hands


def test_every_figure_is_used_by_a_sample() -> None:
    shown = {step.figure for step in SAMPLE_STEPS}
    figures = {path.stem for path in FIGURES_FOLDER.glob("*.svg") if not path.stem.startswith("posture_")}

    assert shown == figures - {"hand"}


def test_every_posture_is_used_by_a_step_or_stands_in_for_one() -> None:
    shown = {step.posture_figure for step in shipped_pictures()} - {""}
    on_stools = {name.replace("ankle_on_knee", "stool") for name in shown if "ankle_on_knee" in name}

    assert shown | on_stools == {path.stem for path in FIGURES_FOLDER.glob("posture_*.svg")}


@each_case("name", sorted(path.stem for path in FIGURES_FOLDER.glob("posture_*.svg")))
def test_a_posture_shows_the_place_that_it_is_named_after(name: str) -> None:
    place = name.rpartition("_")[2]

    assert not parse_figure(name, figure_svg(name)).element("area", place).path.isEmpty()


@each_case("step", [s for s in own_pictures() if s.motion in HAND_MOTIONS], ids=step_id)
def test_one_s_own_hands_come_from_one_s_own_trunk(step: StepPicture) -> None:
    """At every point of the motion, the wrist of each drawn hand is nearer to the trunk than its fingers."""
    figure = parse_figure(step.figure, figure_svg(step.figure))
    outline = next(element for element in figure.elements if element.id == "outline")
    place = figure.element("path", step.path).attributes.get("data-trunk")
    x, y = (float(part) for part in (place or outline.attributes["data-trunk"]).split())
    hand_path = figure.hand_path(step.path)

    for track, track_path in enumerate(hand_path.tracks):
        for at in (0.0, 0.5, 1.0):
            turn = math.radians(rotation_at(HandMark(track, at), hand_path))
            to_wrist, touch = (-math.sin(turn), math.cos(turn)), track_path.point(at)
            to_trunk = (x - touch.x(), y - touch.y())
            cosine = (to_wrist[0] * to_trunk[0] + to_wrist[1] * to_trunk[1]) / math.hypot(*to_trunk)
            assert cosine > 0.5, f"hand {track} at {at}"


def test_both_hands_are_shown_wherever_they_touch() -> None:
    assert [step for step in own_pictures() if step.motion in HAND_MOTIONS and _tracks(step) != 2] == []


def _tracks(step: StepPicture) -> int:
    return len(parse_figure(step.figure, figure_svg(step.figure)).hand_path(step.path).tracks)


@each_case("name", SHOWS_KNEE_HOLLOW)
def test_every_view_that_shows_the_knee_hollow_marks_it(name: str) -> None:
    figure = parse_figure(name, figure_svg(name))
    hollow = figure.element("never", "knee-hollow")

    for area in figure.names_of_kind("area"):
        lit = figure.element("area", area).path
        shared = lit.intersected(hollow.path).boundingRect()
        assert shared.width() * shared.height() < 60, f"{area} reaches into the hollow of the knee"


@pytest.mark.parametrize("name", ["thigh", "thigh_back", "leg"])
def test_a_thigh_leaves_out_its_inner_upper_part(name: str) -> None:
    figure = parse_figure(name, figure_svg(name))
    inner = figure.element("never", "inner-thigh")

    for path in figure.names_of_kind("path"):
        for track in figure.hand_path(path).tracks:
            assert not any(inner.path.contains(track.point(i / 20)) for i in range(21))
    assert "shorts" in figure.names_of_kind("cloth")


def test_the_shin_marks_bone_and_fibular_head_and_the_thumb_keeps_off_both() -> None:
    figure = parse_figure("shin", figure_svg("shin"))
    (track,) = figure.hand_path("shin").tracks

    for bone in ("shin", "fibula"):
        path = figure.element("bone", bone).path
        assert not any(path.contains(track.point(i / 40)) for i in range(41))


@each_case("step", [s for s in SAMPLE_STEPS if s.motion in TOWARD_THE_HEART], ids=step_id)
def test_strokes_go_toward_the_heart(step: StepPicture) -> None:
    for track in parse_figure(step.figure, figure_svg(step.figure)).hand_path(step.path).tracks:
        went = track.point(1.0) - track.point(0.0)
        # Up, or to the left where the trunk is.
        assert min(went.y(), went.x() if step.figure.startswith("own") else 0.0) < -40


@pytest.mark.parametrize(("posture", "cloth"), [("ankle_on_knee", "thigh"), ("stool", "cushion")])
def test_what_the_foot_lies_on_is_that_of_the_posture(posture: str, cloth: str) -> None:
    figure = parse_figure("own_foot", figure_svg("own_foot"))

    assert figure.in_posture(posture).names_of_kind("cloth") == (cloth,)
    assert figure.in_posture(posture).names_of_kind("area") == figure.names_of_kind("area")


def test_fingertips_alone_stroke_like_a_feather() -> None:
    """Seen from their side, both hanging the same way; seen from above, the tips are marked."""
    hand_path = parse_figure("own_leg", figure_svg("own_leg")).hand_path("leg")
    hands = parse_figure("hand", figure_svg("hand"))

    assert {hand_path.sprite(track) for track in (0, 1)} == {"tips"}
    assert hand_path.turn(0) == hand_path.turn(1)
    assert set(hands.names_of_kind("touch")) == {"tips", "feather"}


def test_a_thumb_and_a_finger_circle_on_the_two_sides_of_the_achilles_tendon() -> None:
    figure = parse_figure("own_foot", figure_svg("own_foot"))
    hand_path = figure.hand_path("achilles")
    tendon, area = (figure.element(*each).path for each in (("never", "tendon"), ("area", "achilles")))

    assert hand_path.far_offset is not None
    for at in (0.0, 0.5, 1.0):
        for place in (hand_path.tracks[1].point(at), hand_path.tracks[1].point(at) + hand_path.far_offset):
            assert not tendon.contains(place)
        assert area.contains(hand_path.tracks[1].point(at))


def test_the_finger_on_the_far_side_is_drawn_in_dashes(qapp: QApplication) -> None:
    hand_path = parse_figure("own_foot", figure_svg("own_foot")).hand_path("achilles")
    stamps = StampCache(parse_figure("hand", figure_svg("hand")), FIGURE_COLOURS, QTransform(), 1.0)

    picture = stamps.far_finger(HandMark(1, 0.5, "thumb", spin=0.0), hand_path).pixmap.toImage()

    drawn_icon = [
        QColor.fromRgba(picture.pixel(x, y)).alphaF()
        for x in range(picture.width())
        for y in range(picture.height())
    ]
    assert min(drawn_icon) == 0.0
    assert max(drawn_icon) == 1.0
    assert any(0.3 < each < 0.4 for each in drawn_icon), "it is filled so that what is behind it shows"


def test_the_three_tender_spots_lie_on_the_calf_and_off_its_middle() -> None:
    figure = parse_figure("calf", figure_svg("calf"))
    hand_path = figure.hand_path("calf-tender")
    belly = figure.element("area", "calf-belly").path

    assert len(hand_path.spots) == 3
    assert all(belly.contains(hand_path.tracks[0].point(spot)) for spot in hand_path.spots)


def test_a_path_says_how_its_hands_are_held() -> None:
    svg = (
        f'{HEAD}<path id="outline" d="M0 0L4 4"/>'
        '<path id="path-up" data-hand="80" data-sprite="pinch" data-turn="-30" data-reach="8" data-left="1"'
        ' data-spots="0 0.5" d="M0 20L0 0"/><path id="arrow-up" d="M9 20L9 0"/></svg>'
    )

    hand_path = parse_figure("mine", svg).hand_path("up")

    assert (hand_path.hand_length, hand_path.sprite(0), hand_path.turn(0), hand_path.spots) == (
        80.0,
        "pinch",
        30.0,
        (0.0, 0.5),
    )
    assert hand_path.circling_radius == pytest.approx(0.1)
    assert hand_path.is_left(0)
    assert hand_path.arrow is not None
    assert hand_path.arrow.point(0.0).x() == 9


def test_of_two_hands_the_first_is_the_left_one() -> None:
    hand_path = parse_figure("calf", figure_svg("calf")).hand_path("calf")

    assert (hand_path.is_left(0), hand_path.is_left(1)) == (True, False)


@each_case(
    ("svg", "reason"),
    [
        ("not a drawing", "cannot be read"),
        (f"{HEAD}</svg>", "no drawn path"),
        (f'{HEAD}<path id="blob" d="M0 0L4 4"/></svg>', "unknown id 'blob'"),
        (
            f'{HEAD}<path id="outline" d="M0 0L4 4"/><path id="outline--up" d="M0 0L4 4L0 4"/></svg>',
            "other segments",
        ),
    ],
)
def test_a_broken_figure_is_refused_with_its_name_and_reason(svg: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"'mine'.*{reason}"):
        parse_figure("mine", svg)


def test_an_unknown_hand_is_refused_with_the_names() -> None:
    svg = f'{HEAD}<path id="path-up" data-sprite="hoof" d="M0 4L0 0"/></svg>'

    with pytest.raises(ValueError, match=r"'mine', path 'up'.*'hoof'"):
        parse_figure("mine", svg).hand_path("up")


def test_the_toes_are_drawn_toward_oneself_while_tense() -> None:
    """Pointing them can bring a cramp; the trunk is on the left."""
    figure = parse_figure("tense", figure_svg("tense"))
    toe = figure.element("line", "toe-2")

    tense = figure.posed_outline(toe, "up", 1.0).boundingRect().center()

    assert tense.x() < toe.path.boundingRect().center().x() - 20
