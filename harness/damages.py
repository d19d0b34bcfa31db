"""How a file of data/ can be damaged on disk: each takes its content and returns another."""


def emptied(content: bytes) -> bytes:
    return b""


def cut_in_the_middle(content: bytes) -> bytes:
    return content[: len(content) // 2]


def rubbish(content: bytes) -> bytes:
    return bytes(range(256)) * 20


TABLE = {  # to convention_parties.csv, by name
    "empty": emptied,
    "cut in a row": lambda raw: raw[: raw.index(b"\nFrance,") + 20],
    "cut between rows": lambda raw: raw[: raw.index(b"\nFrance,") + 1],
    "cut in quotes": lambda raw: raw[: raw.index(b',"') + 10],
    "another encoding": lambda raw: raw.decode().encode("latin-1", "replace"),
    "semicolons": lambda raw: raw.replace(b",", b";"),
    "another file": lambda raw: bytes(range(128)) * 20,
    "a column renamed": lambda raw: raw.replace(b"deposit_month", b"month"),
    "a column missing": lambda raw: raw.replace(b",note\n", b"\n", 1),
    "a value": lambda raw: raw.replace(b"2006-01-10", b"2006-01-11"),
    "a bad value": lambda raw: raw.replace(b"2006-01-10", b"10/01/2006"),
    "quotation marks": lambda raw: raw.replace(b"\nFrance,", b'\n"France",'),
    "one character": lambda raw: raw[:-2] + b"\n\n",
}
