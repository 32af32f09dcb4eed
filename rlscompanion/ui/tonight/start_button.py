"""The start button of the Tonight page, and two buttons for nights when a trial plans no massage."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QSizePolicy, QWidget

from rlscompanion.ui.widgets.boxes import STRETCH, in_column, in_row
from rlscompanion.ui.widgets.controls import Button, button, label, set_identifier

START_WIND_DOWN_TEXT = "Start wind-down"
LIGHTS_OUT_TEXT, LIGHTS_OUT_SECOND_LINE = "Lights out", "The screen goes black, and your sound plays."
START_BREATHING_TEXT = "Start breathing"


class StartButton(Button):
    """A large button: the action's name, a second line (`second_line`), and a picture beside the text."""

    def __init__(self, action: str = START_WIND_DOWN_TEXT) -> None:
        super().__init__()
        self.setProperty("role", "primary")
        self.setAutoDefault(True)
        self.setProperty("bulk", "start")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._action, self.second_line = label("", "start", wrap=True), label("", "start-lengths", wrap=True)
        lines = in_column(STRETCH, spacing=6)
        for line in (self._action, self.second_line):
            line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            lines.addWidget(line)
        lines.addStretch(1)
        self._row = in_row((lines, 1), into=self, spacing=20, margins=(32, 18, 24, 18))
        policy = QSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.show_action(action)

    def show_action(self, action: str) -> None:
        """Show the name of the action that a press starts; screen readers read the same text."""
        set_identifier(self, action)
        self._action.setText(action)

    def add_picture(self, picture: QWidget) -> None:
        """Put a picture beside the lines of text."""
        picture.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row.addWidget(picture, 1)

    def hasHeightForWidth(self) -> bool:
        """True, since the text may wrap onto another line."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the button at this width, in pixels: more than usual if the text needs more lines."""
        layout = self.layout()
        needed = layout.heightForWidth(width) if layout else 0
        return max(self.sizeHint().height(), needed)


class NoMassageButtons(QWidget):
    """The two buttons on a night when the person's trial plans no massage.

    The large button starts breathing or lights out. The small button starts a massage anyway.
    """

    lights_out_chosen = Signal()
    breathing_chosen = Signal()
    massage_chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_breathing = False
        """Whether the large button starts breathing, instead of lights out."""

        self.large = StartButton(LIGHTS_OUT_TEXT)
        self.large.clicked.connect(self._pressed)
        self._massage = button("", START_WIND_DOWN_TEXT, pressed=self.massage_chosen)
        in_column(self.large, in_row(self._massage, STRETCH), into=self, spacing=8)

    def set_texts(self, breathing_minutes: float | None, massage_text: str) -> None:
        """Set the texts of the large and the small button.

        `breathing_minutes` is the length of the breathing that replaces the massage; None for lights out
        instead. `massage_text` is the text of the small button.
        """
        self.is_breathing = breathing_minutes is not None
        self.large.show_action(LIGHTS_OUT_TEXT if breathing_minutes is None else START_BREATHING_TEXT)
        self.large.second_line.setText(
            LIGHTS_OUT_SECOND_LINE
            if breathing_minutes is None
            else f"{round(breathing_minutes, 1):g} min with sound, instead of massage"
        )
        self._massage.setText(massage_text)

    @Slot()
    def _pressed(self) -> None:
        """Start what the trial plans instead of massage tonight: breathing or lights out."""
        (self.breathing_chosen if self.is_breathing else self.lights_out_chosen).emit()
