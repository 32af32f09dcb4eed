"""Parses the arguments of the command line, then runs a command or opens the window."""

import argparse
import gc
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from rlscompanion import __version__, qt
from rlscompanion.data_folder import opening_data_folder
from rlscompanion.domain.refusal import Refusal
from rlscompanion.domain.start_action import StartAction

if TYPE_CHECKING:
    from rlscompanion.cli import PrivateReportData

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

INTERRUPTED_STATUS = 130
"""The exit status after Ctrl-C, the same as in shells."""

SLOWEST_SPEED, FASTEST_SPEED = 0.1, 1000.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, or open the window; return the exit status.

    The status is 0 for success, 1 after a Refusal, 2 for wrong usage, and 130 after Ctrl-C.
    """
    chosen = _parser().parse_args(arguments)
    if chosen.command == "import" and chosen.undo and (chosen.plan or chosen.keep):
        chosen.wrong_usage("argument --undo: not allowed with --plan or --keep")
    try:
        with opening_data_folder(chosen.data_dir, chosen.demo) as folder:
            return _run_command_or_window(chosen, folder)
    except Refusal as refusal:
        _print_error(str(refusal))
        return 1
    except KeyboardInterrupt:
        _print_error("Stopped.")
        return INTERRUPTED_STATUS
    except ImportError as error:
        from rlscompanion import system_libraries

        if (sentence := system_libraries.missing_library_sentence(error)) is None:
            raise
        _print_error(sentence)
        return 1


def _print_error(sentence: str) -> None:
    """Print one line on stderr, if that is open."""
    with suppress(OSError):
        if sys.stderr is not None:
            sys.stderr.write(f"{' '.join(sentence.splitlines())}\n")
            sys.stderr.flush()


def _run_command_or_window(chosen: argparse.Namespace, folder: Path) -> int:
    """Run a command or the window. Each branch imports only what it needs: commands need no Qt."""
    match chosen.command:
        case None:
            return _open_window(folder, chosen.speed, chosen.action)
        case "desktop":
            from rlscompanion import cli, cli_desktop

            with cli.ignoring_stdout_errors():
                cli_desktop.change_menu_entry(chosen.what)
        case "tour":
            from rlscompanion import tour

            tour.tour(chosen.directory)
        case "speak":
            from rlscompanion import cli

            return cli.speak_texts_from_stdin()
        case _:
            from rlscompanion import cli, cli_protection

            with cli.ignoring_stdout_errors(), ExitStack() as stack:
                private = cli.read_private_report_data() if chosen.wish else None
                if chosen.command != "erase":
                    # What is read beside the log may have a passphrase of its own.
                    read = chosen.file if chosen.command == "restore" else None
                    cli_protection.unlock_log(
                        folder, chosen.passphrase_file, takes_keys=chosen.keys, other_file=read
                    )
                if _writes_in_folder(chosen):
                    stack.enter_context(cli.locking_folder_for_command(folder, chosen.command, chosen.within))
                _run_log_command(chosen, folder, private)
    return 0


def _writes_in_folder(chosen: argparse.Namespace) -> bool:
    """Whether a command may write in the data folder; copying to a file elsewhere only reads the log."""
    if chosen.command == "backup":
        return chosen.file is None or chosen.second is not None or chosen.earlier is not None
    return chosen.command in ("import", "restore", "salvage", "erase")


def _open_window(folder: Path, speed: float, action: StartAction) -> int:
    # What is imported stays, so no search for what could go has to look through it, now or later.
    gc.disable()
    with qt.caching_compiled_code():
        qt.import_pyside()
        from rlscompanion import running

    gc.freeze()
    gc.enable()
    return running.run(folder, speed, action)


def _run_log_command(chosen: argparse.Namespace, folder: Path, private: "PrivateReportData | None") -> None:
    from rlscompanion import cli, cli_protection

    reporter = cli.JsonReporter() if chosen.lines else cli.Reporter()
    match chosen.command:
        case "export":
            cli.export_log_to_file(folder, chosen.file, reporter)
        case "report":
            cli.write_report(
                folder,
                chosen.file,
                chosen.first,
                chosen.last,
                private=private
                or cli.PrivateReportData(chosen.name, chosen.born, None if chosen.notes else frozenset()),
                paper=chosen.paper,
                reporter=reporter,
            )
        case "import" if chosen.undo:
            cli.undo_import(folder, reporter)
        case "import":
            cli.import_file(folder, chosen.file, cli.parse_keep(chosen.keep), chosen.plan, reporter)
        case "backup" if chosen.second is not None:
            cli.set_second_backup_folder(folder, chosen.second, reporter)
        case "backup" if chosen.earlier:
            cli_protection.convert_earlier_backups(folder, chosen.earlier, reporter)
        case "backup":
            cli.back_up_log(folder, chosen.file, chosen.daily, reporter)
        case "restore":
            cli.restore_from_backup(folder, chosen.file, reporter)
        case "salvage":
            cli.salvage_damaged_log(folder, reporter)
        case "check":
            cli.print_damage_check(folder)
        case "erase":
            cli_protection.erase_log(folder, reporter)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="rlscompanion",
        description="A bedtime companion for people with restless legs. Without a command, its window opens.",
    )
    parser.add_argument("--version", action="version", version=f"rlscompanion {__version__}")
    parser.set_defaults(data_dir=None, demo=False, speed=1.0, command=None, lines=False, within=0, keys=False)
    parser.set_defaults(wish=False)
    _add_window_action_options(parser)
    _add_data_dir_option(parser)
    _add_demo_option(parser)
    parser.add_argument(
        "--speed",
        type=_parsed_speed,
        default=1.0,
        metavar="N",
        help="let sessions, sleep timer, fade and idle time-outs go by N times as fast (for trying it out)",
    )
    commands = parser.add_subparsers(title="commands", dest="command", metavar="")
    _add_export_command(commands)
    _add_import_command(commands)
    _add_report_options(
        commands.add_parser(
            "report",
            help="write a few pages for a clinician",
            description="Write a summary of the diary as PDF: the latest 90 nights, or those of a range.",
        )
    )
    _add_backup_commands(commands)
    check = commands.add_parser(
        "check",
        help="check the log for damage",
        description="Check the whole log for damage, without changing it.",
    )
    _add_data_dir_option(check)
    _add_passphrase_options(check)
    erase = commands.add_parser(
        "erase",
        help="delete the log and every trace of it",
        description="Delete the log, its backups, your routines, the settings and the error log, after a "
        "word that is typed. No passphrase is needed.",
    )
    _add_data_dir_option(erase)
    tour = commands.add_parser(
        "tour",
        help="write pictures of every page; needs no screen",
        description="Go through one bedtime on invented nights, unattended, with a picture of every page.",
    )
    tour.add_argument("directory", type=Path, metavar="DIR", help="the folder for the pictures")
    _add_data_dir_option(tour)
    # The window's own, for the system's voice: without a help text it is not listed.
    commands.add_parser("speak")
    at_home = commands.add_parser(
        "desktop",
        help="add the program to the desktop's menu, or remove it",
        description="Put a menu entry, icons, the manual page and completions into your home folder, "
        "or remove them.",
    )
    at_home.add_argument("what", choices=("install", "remove"), help="add it or remove it")
    return parser


def _add_window_action_options(parser: argparse.ArgumentParser) -> None:
    """Add the options for what the window does at once, in this process or where it is open already."""
    actions = parser.add_mutually_exclusive_group()
    for action, meaning in (
        (StartAction.WIND_DOWN, "begin the usual routine at once"),
        (StartAction.LIGHTS_OUT, "put the lights out at once"),
        (StartAction.IN_TRAY, "start without a window, for reminders; a second start shows it"),
    ):
        actions.add_argument(
            f"--{action}",
            dest="action",
            action="store_const",
            const=action,
            default=StartAction.SHOW,
            help=meaning,
        )


def _add_report_options(report: argparse.ArgumentParser) -> None:
    report.add_argument("file", type=Path, metavar="FILE.pdf", help="the file to write")
    for word, end in (("from", "first"), ("to", "last")):
        report.add_argument(
            f"--{word}",
            dest=end,
            type=_parsed_date,
            metavar="DATE",
            help=f"the date of the {end} night's evening, YYYY-MM-DD",
        )
    report.add_argument("--name", default="", help="a name to print on it; kept nowhere")
    report.add_argument(
        "--born", default="", metavar="DATE", help="a birth date to print on it; kept nowhere"
    )
    report.add_argument("--paper", choices=("A4", "Letter"), default="A4", help="the size of the pages")
    report.add_argument("--notes", action="store_true", help="print the notes of the nights as well")
    report.add_argument("--wish", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    _add_options_for_window(report)
    _add_data_dir_option(report)
    _add_demo_option(report)


def _parsed_date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"must be a date such as 2026-11-21, not “{text}”") from None


def _add_export_command(commands: Commands) -> None:
    export = commands.add_parser(
        "export",
        help="write the whole log to a file",
        description="Write the log to a data package (.zip), one JSON file (.json), a table of nights "
        "(.csv), or a file for Plees Tracker (.plees.csv).",
    )
    export.add_argument("file", type=Path, metavar="FILE", help="the file to write")
    _add_options_for_window(export)
    _add_data_dir_option(export)
    _add_demo_option(export)


def _add_import_command(commands: Commands) -> None:
    bring_in = commands.add_parser(
        "import",
        help="import a file into the log",
        description="Import a file that export wrote, or one of Plees Tracker or Sleep as Android. "
        "A backup is made before; rows with the same id are taken as the same.",
    )
    what = bring_in.add_mutually_exclusive_group(required=True)
    what.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the file to read")
    what.add_argument("--undo", action="store_true", help="undo the last import")
    bring_in.add_argument(
        "--keep",
        choices=("mine", "theirs", "newer"),
        metavar="WHICH",
        help="what to keep where the file and the log differ: mine (the log's), theirs (the file's) or newer",
    )
    bring_in.add_argument("--plan", action="store_true", help="only show what would change")
    bring_in.set_defaults(wrong_usage=bring_in.error)
    _add_options_for_window(bring_in)
    _add_data_dir_option(bring_in)


def _add_backup_commands(commands: Commands) -> None:
    backup = commands.add_parser(
        "backup",
        help="write a verified copy of the log",
        description="Write a verified copy of the log to FILE, or without one to its backups folder.",
    )
    backup.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the file to write")
    backup.add_argument(
        "--earlier",
        choices=("match", "delete"),
        metavar="WHAT",
        help="give earlier backups the passphrase of the log, or none if it has none (match), "
        "or delete those that it does not open (delete)",
    )
    backup.add_argument("--daily", action="store_true", help="only if none was made today")
    backup.add_argument(
        "--second",
        metavar="DIR",
        help="copy daily backups to this folder as well, from now on; an empty name ends it",
    )
    _add_options_for_window(backup)
    _add_data_dir_option(backup)
    restore = commands.add_parser(
        "restore",
        help="restore the log from a backup",
        description="Replace the log by the one in a backup. The present log is kept as a backup.",
    )
    restore.add_argument("file", type=Path, metavar="FILE", help="the backup to read")
    _add_options_for_window(restore)
    _add_data_dir_option(restore)
    salvage = commands.add_parser(
        "salvage",
        help="save what can be read of a damaged log",
        description="Make a new log of every row that can be read of a damaged one, which is kept, "
        "and say what was saved and what was not.",
    )
    _add_options_for_window(salvage)
    _add_data_dir_option(salvage)


def _add_options_for_window(parser: argparse.ArgumentParser) -> None:
    """Add the options by which a window runs a command and passes a passphrase.

    The window lends its lock to the command by its process id.
    """
    parser.add_argument("--lines", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    parser.add_argument("--within", type=int, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    _add_passphrase_options(parser)


def _add_passphrase_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--keys", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    parser.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="a file whose first line is the passphrase of the log; else it is asked for",
    )


def _add_data_dir_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=argparse.SUPPRESS,
        metavar="DIR",
        help="where the sleep log lies; the environment variable RLSCOMPANION_DATA_DIR does the same",
    )


def _add_demo_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--demo",
        action="store_true",
        default=argparse.SUPPRESS,
        help="use 90 invented nights in a temporary folder instead of your own",
    )


def _parsed_speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not SLOWEST_SPEED <= speed <= FASTEST_SPEED:
        raise argparse.ArgumentTypeError(
            f"must be a number from {SLOWEST_SPEED} to {FASTEST_SPEED:g}, not “{text}”"
        )
    return speed


if __name__ == "__main__":
    sys.exit(main())
