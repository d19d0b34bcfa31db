"""Serve the browser edition from this machine: `make site-open`.

Any static host with https will do; this one, for your own machine, also sends the headers that the site's file
`_headers` asks for.
"""

from __future__ import annotations

import argparse
import fnmatch
import functools
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


def read_headers(site: Path) -> list[tuple[str, str, str]]:
    """Return (pattern of paths, header, value) for each line of the site's file `_headers`."""
    found, pattern = [], ""
    for line in (site / "_headers").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith(" "):
            name, value = line.strip().split(": ", 1)
            found.append((pattern, name, value))
        else:
            pattern = line.strip()
    return found


class Handler(SimpleHTTPRequestHandler):
    """Sends the files of the site, with the headers that it asks for."""

    protocol_version = "HTTP/1.1"  # one connection for many files

    def __init__(self, *args, headers_of_site: list[tuple[str, str, str]], **kwargs):
        self.headers_of_site = headers_of_site
        super().__init__(*args, **kwargs)

    def end_headers(self) -> None:
        for pattern, name, value in self.headers_of_site:
            if fnmatch.fnmatch(self.path, pattern):
                self.send_header(name, value)
        super().end_headers()

    def log_message(self, *args) -> None:
        """Say nothing of each file."""


@contextmanager
def serving(site: Path, port: int = 0, with_headers: bool = True, handler: type[Handler] = Handler) -> Iterator[str]:
    """Serve a folder on this machine only; yield its address. Port 0: any free one. handler: what answers."""
    headers = read_headers(site) if with_headers else []
    answer = functools.partial(handler, directory=str(site), headers_of_site=headers)
    with ThreadingHTTPServer(("127.0.0.1", port), answer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def main() -> None:
    """Serve the site until Ctrl+C, and open it in the browser."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("--port", type=int, default=8000)
    chosen = parser.parse_args()
    if not (chosen.site / "index.html").exists():
        sys.exit(f"There is no site in {chosen.site}: run make site first.")
    try:
        with serving(chosen.site, chosen.port) as address:
            print(f"The course is at {address}. Keep this window open; Ctrl+C ends it.")
            webbrowser.open(address)
            threading.Event().wait()
    except KeyboardInterrupt:
        print("\nEnded.")
    except OSError as problem:
        sys.exit(f"Port {chosen.port} cannot be used ({problem.strerror}): name another, --port 8080.")


if __name__ == "__main__":
    main()
