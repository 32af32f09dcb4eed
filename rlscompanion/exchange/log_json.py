"""The whole sleep log as one JSON file, described by `resources/schema/` (see `json_schema.py`).

The document is an object: `format`, `version`, `exported_at`, and a list of flat rows for each table. A
moment has three fields. `<name>_utc` is in seconds since 1970. `<name>_offset` is the number of minutes by
which the local clock was ahead of UTC. `<name>_local` is ISO 8601 text for people to read. Unknown values are
null.

Files of earlier versions can be read as well. Version 2 lacks the answers on what was tried in the night.
Version 1 has fewer fields and no time stamps, and has the segments of a session as a list inside the session.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

from rlscompanion.bedtime.ports.files import Cells, WholeLog
from rlscompanion.domain.moment import Moment
from rlscompanion.domain.refusal import Refusal
from rlscompanion.exchange.files import ProgressCallback
from rlscompanion.exchange.incoming import IncomingFile, TableRows, refusal_at
from rlscompanion.exchange.rows import RowReader, reporting_progress, rows_for_file
from rlscompanion.exchange.tables import EXCHANGED_TABLES, EXCHANGED_TABLES_BY_NAME, Table

LOG_FORMAT = "rlscompanion-log"
LOG_FORMAT_VERSION = 5

LONGEST_JSON_ROW = 4_000_000
"""The most characters that one row may have; also the size of the pieces in which a file is decoded."""

_LONGEST_TOKEN = 16
"""If decoding stops this near to a piece's end, in characters, the value may continue in the next piece."""

HEAD_FIELDS: Mapping[str, str] = {
    "format": f'always "{LOG_FORMAT}"',
    "version": f"version of this format, {LOG_FORMAT_VERSION}",
    "exported_at": "when the file was written: local date and time with offset, ISO 8601",
}
"""The fields of the document that come before its lists of rows, each with a description of its value."""

_Object = dict[str, Any]

_match_space = re.compile(r"[ \t\n\r]*").match
_search_format = re.compile(rf'"format"\s*:\s*"{LOG_FORMAT}"').search
_search_version = re.compile(r'"version"\s*:\s*(\d{1,9})\s*(?:[,}]|$)').search


def write_log_json(file: BinaryIO, log: WholeLog, exported_at: Moment, progress: ProgressCallback) -> None:
    """Write the whole sleep log as JSON, one row per line, so that two exports can be compared."""
    encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, check_circular=False).encode
    total, done = sum(log.count_rows(table.name) for table in EXCHANGED_TABLES), 0
    out = TextIOWrapper(file, "utf-8", newline="\n", write_through=False)
    out.write(f'{{\n"format": "{LOG_FORMAT}",\n"version": {LOG_FORMAT_VERSION},\n')
    out.write(f'"exported_at": "{exported_at.local.isoformat()}"')
    for table in EXCHANGED_TABLES:
        names = table.file_columns
        separator = f',\n"{table.name}": [\n'
        empty = f',\n"{table.name}": []'
        for row in reporting_progress(rows_for_file(log, table, as_text=False), done, total, progress):
            out.write(separator)
            out.write(encode(dict(zip(names, row, strict=True))))
            separator, empty = ",\n", "\n]"
            done += 1
        out.write(empty)
    out.write("\n}\n")
    out.flush()
    out.detach()


class JsonReader(IncomingFile):
    """Reads a JSON file that this program exported, row by row, for import."""

    def __init__(self, path: Path, text: str, now: int) -> None:
        super().__init__()
        self._path, self._text, self._now = path, text, now
        self._seen: set[str] = set()
        self._at = 0
        self._chunk, self._chunk_at = "", 0
        self._decoder = json.JSONDecoder(parse_constant=_refuse_constant)
        if _search_format(text) is None:
            raise Refusal(f"{path} is not a sleep log of this program. Name a file that it exported.")
        version = _search_version(text)
        if version is None or int(version[1]) < 1:
            raise Refusal(f"{path} does not say which version it is, so nothing was taken in.")
        if int(version[1]) > LOG_FORMAT_VERSION:
            raise Refusal(f"{path} is from a newer version of this program. Install that, then import it.")

    @property
    def share_read(self) -> float:
        """How much of the file has been read, from 0 to 1."""
        return self._at / len(self._text)

    def location_text(self, table: str, location: int) -> str:
        """The location of a position in the file as text for a sentence, such as "log.json, line 12".

        `location` is the position: the index of a character.
        """
        return f"{self._path}, line {self._text.count(chr(10), 0, location) + 1}"

    def _refusal_at(self, position: int, column: str, reason: str) -> Refusal:
        return refusal_at(self.location_text("", position), column, reason)

    def tables(self) -> Iterator[TableRows]:
        """The rows of the file, table by table, in the order of the file.

        In a file of version 1, segments are inside their sessions; they are given as a table after the
        sessions.
        """
        for key, position in self._read_members():
            if key in EXCHANGED_TABLES_BY_NAME:
                self._refuse_repeated(key, position)
                yield from self._rows_of_table(EXCHANGED_TABLES_BY_NAME[key])
            elif key not in HEAD_FIELDS:
                raise self._refusal_at(position, "", f"“{key}” is not known here")

    def _refuse_repeated(self, name: str, position: int) -> None:
        if name in self._seen:
            raise self._refusal_at(position, "", f"“{name}” appears twice")
        self._seen.add(name)

    def _rows_of_table(self, table: Table) -> Iterator[TableRows]:
        nested: list[tuple[_Object, int]] = []
        rows = self._read_elements(table.name)
        if first := next(rows, None):
            keys = [key for key in first[0] if not (table.name == "sessions" and key == "segments")]
            yield self._table_rows(table, keys, first, rows, nested)
        if nested:
            segments = EXCHANGED_TABLES_BY_NAME["session_segments"]
            self._refuse_repeated(segments.name, nested[0][1])
            keys = [*segments.key, *(key for key in nested[0][0] if key not in segments.key)]
            yield self._table_rows(segments, keys, nested[0], iter(nested[1:]), [])

    def _table_rows(
        self,
        table: Table,
        keys: Sequence[str],
        first: tuple[_Object, int],
        rest: Iterator[tuple[_Object, int]],
        nested: list[tuple[_Object, int]],
    ) -> TableRows:
        """The rows of a table; segments that are inside sessions are added to `nested`."""
        reader = RowReader(table, keys, False, self._now, partial(self.location_text, table.name), first[1])
        expected = set(keys)

        def cells() -> Iterator[Cells]:
            for row, position in chain([first], rest):
                if "segments" in row and "segments" not in expected:
                    nested.extend(self._segments(row, row.pop("segments"), position))
                if row.keys() != expected:
                    odd = min(row.keys() ^ expected)
                    reason = "is missing here" if odd in expected else "is not in the rows before"
                    raise self._refusal_at(position, odd, reason)
                yield reader.read([row[key] for key in keys], position)

        return TableRows(table.name, reader.columns, cells())

    def _segments(self, session: _Object, listed: Any, at: int) -> Iterator[tuple[_Object, int]]:
        if not isinstance(listed, list) or not all(isinstance(each, dict) for each in listed):
            raise self._refusal_at(at, "segments", "is not a list of objects")
        for ordinal, each in enumerate(listed):
            yield {"session_id": session.get("id"), "ordinal": ordinal, **each}, at

    # --- the text -------------------------------------------------------------------------------------------

    def _read_members(self) -> Iterator[tuple[str, int]]:
        """The document's keys with their positions; the caller reads each key's value before going on."""
        for start in self._positions("{", "}"):
            key, end = self._read_value(start), self._at
            if not isinstance(key, str):
                raise self._malformed_refusal(end)
            self._at = self._position_after(":", end)
            yield key, end
            if key not in EXCHANGED_TABLES_BY_NAME:
                self._read_value(self._at)
        if self._skip_space(self._at) != len(self._text):
            raise self._malformed_refusal(self._skip_space(self._at))

    def _read_elements(self, name: str) -> Iterator[tuple[_Object, int]]:
        """The objects of the list at the present position."""
        for start in self._positions("[", "]"):
            row = self._read_value(start)
            if not isinstance(row, dict):
                raise self._refusal_at(start, name, "is not an object")
            yield row, start

    def _positions(self, opening: str, closing: str) -> Iterator[int]:
        """The position of each value in the list or object that begins here; the caller reads each value."""
        self._at = self._position_after(opening, self._at)
        if self._peek() != closing:
            yield self._skip_space(self._at)
            while self._peek() != closing:
                self._at = self._position_after(",", self._at)
                yield self._skip_space(self._at)
        self._at = self._position_after(closing, self._at)

    def _read_value(self, at: int) -> Any:
        start = self._skip_space(at)
        found = self._decode_value(start)
        if found is None:  # it goes on beyond the chunk
            self._load_chunk(start)
            found = self._decode_value(start)
        if found is None:
            raise self._refusal_at(start, "", f"holds more than {LONGEST_JSON_ROW:,} characters in one row")
        value, self._at = found
        return value

    def _decode_value(self, start: int) -> tuple[Any, int] | None:
        """The value at the present position and where the value ends; None if the piece is too short."""
        if not 0 <= start - self._chunk_at < LONGEST_JSON_ROW // 2:
            self._load_chunk(start)
        chunk_end = self._chunk_at + len(self._chunk)
        is_last = chunk_end >= len(self._text)
        try:
            value, end = self._decoder.raw_decode(self._chunk, start - self._chunk_at)
        except json.JSONDecodeError as error:
            position = self._chunk_at + error.pos
            is_cut = error.msg.startswith("Unterminated")
            if not is_last and (is_cut or position > chunk_end - _LONGEST_TOKEN):
                return None
            raise self._malformed_refusal(len(self._text) if is_cut else position) from None
        except (ValueError, RecursionError):
            raise self._malformed_refusal(start) from None
        return (value, self._chunk_at + end) if is_last or self._chunk_at + end < chunk_end else None

    def _load_chunk(self, start: int) -> None:
        """Give the decoder the text from the present position on, as long as one value may be."""
        self._chunk, self._chunk_at = self._text[start : start + LONGEST_JSON_ROW], start

    def _skip_space(self, at: int) -> int:
        found = _match_space(self._text, at)
        return found.end() if found else at

    def _peek(self) -> str:
        at = self._skip_space(self._at)
        return self._text[at : at + 1]

    def _position_after(self, character: str, at: int) -> int:
        at = self._skip_space(at)
        if self._text[at : at + 1] != character:
            raise self._malformed_refusal(at)
        return at + 1

    def _malformed_refusal(self, position: int) -> Refusal:
        if position >= len(self._text.rstrip()):
            return Refusal(
                f"{self._path} is cut off: its end is missing. Export it again. Nothing was changed."
            )
        column = position - self._text.rfind("\n", 0, position)
        return self._refusal_at(position, f"{column}", "is not JSON")


def _refuse_constant(name: str) -> None:
    raise ValueError(name)
