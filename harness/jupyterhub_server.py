"""A real JupyterHub with its proxy on this machine, for its test and for benchmarks/hub.py.

The hub, its proxy and every server listen on 127.0.0.1 only. Students' homes are empty, so nothing of the
machine's own Jupyter settings is read; kernels refuse connections to elsewhere.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

from harness.jupyterlab_server import ELSEWHERE, QUIET, free_port, serving

PROXY = "configurable-http-proxy@5.1.0"
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "hosting-shift"
TOKEN = "one-for-all-students"  # may start and use every server; only this machine reaches the hub


class HubError(Exception):
    """The hub cannot start; the message says what is missing and what to do."""


def proxy() -> Path:
    """Return the hub's proxy, installed from npm into the user's cache the first time.

    Raises HubError when npm is missing or cannot bring it.
    """
    folder = CACHE / PROXY.replace("@", "-")
    program = folder / "node_modules" / ".bin" / "configurable-http-proxy"
    if program.exists():
        return program
    if not (npm := shutil.which("npm")):
        raise HubError(
            "npm is missing, and JupyterHub's proxy comes from it: install Node.js with npm "
            "(on Debian: apt-get install npm), then run this again."
        )
    folder.mkdir(parents=True, exist_ok=True)
    command = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts", PROXY]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    if done.returncode or not program.exists():
        last = " ".join(done.stderr.strip().splitlines()[-1:])
        raise HubError(f"npm could not install {PROXY}: is there a network? It said: {last}")
    return program


@contextmanager
def running_hub(folder: Path):
    """Start a hub where everybody may log in; yield (address, the folder of the homes), then stop all of it.

    Its process number is in hub.pid in `folder`. Raises HubError when something it needs is missing.
    """
    if not (ELSEWHERE / "jupyterhub").exists():
        raise HubError("JupyterHub is not installed: run make test once; it makes .venv-elsewhere.")
    homes, config = folder / "homes", folder / "jupyterhub_config.json"
    scopes = ["admin:users", "admin:servers", "access:servers"]
    settings = {
        "JupyterHub": {
            "ip": "127.0.0.1",
            "hub_ip": "127.0.0.1",
            "hub_port": free_port(),
            "authenticator_class": "dummy",
            "spawner_class": "simple",
            "log_level": "WARN",
            "pid_file": str(folder / "hub.pid"),
            "services": [{"name": "class", "api_token": TOKEN}],
            "load_roles": [{"name": "class", "services": ["class"], "scopes": scopes}],
        },
        "Authenticator": {"allow_all": True},
        "ConfigurableHTTPProxy": {
            "api_url": f"http://127.0.0.1:{free_port()}",
            "command": [str(proxy()), "--log-level=warn"],
        },
        "SimpleLocalProcessSpawner": {"home_dir_template": f"{homes}/{{username}}"},
        "Spawner": {
            "ip": "127.0.0.1",
            "cmd": [str(ELSEWHERE / "jupyterhub-singleuser")],
            "args": QUIET,
            "env_keep": ["PATH", "LANG", "LC_ALL", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"],
            "environment": {"IPYTHONDIR": str(folder / "ipython")},
            "start_timeout": 180,
            "http_timeout": 180,
        },
    }
    config.write_text(json.dumps(settings), encoding="utf-8")
    with serving([ELSEWHERE / "jupyterhub", "-f", config], folder, cwd=folder, ready="/hub/health") as address:
        yield address, homes
