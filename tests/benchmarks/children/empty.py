"""An empty window of the app's size, which shows what PySide6 alone costs."""

import sys

from PySide6.QtWidgets import QMainWindow

from tests.benchmarks.children.remote import Application


def main() -> int:
    application = Application([sys.argv[0]])
    window = QMainWindow()
    window.resize(1280, 800)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
