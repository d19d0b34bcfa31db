"""Ask whether a known vulnerability stands against any package of constraints.txt.

`make audit` installs pip-audit into an environment of its own and runs this. Ends with

    0   every package was looked up, nothing is known against it
    1   something is known: it is listed, with the version that mends it
    75  the audit could not be made, or not for every package (75 is EX_TEMPFAIL of sysexits.h: a
        temporary failure, try again later). Never 0: an audit not made is not a clean one.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

from harness import REPO

PINS = REPO / "constraints.txt"
# The two services that pip-audit can ask, with the names a reader can look up.
SERVICES = {
    "pypi": "the advisories of the Python Package Index",
    "osv": "the Open Source Vulnerabilities database (OSV)",
}
CLEAN, FOUND, NOT_MADE = 0, 1, 75


def ask(service: str) -> str:
    """Return what pip-audit reports as JSON, or "" if the service did not answer."""
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--requirement",
        str(PINS),
        "--no-deps",
        "--disable-pip",
        "--format",
        "json",
        "--progress-spinner",
        "off",
        "--vulnerability-service",
        service,
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def read(report: str) -> tuple[list[str], list[str], list[str]]:
    """Return (looked up, not looked up, what is known against them) of a report; raise ValueError."""
    try:
        packages = json.loads(report)["dependencies"]
        done = [p["name"] for p in packages if "vulns" in p]
        left = [p["name"] for p in packages if "vulns" not in p]
        known = [
            f"{p['name']} {p['version']}: {v['id']}"
            + (f", mended in {', '.join(v['fix_versions'])}" if v["fix_versions"] else ", not mended yet")
            for p in packages
            for v in p.get("vulns", [])
        ]
    except (KeyError, TypeError) as error:
        raise ValueError(f"not a report of pip-audit: {error!r}") from error
    return done, left, known


def main(ask: Callable[[str], str] = ask) -> int:
    """Ask the services in turn until one answers for any package; say the result in plain words."""
    for service, name in SERVICES.items():
        try:
            done, left, known = read(ask(service))
        except ValueError:  # no report at all: the service did not answer
            continue
        if not done:
            continue  # it "answered" that it knows none of the packages: that is no audit
        print(f"Audit of {PINS.name}: {len(done)} packages looked up in {name}.")
        for line in known:
            print(f"KNOWN VULNERABILITY  {line}")
        if left:
            print(f"Not looked up, {len(left)}: {', '.join(left)}.")
        if known:
            print("Choose newer versions: make constraints, then make test.")
            return FOUND
        print("Nothing is known against those looked up.")
        return NOT_MADE if left else CLEAN
    print(
        f"The audit could not be made: neither {' nor '.join(SERVICES.values())} answered from this "
        "machine. Nothing was found and nothing was ruled out; run make audit where the network "
        "reaches one of them."
    )
    return NOT_MADE


if __name__ == "__main__":
    sys.exit(main())
