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
    rows = csv.reader(io.StringIO(content.decode("utf-8")))
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(row[:-1] for row in rows)
    return out.getvalue().encode("utf-8")


def with_a_bad_value(content: bytes) -> bytes:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8"))))
    rows[1] = [f"{cell}?!" for cell in rows[1]]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8")


DAMAGES = [emptied, cut_in_the_middle, rubbish, without_a_column, with_a_bad_value]
