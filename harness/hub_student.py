"""A student on a hub without a window: what JupyterLab asks of the hub, of a server and of a kernel.

Forty of them take the place of a class (benchmarks/hub.py); a browser for each would need more than the hub.
"""

from __future__ import annotations

import asyncio
import json

import httpx
import nbformat
from jupyter_client.session import Session
from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from harness.jupyterhub_server import TOKEN

HEADERS = {"Authorization": f"token {TOKEN}"}


class Student:
    """One student with a server and a kernel. RuntimeError or httpx.HTTPError when something fails."""

    def __init__(self, address: str, name: str):
        self.address, self.name, self.own = address, name, f"/user/{name}/"
        six = httpx.Limits(max_connections=6)  # what a browser opens to one server
        self.web = httpx.AsyncClient(base_url=address, headers=HEADERS, limits=six, timeout=180, trust_env=False)

    async def ask(self, method: str, path: str, **more) -> httpx.Response:
        return (await self.web.request(method, self.own + path, **more)).raise_for_status()

    async def arrive(self, lesson: str, files: list[str]) -> nbformat.NotebookNode:
        """Start the server, fetch the page and these files of it, start the lesson's kernel; return the lesson."""
        start = f"/hub/api/users/{self.name}"
        for address in (start, f"{start}/server"):
            (await self.web.post(address)).raise_for_status()
        async with self.web.stream("GET", f"{start}/server/progress") as told:
            if not [line async for line in told.aiter_lines() if '"ready": true' in line]:
                raise RuntimeError("the server did not start")
        await asyncio.gather(*(self.ask("GET", file) for file in [f"lab/tree/{lesson}", *files]))
        model = (await self.ask("GET", f"api/contents/{lesson}?type=notebook&content=1")).json()
        asked = {"path": lesson, "type": "notebook", "name": lesson, "kernel": {"name": "python3"}}
        kernel = (await self.ask("POST", "api/sessions", json=asked)).json()["kernel"]["id"]
        address = f"{self.address.replace('http', 'ws')}{self.own}api/kernels/{kernel}/channels"
        self.channel = await websocket_connect(HTTPRequest(address, headers=HEADERS), max_message_size=2**28)
        return nbformat.from_dict(model["content"])

    async def run(self, code: str) -> list[nbformat.NotebookNode]:
        """Run a cell; return its outputs. RuntimeError when it ends in an error."""
        sent = Session(username="").msg("execute_request", {"code": code}) | {"channel": "shell", "buffers": []}
        await self.channel.write_message(json.dumps(sent, default=str))
        outputs, state = [], None
        while state != "idle":
            message = json.loads(await self.channel.read_message())
            if message["parent_header"].get("msg_id") == sent["header"]["msg_id"]:
                state = message["content"].get("execution_state")
                if message["msg_type"] == "error":
                    raise RuntimeError(f"{message['content']['ename']} in {code[:80]}")
                if message["msg_type"] in ("execute_result", "display_data", "stream"):
                    outputs.append(nbformat.v4.output_from_msg(message))
        return outputs
