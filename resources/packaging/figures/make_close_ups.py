"""Draws close-up figures of the leg that one's own hands massage, and the hand that grasps.

    python resources/packaging/figures/make_close_ups.py

In each figure, the trunk of the body is beyond the top or the left edge, and every forearm comes from there.
The attribute `data-trunk` of the outline is the position of the trunk. The sole of the foot is taken from
`sole.svg` and turned upside down.
"""

import re
from collections.abc import Sequence

from people import _FOOT, _SHANK_WIDTHS, _THIGH_WIDTHS
from shapes import (
    FIGURES_FOLDER,
    Drawing,
    Point,
    add,
    between,
    capsule,
    direction_vector,
    disc,
    smooth_path,
    tube,
    unit_vector,
)

Widths = Sequence[tuple[float, float, float]]


def _wider(widths: Widths, times: float) -> list[tuple[float, float, float]]:
    return [(share, front * times, back * times) for share, front, back in widths]


def _foot_outline(ankle: Point, toes: float, times: float, facing: int = 1) -> list[Point]:
    along = direction_vector(toes)
    sole = (-facing * along[1], facing * along[0])
    return [add(add(ankle, along, times * x), sole, times * y) for x, y in _FOOT]


def _add_hand_paths(
    drawing: Drawing, name: str, tracks: Sequence[Sequence[Point]], **attributes: object
) -> None:
    """Add the paths along which hands move; of two hands, the left one is first."""
    drawing.path(f"path-{name}", "".join(smooth_path(track, closed=False) for track in tracks), **attributes)


def draw_calf() -> None:
    """Draw the lower leg from the side, with the knee up and the foot flat; the trunk is on the left."""
    drawing = Drawing("Right lower leg, knee up, from the outer side", 640, 540)
    knee, ankle, hip = (330.0, 70.0), (420.0, 430.0), (20.0, 360.0)
    drawing.line("prop-bed", [(10, 512), (320, 512), (630, 512)])
    drawing.shape("back-thigh", tube(hip, knee, _wider(_THIGH_WIDTHS, 1.9)))
    shank = tube(knee, ankle, _wider(_SHANK_WIDTHS, 2.6))
    whole = {"join": "leg"}
    trunk = {"view": "side", "trunk": "-60 90"}
    drawing.shape("outline", shank, **whole, **trunk)
    drawing.shape("outline", disc(knee, 52), **whole)
    drawing.shape("outline", _foot_outline(ankle, 0, 2.5), **whole)
    drawing.shape("muscle-calf", tube((328, 130), (388, 330), [(0, 5, 48), (0.4, 8, 68), (1, 2, 30)]))
    drawing.shape("muscle-shin", tube((352, 120), (418, 360), [(0, 24, -6), (0.4, 26, -6), (1, 14, -6)]))
    drawing.shape("muscle-ankle", disc((424, 432), 15, 18))
    drawing.line("line-calf", [(336, 300), (366, 350), (388, 402)])
    drawing.line("line-knee", [(356, 42), (374, 70), (366, 104)])
    drawing.line("line-toes", [(598, 492), (604, 484), (612, 482)])
    drawing.shape("never-knee-hollow", disc((292, 112), 24, 34, 20), word="150 60")
    belly = tube((324, 206), (366, 310), [(0, 0, 62), (0.45, 0, 82), (1, 0, 46)])
    drawing.shape("area-calf-belly", belly)
    drawing.shape(
        "area-calf", tube((326, 202), (402, 400), [(0, 4, 60), (0.4, 8, 76), (0.8, 2, 40), (1, 0, 26)])
    )
    _add_hand_paths(
        drawing,
        "calf",
        [[(340, 340), (292, 240), (258, 150)], [(376, 390), (338, 290), (300, 196)]],
        hand=190,
        turn="-118 112",
        behind="0",
    )
    _add_hand_paths(
        drawing,
        "calf-knead",
        [[(300, 246), (276, 202), (264, 156)], [(356, 350), (330, 306), (304, 262)]],
        hand=150,
        turn="-98 84",
        sprite="clasp",
    )
    drawing.line("arrow-calf", [(500, 390), (462, 280), (430, 170)])
    drawing.line("arrow-calf-knead", [(500, 350), (470, 260), (444, 180)])
    drawing.write("own_calf")


def draw_thigh() -> None:
    """Draw the thigh from the side, seated; the trunk is above on the left."""
    drawing = Drawing("Right thigh, seated, from the outer side", 640, 520)
    knee = (500.0, 250.0)
    drawing.line("prop-seat", [(10, 352), (190, 352), (380, 352)])
    whole = {"join": "leg"}
    drawing.shape(
        "outline", tube((-60, 250), knee, _wider(_THIGH_WIDTHS, 2.5)), **whole, view="side", trunk="-40 -60"
    )
    drawing.shape("outline", disc(knee, 54), **whole)
    drawing.shape("outline", tube(knee, (520, 640), _wider(_SHANK_WIDTHS, 2.6)), **whole)
    drawing.shape("muscle-quad", tube((120, 235), (440, 225), [(0, 66, 0), (0.5, 56, 10), (1, 30, 10)]))
    drawing.line("line-knee", [(532, 216), (552, 246), (546, 284)])
    drawing.shape("cloth-shorts", tube((-70, 252), (60, 250), [(0, 100, 96), (1, 96, 92)])[:-1])
    drawing.shape("never-knee-hollow", disc((462, 314), 34, 24), word="330 396")
    drawing.shape("area-thigh", tube((70, 238), (470, 236), [(0, 76, -4), (0.5, 66, -6), (1, 38, 0)]))
    _add_hand_paths(
        drawing,
        "thigh",
        [[(470, 200), (330, 180), (180, 164)], [(430, 226), (290, 208), (130, 196)]],
        hand=185,
        turn="-122 118",
        behind="0",
    )
    _add_hand_paths(
        drawing,
        "thigh-knead",
        [[(450, 210), (390, 200), (330, 192)], [(270, 186), (190, 176), (110, 168)]],
        hand=155,
        turn="-140 140",
        sprite="clasp",
    )
    drawing.line("arrow-thigh", [(400, 446), (260, 452), (110, 452)])
    drawing.line("arrow-thigh-knead", [(400, 446), (260, 452), (110, 452)])
    drawing.write("own_thigh")


def draw_thigh_back() -> None:
    """Draw the thigh from the side, with the knee up; the trunk is on the left."""
    drawing = Drawing("Right thigh, knee up, from the outer side", 640, 540)
    knee, hip = (490.0, 110.0), (40.0, 420.0)
    drawing.line("prop-bed", [(10, 522), (320, 522), (630, 522)])
    whole = {"join": "leg"}
    drawing.shape(
        "outline", tube(hip, knee, _wider(_THIGH_WIDTHS, 2.5)), **whole, view="side", trunk="-60 130"
    )
    drawing.shape("outline", disc(knee, 54), **whole)
    drawing.shape("outline", tube(knee, (590, 500), _wider(_SHANK_WIDTHS, 2.5)), **whole)
    drawing.shape(
        "muscle-hamstrings", tube((150, 370), (410, 190), [(0, -10, 70), (0.5, -10, 64), (1, -10, 40)])
    )
    drawing.line("line-knee", [(518, 76), (538, 104), (530, 140)])
    drawing.shape("cloth-shorts", tube((20, 434), (130, 358), [(0, 96, 96), (1, 94, 90)])[:-1])
    drawing.shape("never-knee-hollow", disc((470, 166), 32, 26, 30), word="586 44")
    drawing.shape("area-hamstrings", tube((160, 350), (410, 180), [(0, -8, 72), (0.5, -8, 64), (1, -6, 44)]))
    _add_hand_paths(
        drawing,
        "thigh-back",
        [[(420, 200), (354, 254), (284, 314)], [(360, 224), (296, 280), (214, 338)]],
        hand=185,
        turn="-146 142",
        behind="0",
    )
    drawing.line("arrow-thigh-back", [(440, 330), (370, 400), (280, 460)])
    drawing.write("own_thigh_back")


def draw_seated() -> None:
    """Draw the whole leg from the side, seated, the foot on the floor; the trunk is above on the left."""
    drawing = Drawing("Right leg, seated, from the outer side", 640, 560)
    knee, ankle = (420.0, 172.0), (436.0, 456.0)
    drawing.line("prop-seat", [(10, 262), (160, 262), (310, 262)])
    drawing.line("prop-floor", [(300, 536), (470, 536), (630, 536)])
    whole = {"join": "leg"}
    drawing.shape(
        "outline", tube((-70, 172), knee, _wider(_THIGH_WIDTHS, 2.1)), **whole, view="side", trunk="60 -120"
    )
    drawing.shape("outline", disc(knee, 45), **whole)
    drawing.shape("outline", tube(knee, ankle, _wider(_SHANK_WIDTHS, 2.15)), **whole)
    drawing.shape("outline", _foot_outline(ankle, 0, 2.1), **whole)
    drawing.shape("muscle-quad", tube((80, 160), (370, 152), [(0, 56, 0), (0.5, 48, 8), (1, 24, 8)]))
    drawing.shape("muscle-calf", tube((420, 214), (432, 390), [(0, 0, 42), (0.4, 4, 54), (1, 0, 24)]))
    drawing.line("line-knee", [(446, 142), (462, 168), (456, 198)])
    drawing.line("line-ankle", [(430, 446), (444, 450), (440, 468)])
    drawing.shape("cloth-shorts", tube((-80, 174), (50, 172), [(0, 84, 80), (1, 80, 78)])[:-1])
    drawing.shape("never-knee-hollow", disc((386, 222), 28, 20, 20), word="556 116")
    drawing.shape("area-thigh", tube((60, 164), (396, 160), [(0, 62, -4), (0.5, 54, -6), (1, 30, 0)]))
    drawing.shape("area-calf", tube((416, 288), (434, 440), [(0, 2, 50), (0.4, 4, 50), (1, 0, 22)]))
    _add_hand_paths(
        drawing,
        "rub-calf",
        [[(372, 424), (350, 354), (344, 284)], [(426, 430), (414, 360), (410, 290)]],
        hand=150,
        turn="-152 150",
        behind="0",
    )
    _add_hand_paths(
        drawing,
        "rub-thigh",
        [[(370, 124), (250, 112), (130, 100)], [(350, 152), (230, 140), (110, 130)]],
        hand=150,
        turn="-126 122",
        behind="0",
    )
    drawing.line("arrow-rub-calf", [(536, 420), (528, 340), (520, 250)])
    drawing.line("arrow-rub-thigh", [(250, 306), (160, 306), (40, 306)])
    drawing.write("own_seated")


def draw_leg() -> None:
    """Draw the whole leg from the side, stretched out in front; the trunk is on the left."""
    drawing = Drawing("Right leg, stretched out, from the outer side", 760, 420)
    knee, ankle = (360.0, 262.0), (630.0, 276.0)
    drawing.line("prop-bed", [(10, 332), (380, 332), (750, 332)])
    whole = {"join": "leg"}
    drawing.shape(
        "outline", tube((60, 262), knee, _wider(_THIGH_WIDTHS, 1.85)), **whole, view="side", trunk="40 -40"
    )
    drawing.shape("outline", disc(knee, 38), **whole)
    drawing.shape("outline", tube(knee, ankle, _wider(_SHANK_WIDTHS, 1.8)), **whole)
    drawing.shape("outline", _foot_outline(ankle, -84, 1.75), **whole)
    drawing.line("line-knee", [(346, 228), (368, 222), (388, 234)])
    drawing.line("line-ankle", [(622, 262), (638, 266), (634, 284)])
    drawing.shape("cloth-shorts", tube((40, 262), (160, 262), [(0, 76, 68), (1, 72, 66)])[:-1])
    drawing.shape(
        "area-leg", tube((150, 258), (600, 272), [(0, 58, 44), (0.45, 34, 34), (0.6, 26, 40), (1, 16, 16)])
    )
    _add_hand_paths(
        drawing,
        "leg",
        [[(600, 252), (400, 222), (220, 200)], [(530, 276), (340, 260), (150, 244)]],
        hand=150,
        turn="-124 124",
        sprite="tips",
    )
    drawing.line("arrow-leg", [(560, 372), (380, 376), (190, 376)])
    drawing.write("own_leg")


def draw_crossed() -> None:
    """Draw the lower leg that lies on the other thigh with its inner side up; the trunk is above."""
    drawing = Drawing("Right foot on the other thigh, inner side up", 640, 560)
    knee, ankle = (-30.0, 240.0), (440.0, 232.0)
    drawing.shape(
        "cloth-thigh",
        tube((430, -60), (420, 340), [(0, 150, 140), (0.6, 130, 120), (1, 96, 90)]),
        posture="ankle_on_knee",
    )
    cushion = [(300, 150), (440, 140), (590, 150), (604, 260), (590, 372), (440, 384), (300, 372), (288, 260)]
    drawing.shape("cloth-cushion", cushion, posture="stool")
    whole = {"join": "leg"}
    shank = tube(knee, ankle, _wider(_SHANK_WIDTHS, 3.1), -1)
    drawing.shape("outline", shank, **whole, view="side", trunk="330 -260")
    drawing.shape("outline", _foot_outline(ankle, 86, 3.0, -1), **whole)
    drawing.shape("muscle-calf", tube((30, 200), (300, 206), [(0, 10, 50), (0.4, 10, 64), (1, 0, 26)], -1))
    drawing.shape("muscle-ankle", disc((446, 244), 22, 19))
    drawing.shape("tendon-achilles", tube((320, 204), (470, 190), [(0, 8, 10), (1, 9, 12)], -1))
    drawing.line("line-shin", [(20, 286), (180, 286), (380, 262)])
    drawing.line("line-arch", [(502, 250), (486, 310), (498, 370)])
    drawing.line("line-toe", [(470, 430), (486, 436), (502, 432)])
    drawing.shape(
        "never-tendon",
        tube((330, 200), (462, 178), [(0, 6, 9), (1, 8, 10)], -1),
        word="514 56",
        only="achilles calf-deep calf-tender",
    )
    drawing.shape(
        "area-foot",
        [
            (420, 250),
            (470, 200),
            (530, 200),
            (524, 300),
            (530, 420),
            (500, 478),
            (452, 470),
            (440, 380),
            (404, 290),
        ],
    )
    drawing.shape("area-achilles", tube((310, 222), (440, 212), [(0, 22, 22), (1, 20, 22)], -1))
    drawing.shape("area-calf", tube((20, 214), (350, 220), [(0, 30, 60), (0.4, 30, 72), (1, 16, 24)], -1))
    spots = [(136, 200), (206, 198), (274, 210)]
    drawing.path("area-calf-tender", "".join(smooth_path(disc(each, 28)) for each in spots))
    _add_hand_paths(
        drawing,
        "foot",
        [[(540, 420), (532, 330), (526, 230)], [(440, 430), (428, 350), (410, 270)]],
        hand=190,
        turn="180",
    )
    _add_hand_paths(
        drawing,
        "calf-deep",
        [[(366, 214), (240, 206), (120, 204)], [(314, 216), (186, 206), (66, 204)]],
        hand=170,
        turn="154",
        sprite="wrap",
    )
    tracks = [
        [(x + 18, y + 4), (x2 + 18, y2 + 4), (x3 + 18, y3 + 4)] for (x, y), (x2, y2), (x3, y3) in [spots]
    ]
    others = [[(x - 18, y + 4) for x, y in spots]]
    _add_hand_paths(
        drawing, "calf-tender", [*tracks, *others], hand=170, turn="150", sprite="wrap", spots="0 0.5 1"
    )
    _add_hand_paths(
        drawing,
        "achilles",
        [[(556, 236), (556, 236.5), (556, 237)], [(430, 224), (380, 228), (330, 232)]],
        hand=165,
        turn="167 164",
        sprite="palm wrap",
        still="0",
        reach=11,
        far="-52 -2",
    )
    drawing.line("arrow-foot", [(604, 440), (606, 330), (602, 200)])
    drawing.line("arrow-calf-deep", [(370, 356), (230, 366), (70, 366)])
    drawing.line("arrow-achilles", [(430, 330), (370, 336), (300, 336)])
    drawing.write("own_foot")


def _add_sole(drawing: Drawing, times: float, dx: float, dy: float) -> None:
    """Add the sole from `sole.svg`, turned heel up, `times` times as large, and shifted by `dx` and `dy`."""
    text = (FIGURES_FOLDER / "sole.svg").read_text(encoding="utf-8")

    def turned(match: re.Match[str]) -> str:
        x, y = float(match[1]), float(match[2])
        return f"{dx + times * (600 - x):.1f} {dy + times * (600 - y):.1f}"

    for identifier, data in re.findall(r'<path id="([^"]+)"[^>]* d="([^"]+)"', text):
        kind = identifier.partition("-")[0]
        if kind in ("path", "arrow"):
            continue
        attributes = {"view": "below", "trunk": "300 -200"} if kind == "outline" else {}
        drawing.path(identifier, re.sub(r"(-?[\d.]+)[ ,]+(-?[\d.]+)", turned, data), **attributes)


def draw_sole() -> None:
    """Draw the sole of a foot that is turned up, with the heel toward the trunk, which is above."""
    drawing = Drawing("Sole of the right foot, heel toward you", 600, 600)
    drawing.shape("back-leg", tube((330, 120), (-60, 30), [(0, 60, 60), (0.5, 66, 70), (1, 80, 84)]))
    _add_sole(drawing, 0.86, 42, 62)
    _add_hand_paths(
        drawing,
        "sole",
        [[(322, 410), (318, 300), (314, 180)], [(276, 410), (284, 300), (288, 180)]],
        hand=200,
        turn="152",
        sprite="wrap",
    )
    drawing.line("arrow-sole", [(474, 440), (478, 310), (470, 170)])
    drawing.write("own_sole")


def draw_toes() -> None:
    """Draw the front part of the sole, with the toes away from the trunk, which is above."""
    drawing = Drawing("Toes of the right foot", 600, 600)
    _add_sole(drawing, 1.15, -30, -240)
    drawing.shape(
        "area-toes",
        [
            (206, 360),
            (240, 330),
            (300, 340),
            (380, 330),
            (430, 300),
            (452, 330),
            (400, 400),
            (330, 430),
            (250, 430),
        ],
    )
    big = (231.0, 398.0)
    still = [(452, 130), (452, 130.5), (452, 131)]
    _add_hand_paths(
        drawing,
        "toes",
        [still, [big, (231, 398.5), (231, 399)]],
        hand=165,
        turn="160 172",
        sprite="palm hold",
        still="0",
        reach=10,
    )
    _add_hand_paths(
        drawing,
        "toes-pull",
        [still, [big, (230, 424), (229, 452)]],
        hand=165,
        turn="160 172",
        sprite="palm hold",
        still="0",
    )
    drawing.line("arrow-toes-pull", [(150, 400), (148, 480), (150, 570)])
    drawing.write("own_toes")


def draw_shin() -> None:
    """Add the paths of one's own hands to `shin.svg`, the shin seen from the front; the trunk is above."""
    file = FIGURES_FOLDER / "shin.svg"
    text = re.sub(r'  <path id="(path|arrow)-own-shin".*\n', "", file.read_text(encoding="utf-8"))
    extra = Drawing("", 0, 0)
    _add_hand_paths(
        extra,
        "own-shin",
        [[(364, 236), (364, 236.5), (364, 237)], [(300, 430), (282, 300), (284, 190)]],
        hand=150,
        turn="152 150",
        sprite="palm wrap",
        still="0",
        trunk="300 -260",
    )
    extra.line("arrow-own-shin", [(186, 430), (174, 300), (188, 176)])
    file.write_text(text.replace("</svg>", "\n".join(extra._paths) + "\n</svg>"), encoding="utf-8")


# The hand that grasps, from the thumb's side, fingers up: joints of finger and thumb, open and closed.
_OPEN_HAND_JOINTS = {
    "knuckle": (80.0, 146.0),
    "joint": (44.0, 104.0),
    "tip": (54.0, 48.0),
    "bend": (170.0, 120.0),
    "thumb": (164.0, 56.0),
}
_CLOSED_HAND_JOINTS = {
    "knuckle": (80.0, 156.0),
    "joint": (52.0, 112.0),
    "tip": (84.0, 62.0),
    "bend": (160.0, 126.0),
    "thumb": (132.0, 68.0),
}
_THUMB_MOUNDS = {
    "": [
        (54.0, 14.0),
        (74.0, 26.0),
        (92.0, 40.0),
        (109.0, 46.0),
        (126.0, 40.0),
        (144.0, 26.0),
        (164.0, 14.0),
        (109.0, -4.0),
    ],
    "--closed": [
        (54.0, 14.0),
        (78.0, 34.0),
        (88.0, 72.0),
        (109.0, 98.0),
        (130.0, 72.0),
        (140.0, 34.0),
        (164.0, 14.0),
        (109.0, -4.0),
    ],
}
# The thumb of a hand whose fingers go round the limb: the left half of `hand-thumb`.
_WRAPPING_THUMB = [
    *(
        (110.0, 83.0),
        (119.0, 91.0),
        (121.0, 112.0),
        (128.0, 142.0),
        (142.0, 166.0),
        (148.0, 198.0),
        (150.0, 236.0),
    ),
    *(
        (112.0, 244.0),
        (79.0, 236.0),
        (81.0, 212.0),
        (84.0, 184.0),
        (95.0, 143.0),
        (99.0, 110.0),
        (102.0, 91.0),
    ),
]


def _finger_path(joints: dict[str, Point], aside: float) -> str:
    """A finger, `aside` fingers' breadths behind the index finger."""
    off = (-13 * aside, 9 * aside)
    knuckle, joint, tip = (add(joints[key], off) for key in ("knuckle", "joint", "tip"))
    return smooth_path(capsule(knuckle, joint, 14, 12)) + smooth_path(capsule(joint, tip, 12, 8.5))


def _add_fingertip_hand(drawing: Drawing) -> None:
    """Add a hand from its side that hangs from the wrist and touches with its fingertips alone."""
    tips = [(152.0, 52.0), (138.0, 37.0), (124.0, 22.0)]
    fingers = []
    for aside, tip in enumerate(tips):
        off = (-9.0 * aside, -8.0 * aside)
        knuckle, joint = add((102, 142), off), add((112, 92), off)
        fingers.append(
            smooth_path(capsule(knuckle, joint, 14, 12)) + smooth_path(capsule(joint, tip, 12, 7.5))
        )
    for aside in (2, 1):
        drawing.path(f"part-tips-{aside}", fingers[aside])
    palm = tube((108, 250), (98, 140), [(0, 26, 26), (0.35, 21, 24), (0.75, 22, 30), (1, 17, 26)])
    thumb = (capsule((112, 186), (138, 150), 13, 11), capsule((138, 150), (158, 120), 11, 7.5))
    drawing.path("hand-tips", smooth_path(palm) + fingers[0] + "".join(smooth_path(each) for each in thumb))
    drawing.path("touch-tips", "".join(smooth_path(disc(each, 6)) for each in tips))
    nails = [(31, 117), (68, 52), (101, 38), (133, 49), (161, 79)]
    drawing.path("touch-feather", "".join(smooth_path(disc(each, 7)) for each in nails))


def draw_hands() -> None:
    """Add the grasping hand and the forearm to `hand.svg`."""
    file = FIGURES_FOLDER / "hand.svg"
    text = re.sub(
        r'  <path id="([a-z]+-(clasp|arm|wrap|tips)|touch-feather)\b.*\n',
        "",
        file.read_text(encoding="utf-8"),
    )
    extra = Drawing("", 0, 0)
    extra.shape(
        "hand-arm", tube((109, 236), (112, 500), [(0, 30, 30), (0.25, 36, 36), (0.7, 46, 46), (1, 48, 48)])
    )
    extra.shape("hand-wrap", _WRAPPING_THUMB)
    extra.line("line-wrap-1", [(106, 86), (105, 96), (110, 100), (116, 96), (117, 87)])
    _add_fingertip_hand(extra)
    for pose, joints in (("", _OPEN_HAND_JOINTS), ("--closed", _CLOSED_HAND_JOINTS)):
        extra.shape(f"mound-clasp{pose}", _THUMB_MOUNDS[pose])
        for aside in (2, 1):
            extra.path(f"part-clasp-{aside}{pose}", _finger_path(joints, aside))
        drop = (0.0, 8.0 if pose else 0.0)
        palm = tube(
            add((108, 250), drop),
            add((106, 150), drop),
            [(0, 29, 30), (0.4, 25, 26), (0.75, 34, 38), (1, 30, 34)],
        )
        thumb = (
            capsule(add((126, 176), drop), joints["bend"], 17, 13),
            capsule(joints["bend"], joints["thumb"], 13, 9),
        )
        extra.path(
            f"hand-clasp{pose}",
            smooth_path(palm) + _finger_path(joints, 0) + "".join(smooth_path(each) for each in thumb),
        )
        nail = between(joints["bend"], joints["thumb"], 0.86)
        along = unit_vector(joints["bend"], joints["thumb"])
        across = (-along[1], along[0])
        extra.line(
            f"line-clasp-1{pose}",
            [
                add(add(nail, along, 9), across, 5),
                add(nail, across, 5),
                add(nail, across, -3),
                add(add(nail, along, 9), across, -4),
            ],
        )
    file.write_text(text.replace("</svg>", "\n".join(extra._paths) + "\n</svg>"), encoding="utf-8")


def main() -> None:
    """Draw all close-up figures."""
    for each in (
        draw_calf,
        draw_thigh,
        draw_thigh_back,
        draw_seated,
        draw_leg,
        draw_crossed,
        draw_sole,
        draw_toes,
        draw_shin,
        draw_hands,
    ):
        each()


if __name__ == "__main__":
    main()
