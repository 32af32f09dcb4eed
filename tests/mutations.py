"""Corrupts the bytes of files in the ways that disks, programs and people do."""

from random import Random

INSERTED_BYTES = (
    *(b"\0", b'"', b"'", b",", b";", b"\n", b"\r", b"\\", b"{", b"}", b"[", b"]", b":", b"-", b"=", b" "),
    *(b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\\ud800", b"\xed\xa0\x80", "\u2028".encode(), "😀".encode()),
    *(b"9" * 400, b"-1", b"1e999", b"NaN", b"Infinity", b"0x10", b"1_0", "\u0663".encode(), b"[" * 5000),
    *(b"null", b"true", b'""', b"\r\n\r\n", b"2026-02-30", b"99:99", b"sep=;\n", b"GMT+99:00", b"../../x"),
)
_LONGEST_BLOCK = 400


def corrupted_bytes(data: bytes, random: Random, others: list[bytes]) -> bytes:
    """A copy of the bytes with one to six faults; a fault may insert a piece of a file in `others`."""
    found = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        _spoil(found, random, others)
    return bytes(found)


def _spoil(data: bytearray, random: Random, others: list[bytes]) -> None:
    at = random.randrange(len(data) + 1)
    end = min(len(data), at + random.choice((1, 1, 4, 40, _LONGEST_BLOCK)))
    match random.randrange(9):
        case 0:
            del data[at:]
        case 1:
            del data[at:end]
        case 2:
            data[at:at] = random.choice(INSERTED_BYTES)
        case 3:
            data[at:end] = random.choice(INSERTED_BYTES)
        case 4:
            data[at:end] = random.randbytes(end - at)
        case 5:
            data[at:at] = data[at:end] * random.choice((1, 2, 50))
        case 6:
            other = random.choice(others)
            start = random.randrange(len(other))
            data[at:end] = other[start : start + random.randrange(1, _LONGEST_BLOCK)]
        case 7:
            data[at:end] = bytes(end - at)
        case _:
            for index in range(at, min(at + 1, len(data))):
                data[index] ^= 1 << random.randrange(8)
