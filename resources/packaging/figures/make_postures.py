"""Draws the posture figures: how a person sits or lies for a step, with the hands on the massaged part.

    python resources/packaging/figures/make_postures.py

Each figure is a file `resources/figures/posture_NAME.svg`. An element of the figure whose name begins with
`area-` is a massaged part of the body.
"""

from dataclasses import replace

from people import Arm, Leg, Person, draw_person, draw_person_with_crossed_leg
from shapes import Drawing, Point, disc, smooth_path, tube

BED_Y = 532.0


def _add_cushion(drawing: Drawing, name: str, start: Point, end: Point, thick: float) -> None:
    drawing.shape(
        f"cloth-{name}",
        tube(start, end, [(0, thick, thick), (0.5, 1.15 * thick, 1.15 * thick), (1, thick, thick)]),
    )


# The hands that reach the calf, the shin, the underside of the thigh, with the knee up.
KNEE_UP = Person(
    hip=(150, 198),
    shoulder=(180, 38),
    face=14,
    near_leg=Leg((258, 87), (340, 205), 0),
    far_leg=Leg((300, 172), (450, 196), -80),
    near_arm=Arm((190, 134), (268, 128), 30),
    far_arm=Arm((216, 128), (286, 112), 40),
)
KNEE_UP_SHIN = replace(
    KNEE_UP, near_arm=Arm((204, 120), (272, 90), 55), far_arm=Arm((222, 112), (290, 82), 60)
)
KNEE_UP_THIGH = replace(
    KNEE_UP, near_arm=Arm((118, 112), (172, 172), 8), far_arm=Arm((150, 128), (206, 180), -10)
)

CHAIR = Person(
    hip=(150, 200),
    shoulder=(158, 36),
    face=12,
    near_leg=Leg((302, 192), (310, 336), 0),
    far_leg=Leg((318, 196), (336, 336), 0),
    near_arm=Arm((150, 132), (222, 152), 10),
    far_arm=Arm((176, 128), (250, 152), 8),
)
LEANING = replace(
    CHAIR,
    shoulder=(228, 74),
    face=30,
    near_arm=Arm((262, 164), (282, 236), 72),
    far_arm=Arm((284, 158), (306, 226), 72),
)
PROPPED = Person(
    hip=(150, 198),
    shoulder=(196, 42),
    face=22,
    near_leg=Leg((305, 198), (455, 202), -84),
    far_leg=Leg((310, 188), (462, 192), -84),
    near_arm=Arm((252, 116), (318, 168), 25),
    far_arm=Arm((262, 112), (332, 156), 25),
)
RESTING = replace(
    PROPPED,
    shoulder=(92, 50),
    face=-12,
    near_arm=Arm((104, 142), (176, 176), 12),
    far_arm=Arm((120, 140), (190, 172), 10),
)
STOOL = Person(
    hip=(120, 200),
    shoulder=(196, 54),
    face=38,
    near_leg=Leg((272, 190), (418, 214), -62),
    far_leg=Leg((270, 204), (282, 340), 0),
    near_arm=Arm((254, 124), (330, 162), 25),
    far_arm=Arm((268, 118), (346, 152), 25),
)
STOOL_FOOT = replace(
    STOOL,
    shoulder=(226, 78),
    face=58,
    near_arm=Arm((306, 128), (382, 166), 28),
    far_arm=Arm((318, 118), (396, 152), 30),
)
LYING = Person(
    hip=(290, 198),
    shoulder=(126, 196),
    face=-86,
    near_leg=Leg((445, 200), (595, 204), -78),
    far_leg=Leg((448, 192), (598, 196), -78),
    near_arm=Arm((216, 214), (300, 212), 5),
    far_arm=Arm((216, 206), (300, 206), 5),
)
ON_THE_BACK = replace(
    LYING, near_leg=Leg((442, 176), (588, 196), -74), far_leg=Leg((445, 168), (591, 188), -74)
)
ON_THE_FRONT = replace(
    LYING,
    facing=-1,
    face=-84,
    hip=(290, 200),
    near_leg=Leg((445, 204), (590, 186), 52),
    far_leg=Leg((448, 196), (592, 178), 52),
    near_arm=Arm((190, 222), (110, 224), 180),
    far_arm=Arm((190, 214), (110, 216), 180),
)
# Someone who sits at the foot end, looking toward the head; the hands reach the place given to `_helper`.
HELPER = Person(
    hip=(770, 216),
    shoulder=(716, 68),
    face=-34,
    facing=-1,
    near_leg=Leg((654, 250), (664, 372), 180),
    far_leg=Leg((646, 246), (648, 372), 180),
    near_arm=Arm((690, 160), (622, 212), 165),
    far_arm=Arm((674, 154), (606, 202), 165),
)


def _add_bed(drawing: Drawing, left: float, right: float, y: float) -> None:
    drawing.line("prop-bed", [(left, y), ((left + right) / 2, y), (right, y)])


def _draw_person_seated_in_bed(
    name: str, person: Person, title: str, areas: dict[str, list[Point]], width: float
) -> None:
    drawing = Drawing(title, width, 400)
    person = replace(person, shift=(30, 140))
    _add_bed(drawing, 6, width - 6, 376)
    x = person.shoulder[0] + 30
    _add_cushion(drawing, "pillow", (112, 352), (x - 62, 196), 30)
    draw_person(drawing, person)
    for area, points in areas.items():
        drawing.shape(f"area-{area}", [(x + 30, y + 140) for x, y in points])
    drawing.write(f"posture_{name}")


def draw_knee_up() -> None:
    calf = tube((262, 108), (326, 196), [(0, 0, 22), (0.3, -4, 28), (0.7, 0, 18), (1, 2, 10)])
    shin = tube((270, 92), (342, 190), [(0, 16, -4), (0.5, 14, 0), (1, 10, 0)])
    thigh = tube((190, 164), (244, 108), [(0, -4, 30), (0.5, -4, 28), (1, 0, 20)])
    for name, person, area, points in (
        ("knee_up_calf", KNEE_UP, "calf", calf),
        ("knee_up_shin", KNEE_UP_SHIN, "shin", shin),
        ("knee_up_thigh", KNEE_UP_THIGH, "thigh", thigh),
    ):
        _draw_person_seated_in_bed(name, person, "Sitting in bed, one knee up", {area: points}, 560)


def draw_propped() -> None:
    leg = tube((190, 196), (450, 202), [(0, 30, 20), (0.5, 22, 18), (1, 12, 12)])
    _draw_person_seated_in_bed("propped_leg", PROPPED, "Sitting in bed, legs out", {"leg": leg}, 560)
    feet = tube((330, 202), (456, 204), [(0, 20, 24), (0.4, 18, 26), (1, 12, 12)])
    for area, points in (
        ("breath", disc((128, 92), 40, 46)),
        ("ankle", disc((462, 186), 36, 44)),
        ("feet", [*feet[:4], (492, 140), (500, 190), *feet[5:]]),
    ):
        _draw_person_seated_in_bed(f"propped_{area}", RESTING, "Propped up in bed", {area: points}, 560)


def draw_chair() -> None:
    thigh = tube((200, 348), (300, 342), [(0, 36, 10), (0.5, 30, 8), (1, 20, 6)])
    leg = tube((200, 348), (306, 342), [(0, 36, 10), (0.5, 30, 8), (1, 20, 6)])
    calf = tube((314, 366), (320, 470), [(0, 6, 20), (0.3, 8, 26), (1, 8, 12)])
    for area, sitting, points in (("thigh", CHAIR, [thigh]), ("leg", LEANING, [leg, calf])):
        drawing = Drawing("Sitting on a chair", 440, 540)
        person = replace(sitting, shift=(10, 150))
        drawing.line("prop-floor", [(20, 520), (200, 520), (420, 520)])
        drawing.line("prop-seat", [(80, 388), (180, 388), (270, 388)])
        drawing.line("prop-back", [(96, 388), (92, 300), (86, 200)])
        drawing.line("prop-leg-a", [(98, 388), (94, 520)])
        drawing.line("prop-leg-b", [(252, 388), (256, 520)])
        draw_person(drawing, person)
        drawing.path(f"area-{area}", "".join(smooth_path(each) for each in points))
        drawing.write(f"posture_chair_{area}")


def draw_stool() -> None:
    for name, person, area, points in (
        ("stool_calf", STOOL, "calf", tube((300, 200), (400, 216), [(0, 4, 22), (0.3, 0, 30), (1, 4, 12)])),
        ("stool_achilles", STOOL_FOOT, "achilles", tube((370, 208), (424, 218), [(0, -2, 22), (1, -2, 16)])),
        ("stool_foot", STOOL_FOOT, "foot", disc((440, 190), 30, 50, 20)),
    ):
        drawing = Drawing("Sitting on a chair, the foot on a stool", 560, 540)
        person = replace(person, shift=(30, 150))
        drawing.line("prop-floor", [(20, 524), (260, 524), (540, 524)])
        drawing.line("prop-seat", [(70, 388), (170, 388), (260, 388)])
        drawing.line("prop-leg-a", [(88, 388), (84, 524)])
        drawing.line("prop-leg-b", [(242, 388), (246, 524)])
        drawing.line("prop-stool", [(400, 400), (455, 400), (510, 400)])
        drawing.line("prop-stool-a", [(412, 400), (406, 524)])
        drawing.line("prop-stool-b", [(498, 400), (504, 524)])
        draw_person(drawing, person)
        drawing.shape(f"area-{area}", [(x + 30, y + 150) for x, y in points])
        drawing.write(f"posture_{name}")


def draw_crossed() -> None:
    for name, hands in (
        ("foot", ((352, 322), (402, 336))),
        ("achilles", ((318, 318), (398, 322))),
        ("calf", ((222, 330), (292, 330))),
    ):
        drawing = Drawing("Sitting, one ankle on the other thigh", 370, 524, (120, 26))
        draw_person_with_crossed_leg(drawing, hands)
        drawing.write(f"posture_ankle_on_knee_{name}")


def draw_helped() -> None:
    calf = tube((460, 200), (580, 188), [(0, 22, 20), (0.4, 20, 28), (1, 12, 12)])
    thigh = tube((330, 192), (430, 182), [(0, 36, 30), (1, 22, 20)])
    leg = tube((320, 194), (580, 190), [(0, 34, 30), (0.5, 24, 20), (1, 12, 12)])
    foot = disc((606, 176), 26, 40)
    back_of_thigh = tube((330, 200), (430, 204), [(0, 30, 34), (1, 20, 22)])
    for name, person, area, points, reach in (
        ("helped_back_foot", ON_THE_BACK, "foot", foot, 20),
        ("helped_back_shin", ON_THE_BACK, "shin", calf, -50),
        ("helped_back_thigh", ON_THE_BACK, "thigh", thigh, -190),
        ("helped_back_leg", ON_THE_BACK, "leg", leg, -110),
        ("helped_front_calf", ON_THE_FRONT, "calf", calf, -50),
        ("helped_front_thigh", ON_THE_FRONT, "thigh", back_of_thigh, -190),
    ):
        drawing = Drawing("Lying, someone's hands on the leg", 900, 560)
        lying = replace(person, shift=(20, 210))
        helper = replace(HELPER, shift=(20 + reach, 150))
        on_front = person is ON_THE_FRONT
        if reach < -100:
            draw_person(drawing, helper, "helper-", "front")
            drawing.path(
                "cloth-bed", "M8 450C230 450 460 450 690 450C690 480 690 510 690 545C460 545 230 545 8 545Z"
            )
        _add_bed(drawing, 8, 690, 450)
        _add_cushion(drawing, "pillow", (40, 436), (128, 436), 16)
        _add_cushion(drawing, "shins", (560, 436), (606, 434), 14 if on_front else 20)
        draw_person(drawing, lying)
        drawing.shape(f"area-{area}", [(x + 20, y + 210) for x, y in points])
        if reach >= -100:
            drawing.line("prop-chair", [(740 + reach, 404), (800 + reach, 404), (860 + reach, 404)])
            draw_person(drawing, helper, "helper-", "front")
        drawing.write(f"posture_{name}")


def main() -> None:
    """Draw all posture figures."""
    for each in (draw_knee_up, draw_propped, draw_chair, draw_stool, draw_crossed, draw_helped):
        each()


if __name__ == "__main__":
    main()
