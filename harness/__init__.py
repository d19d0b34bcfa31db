"""Servers, kernels and steps that tests, tools and benchmarks share. Imports no test.

Whoever imports this room can import the course's package, too, from wherever Python was started.
"""

import sys
from pathlib import Path

REPO = Path(__file__).resolve().parents[1]
if str(REPO / "notebooks") not in sys.path:
    sys.path.insert(0, str(REPO / "notebooks"))
