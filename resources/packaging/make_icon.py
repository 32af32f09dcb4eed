"""Draws the icon of the program: resources/icons/rlscompanion.svg, and PNGs in resources/desktop/icons.

Run this with the Python of the project, from any folder: `.venv/bin/python resources/packaging/make_icon.py`.

The icon shows the moon, and a leg with the knee raised that rests under a blanket. Small sizes have fewer and
bolder shapes, since a line that is thinner than a pixel is only a blur.
"""

import os
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

RESOURCES_FOLDER = Path(__file__).parents[1]
ICON_SIZES_PIXELS = (16, 22, 24, 32, 48, 64, 128, 256, 512)
LARGEST_PLAIN_PIXELS = 32
"""The largest size of the icon, in pixels, that is drawn without details."""

BACKGROUND_SVG = """
  <defs>
    <linearGradient id="night" x1="0" y1="0" x2="0" y2="1">
      <stop offset="0" stop-color="#2b1a3a"/><stop offset="0.55" stop-color="#2a1723"/>
      <stop offset="1" stop-color="#3a1d10"/>
    </linearGradient>
    <linearGradient id="skin" x1="0.1" y1="0" x2="0.6" y2="1">
      <stop offset="0" stop-color="#ffd7a0"/><stop offset="1" stop-color="#e08f3f"/>
    </linearGradient>
    <radialGradient id="glow" cx="0.5" cy="0.5" r="0.5">
      <stop offset="0" stop-color="#ffcf8f" stop-opacity="0.34"/>
      <stop offset="1" stop-color="#ffcf8f" stop-opacity="0"/>
    </radialGradient>
  </defs>
  <rect x="4" y="4" width="120" height="120" rx="28" fill="url(#night)"/>
  <rect x="4.75" y="4.75" width="118.5" height="118.5" rx="27.25" fill="none" stroke="#8c5a4a"
    stroke-opacity="0.7" stroke-width="1.5"/>
"""

LEG_PATH = (
    # Over the thigh to the knee, down the shin to the instep and the toes.
    "M13 88 C26 70 39 49 51 39 C57 34 66 35 70 42 C76 53 82 70 86 84"
    " C88 89 93 91 100 92 C107 93 112 96 112 101 C112 104 109 106 105 106"
    # Along the sole to the heel, up the calf to the hollow of the knee, back under the thigh.
    " L76 106 C71 106 69 102 70 97 C71 91 66 84 62 76 C59 70 57 65 56 61"
    " C48 72 38 90 30 106 L13 106 Z"
)

PLAIN_LEG_PATH = (
    "M12 86 C25 67 38 46 50 36 C57 30 68 32 73 40 C80 53 85 68 88 80"
    " C90 86 96 88 103 90 C111 92 116 97 116 102 C116 106 112 108 107 108"
    " L74 108 C68 108 66 103 67 97 C67 89 61 79 57 68"
    " C50 79 42 94 35 108 L12 108 Z"
)

MOON_PATH = "M101 17 A19.5 19.5 0 1 0 113 48 A16 16 0 0 1 101 17 Z"
PLAIN_MOON_PATH = "M105 11 A22 22 0 1 0 119 46 A17.5 17.5 0 0 1 105 11 Z"

BLANKET_PATH = "M12 112 L12 80 C22 75 33 79 38 90 C41 98 45 105 51 112 Z"
PLAIN_BLANKET_PATH = "M9 112 L9 76 C22 70 34 76 38 88 C41 97 45 105 52 112 Z"
STARS = ((25, 31, 1.9), (44, 21, 1.4), (30, 54, 1.3), (63, 23, 1.2))
"""The position and the radius of each star: x, y, radius."""


def icon_svg(is_plain: bool) -> str:
    """The icon as SVG, 128 units wide and high; with `is_plain`, without details."""
    moon, leg, blanket, bed, depth = (
        (PLAIN_MOON_PATH, PLAIN_LEG_PATH, PLAIN_BLANKET_PATH, "M11 112 H117", 10)
        if is_plain
        else (MOON_PATH, LEG_PATH, BLANKET_PATH, "M14 110.5 H114", 6)
    )
    stars = "".join(
        f'  <circle cx="{x}" cy="{y}" r="{r}" fill="#ffdfae" fill-opacity="0.8"/>\n' for x, y, r in STARS
    )
    glow = '  <circle cx="93" cy="36" r="31" fill="url(#glow)"/>\n'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">'
        f"{BACKGROUND_SVG}{'' if is_plain else glow + stars}"
        f'  <path d="{moon}" fill="#ffe6bd"/>\n'
        f'  <path d="{leg}" fill="url(#skin)"/>\n'
        f'  <path d="{blanket}" fill="#8f4a55"/>\n'
        f'  <path d="{bed}" stroke="#a0552c" stroke-width="{depth}" stroke-linecap="round"/>\n'
        "</svg>\n"
    )


def icon_image(pixels: int) -> QImage:
    """The icon as an image of this size in pixels."""
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing = QSvgRenderer(QByteArray(icon_svg(pixels <= LARGEST_PLAIN_PIXELS).encode()))
    drawing.render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    return image


def main() -> None:
    """Write all files of the icon."""
    application = QGuiApplication([])
    (RESOURCES_FOLDER / "icons" / "rlscompanion.svg").write_text(icon_svg(is_plain=False), "utf-8")
    for pixels in ICON_SIZES_PIXELS:
        folder = RESOURCES_FOLDER / "desktop" / "icons" / "hicolor" / f"{pixels}x{pixels}" / "apps"
        folder.mkdir(parents=True, exist_ok=True)
        assert icon_image(pixels).save(str(folder / "rlscompanion.png"))
    application.quit()


if __name__ == "__main__":
    main()
