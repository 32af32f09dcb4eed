"""A file is written completely and only for its owner, or the earlier file stays."""

import errno
import os
import stat
from pathlib import Path

import pytest

from rlscompanion.disk import replace_private_file


def test_a_file_is_for_its_owner_alone_and_takes_the_place_of_another(tmp_path: Path) -> None:
    target = tmp_path / "chart.svg"
    target.write_bytes(b"old")
    target.chmod(0o644)

    replace_private_file(target, b"new")

    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_file_that_cannot_be_written_leaves_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    target = tmp_path / "chart.svg"
    target.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, failing, full)
    with pytest.raises(OSError, match="No space"):
        replace_private_file(target, b"new")

    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
