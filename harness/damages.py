"""How a table can be damaged on disk: each takes the content of a file and returns another."""

import csv
import io


def emptied(content: bytes) -> bytes:
    return b""


def cut_in_the_middle(content: bytes) -> bytes:
    return content[: len(content) // 2]


def rubbish(content: bytes) -> bytes:
    return bytes(range(256)) * 20


def without_a_column(content: bytes) -> bytes:
    return _table([row[:-1] for row in _rows(content)])


def with_a_bad_value(content: bytes) -> bytes:
    head, first, *rest = _rows(content)
    return _table([head, [f"{cell}?!" for cell in first], *rest])


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8"))))


def _table(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8")


DAMAGES = [emptied, cut_in_the_middle, rubbish, without_a_column, with_a_bad_value]
