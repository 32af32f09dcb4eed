"""The unchanged app, whose buttons a benchmark presses by remote control: `driven FOLDER`."""

import sys

from rlscompanion import qt


def main() -> int:
    with qt.caching_compiled_code():
        qt.import_pyside()
        from tests.benchmarks.children.remote import Application

    application = Application([sys.argv[0]])
    # Only now, as the app itself does it.
    from rlscompanion.__main__ import main as run

    status = run(["--data-dir", sys.argv[1]])
    del application
    return status


if __name__ == "__main__":
    sys.exit(main())
