"""Draws whole people for posture figures: from the side, or seated and from the front.

A person is described by the positions of the joints.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from shapes import (
    Drawing,
    Point,
    add,
    between,
    capsule,
    direction_vector,
    disc,
    mapped_points,
    tube,
    unit_vector,
)

_HEAD = [
    *((18, -4), (17, -25), (26, -36), (37, -36), (42, -43), (41, -49), (44, -54), (43, -60), (50, -63)),
    *((47, -68), (43, -77), (44, -90), (39, -105), (21, -117), (-3, -114), (-20, -100), (-24, -78)),
    *((-18, -57), (-14, -41), (-17, -22), (-21, -6), (-2, 3)),
]
_HAIR = [
    *((42, -98), (36, -112), (19, -122), (-4, -120), (-23, -103), (-27, -80), (-22, -57), (-15, -45)),
    *((-10, -56), (-8, -67), (-5, -79), (4, -84), (10, -93), (25, -96)),
]
_EAR = [(2, -76), (8, -79), (10, -74), (7, -67), (2, -63)]
_TORSO = [
    *((34, -28), (37, 8), (31, 60), (35, 112), (32, 150), (14, 176), (-14, 178), (-34, 155), (-39, 110)),
    *((-31, 60), (-37, 8), (-34, -26), (0, -38)),
]
_PELVIS = [(36, -28), (38, 8), (34, 34), (0, 40), (-34, 34), (-38, 8), (-36, -26), (0, -40)]
_FOOT = [
    *((-13, -14), (-20, 6), (-26, 22), (-20, 31), (8, 30), (40, 31), (70, 32), (84, 27), (80, 17)),
    *((58, 9), (30, -4), (13, -16)),
]
_THIGH_WIDTHS = [(0.0, 36.0, 34.0), (0.25, 36.0, 32.0), (0.6, 30.0, 26.0), (1.0, 21.0, 20.0)]
_SHORTS_LEG_WIDTHS = [*_THIGH_WIDTHS[:2], (0.55, 34.0, 31.0)]
_SHANK_WIDTHS = [
    *((0.0, 20.0, 20.0), (0.12, 18.0, 23.0), (0.3, 17.0, 29.0), (0.5, 16.0, 25.0), (0.75, 12.0, 15.0)),
    (1.0, 11.0, 12.0),
]
_UPPER_ARM_WIDTHS = [(0.0, 20.0, 20.0), (0.4, 18.0, 17.0), (1.0, 14.0, 13.0)]
_FOREARM_WIDTHS = [(0.0, 13.0, 13.0), (0.3, 14.0, 14.0), (1.0, 8.0, 8.0)]
_SLEEVE = [(0.0, 25.0, 25.0), (0.5, 22.0, 21.0)]


@dataclass(frozen=True)
class Arm:
    """The positions of elbow and wrist, and the direction of the fingers.

    The direction is in degrees, clockwise from the right.
    """

    elbow: Point
    wrist: Point
    fingers: float


@dataclass(frozen=True)
class Leg:
    """The positions of knee and ankle, and the direction of the toes.

    The direction is in degrees, clockwise from the right.
    """

    knee: Point
    ankle: Point
    toes: float


@dataclass(frozen=True)
class Person:
    """A person seen from the side, described by the positions of the joints.

    `face` is the angle of the head in degrees, clockwise from upright. `facing` is 1 if the person would look
    to the right when standing upright, and -1 to the left. `shift` moves the whole person.
    """

    hip: Point
    shoulder: Point
    face: float
    near_leg: Leg
    far_leg: Leg
    near_arm: Arm
    far_arm: Arm
    facing: int = 1
    shift: Point = field(default=(0.0, 0.0))
    barefoot: bool = True


def _body_part_map(origin: Point, up: Point, facing: int) -> Callable[[Point], Point]:
    """From (forward, up) of a body part to the drawing."""
    front = (-facing * up[1], facing * up[0])
    return lambda point: add(add(origin, front, point[0]), up, point[1])


def draw_person(drawing: Drawing, person: Person, prefix: str = "", whole: str = "front") -> None:
    """Draw a person from the side.

    `prefix` begins the names of the parts, so that two people in one drawing have different names. `whole` is
    the kind of the parts on the near side.
    """

    def put(kind: str, name: str, points: list[Point], **attributes: object) -> None:
        shifted = mapped_points(points, lambda point: add(point, person.shift))
        drawing.shape(f"{kind}-{prefix}{name}", shifted, **attributes)

    up = unit_vector(person.hip, person.shoulder)
    neck = add(person.shoulder, up, 12)
    tilt = direction_vector(person.face - 90)
    head = _body_part_map(neck, tilt, person.facing)
    upside = [(x, -y) for x, y in _HEAD]
    _put_arm(put, person, person.far_arm, "back", "far")
    _put_leg(put, person, person.far_leg, "back", "far")
    put(whole, "head", mapped_points(upside, head))
    put("hair", "top", mapped_points([(x, -y) for x, y in _HAIR], head))
    _put_leg(put, person, person.near_leg, whole if prefix else "outline", "near")
    body = _body_part_map(person.hip, up, person.facing)
    length = math.dist(person.hip, person.shoulder) / 165
    put("cloth", "pelvis", mapped_points(_PELVIS, body), join=f"{prefix}shorts")
    put("cloth", "short-near", _shorts_leg(person, person.near_leg), join=f"{prefix}shorts")
    put("cloth", "shirt", mapped_points([(x, y * (length if y > 0 else 1)) for x, y in _TORSO], body))
    _put_arm(put, person, person.near_arm, whole, "near")


PutShape = Callable[..., None]


def _shorts_leg(person: Person, leg: Leg) -> list[Point]:
    wide = [(share, front + 4, back + 4) for share, front, back in _SHORTS_LEG_WIDTHS]
    thigh = tube(person.hip, leg.knee, wide, person.facing)
    return [*thigh[:4], *thigh[5:]]


def _put_leg(put: PutShape, person: Person, leg: Leg, kind: str, name: str) -> None:
    join = f"leg-{name}-{kind}{person.shift}"
    facing = person.facing
    put(kind, f"thigh-{name}", tube(person.hip, leg.knee, _THIGH_WIDTHS, facing), join=join)
    put(kind, f"knee-{name}", disc(leg.knee, 21), join=join)
    put(kind, f"shank-{name}", tube(leg.knee, leg.ankle, _SHANK_WIDTHS, facing), join=join)
    toes = direction_vector(leg.toes)
    sole = (-facing * toes[1], facing * toes[0])
    put(
        kind,
        f"foot-{name}",
        mapped_points(_FOOT, lambda p: add(add(leg.ankle, toes, p[0]), sole, p[1])),
        join=join,
    )
    if kind == "back":
        put("cloth", f"short-{name}", _shorts_leg(person, leg))


def _put_arm(put: PutShape, person: Person, arm: Arm, kind: str, name: str) -> None:
    join = f"arm-{name}-{kind}{person.shift}"
    put(kind, f"upper-{name}", tube(person.shoulder, arm.elbow, _UPPER_ARM_WIDTHS), join=join)
    put(kind, f"elbow-{name}", disc(arm.elbow, 13), join=join)
    put(kind, f"forearm-{name}", tube(arm.elbow, arm.wrist, _FOREARM_WIDTHS), join=join)
    fingers, across = direction_vector(arm.fingers), direction_vector(arm.fingers - 90)
    put(
        kind,
        f"palm-{name}",
        capsule(add(arm.wrist, fingers, 4), add(arm.wrist, fingers, 20), 9, 11),
        join=join,
    )
    tips = add(arm.wrist, fingers, 42)
    put(kind, f"fingers-{name}", capsule(add(arm.wrist, fingers, 20), tips, 10, 5), join=join)
    base = add(add(arm.wrist, fingers, 10), across, 5)
    put(kind, f"thumb-{name}", capsule(base, add(add(base, fingers, 14), across, 13), 5, 4), join=join)
    if kind != "back":
        sleeve = tube(
            person.shoulder,
            between(person.shoulder, arm.elbow, 0.55),
            [(0, 25, 25), (0.5, 23, 22), (1, 21, 20)],
        )
        put("cloth", f"sleeve-{name}", [*sleeve[:4], *sleeve[5:]])


def draw_person_with_crossed_leg(drawing: Drawing, hands: tuple[Point, Point]) -> None:
    """Draw a person who sits with the right ankle on the left thigh, seen from the front.

    `hands` are the positions of the two wrists.
    """
    torso = [
        *((262, 158), (300, 150), (338, 158), (362, 178), (356, 225), (346, 275), (352, 330), (340, 356)),
        *((300, 362), (260, 356), (248, 330), (254, 275), (244, 225), (238, 178)),
    ]
    drawing.line("prop-seat", [(205, 372), (300, 372), (395, 372)])
    drawing.line("prop-legs-a", [(222, 372), (220, 540)])
    drawing.line("prop-legs-b", [(380, 372), (384, 540)])
    drawing.line("prop-floor", [(130, 542), (300, 542), (480, 542)])
    drawing.shape("cloth-shirt", torso)
    drawing.shape("back-neck", capsule((300, 158), (300, 120), 17, 15))
    drawing.shape("front-head", disc((300, 86), 34, 43))
    hair = [
        (264, 84),
        (266, 55),
        (282, 40),
        (300, 37),
        (318, 40),
        (334, 55),
        (336, 84),
        (329, 66),
        (300, 57),
        (271, 66),
    ]
    drawing.shape("hair", hair)
    for x in (289, 311):
        drawing.line(f"line-eye-{x}", [(x - 5, 89), (x, 91), (x + 5, 89)])
    drawing.line("line-mouth", [(291, 110), (300, 113), (309, 110)])
    standing = {"join": "standing"}
    drawing.shape("front-thigh-l", tube((332, 345), (356, 392), [(0, 36, 36), (1, 25, 25)]), **standing)
    drawing.shape(
        "front-shank-l", tube((358, 392), (356, 505), [(0, 22, 24), (0.3, 21, 26), (1, 12, 12)]), **standing
    )
    drawing.shape(
        "front-foot-l", [(343, 500), (338, 525), (340, 540), (378, 541), (380, 527), (369, 500)], **standing
    )
    drawing.shape("cloth-left", tube((326, 340), (354, 385), [(0, 40, 38), (1, 32, 32)]))
    crossed = {"join": "crossed"}
    drawing.shape("front-thigh-r", tube((272, 346), (168, 386), [(0, 34, 36), (1, 25, 25)]), **crossed)
    drawing.shape("front-knee-r", disc((166, 386), 25), **crossed)
    drawing.shape(
        "outline",
        tube((166, 388), (352, 374), [(0, 23, 23), (0.3, 28, 20), (0.6, 22, 17), (1, 13, 13)]),
        join="crossed-low",
    )
    drawing.shape("cloth-right", tube((276, 344), (208, 372), [(0, 38, 40), (1, 33, 32)]))
    foot = [
        (352, 359),
        (380, 352),
        (393, 362),
        (390, 395),
        (397, 430),
        (392, 452),
        (376, 452),
        (366, 425),
        (352, 392),
    ]
    drawing.shape("front-foot-r", foot)
    drawing.shape("area-calf", tube((205, 378), (310, 368), [(0, 16, 12), (0.4, 22, 16), (1, 14, 12)]))
    drawing.shape("area-achilles", disc((342, 366), 26, 14))
    drawing.shape("area-foot", foot)
    for name, shoulder, elbow, wrist, sense in (
        ("r", (250, 178), (200, 272), hands[0], 1),
        ("l", (350, 178), (408, 268), hands[1], -1),
    ):
        arm = {"join": f"arm-{name}"}
        drawing.shape(f"front-upper-{name}", tube(shoulder, elbow, _UPPER_ARM_WIDTHS), **arm)
        drawing.shape(f"front-elbow-{name}", disc(elbow, 13), **arm)
        drawing.shape(f"front-forearm-{name}", tube(elbow, wrist, _FOREARM_WIDTHS), **arm)
        down = add(wrist, (4 * sense, 18))
        drawing.shape(f"front-palm-{name}", capsule(wrist, down, 9, 11), **arm)
        drawing.shape(f"front-fingers-{name}", capsule(down, add(down, (-2 * sense, 20)), 9, 5), **arm)
        thumb = add(wrist, (9 * sense, 8))
        drawing.shape(f"front-thumb-{name}", capsule(thumb, add(thumb, (11 * sense, 14)), 5, 4), **arm)
        sleeve = tube(shoulder, between(shoulder, elbow, 0.5), [(0, 25, 25), (0.5, 24, 23), (1, 22, 21)])
        drawing.shape(f"cloth-sleeve-{name}", [*sleeve[:4], *sleeve[5:]])
