"""A student on a hub without a window: what JupyterLab asks of the hub, of a server and of a kernel.

Forty of them take the place of a class (benchmarks/hub.py); a browser for each would need more than the hub.
"""

from __future__ import annotations

import asyncio
import json
import time

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
        self.address, self.own = address, f"/user/{name}/"
        six = httpx.Limits(max_connections=6)  # what a browser opens to one server
        self.web = httpx.AsyncClient(base_url=address, headers=HEADERS, limits=six, timeout=180, trust_env=False)
        self.cell, self.pictures = "", 0  # the cell that runs; new pictures that explorers have sent
        self.widgets: dict[str, tuple[str, dict]] = {}  # by comm: the cell that made it, its state

    async def ask(self, method: str, path: str, **more) -> httpx.Response:
        return (await self.web.request(method, self.own + path, **more)).raise_for_status()

    async def arrive(self, lesson: str, files: list[str]) -> nbformat.NotebookNode:
        """Start the server, fetch the page and these files of it, start the lesson's kernel; return the lesson."""
        start = f"/hub/api/users{self.own[5:-1]}"
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

    async def request(self, kind: str, content: dict) -> list[dict]:
        """Send the kernel a request; return its messages once it is idle. RuntimeError when a cell fails."""
        sent = Session(username="").msg(kind, content) | {"channel": "shell", "buffers": []}
        await self.channel.write_message(json.dumps(sent, default=str))
        messages, state = [], None
        while state != "idle":
            message = await self.hear()
            if message["parent_header"].get("msg_id") == sent["header"]["msg_id"]:
                messages.append(message)
                state = message["content"].get("execution_state")
                if message["msg_type"] == "error":
                    raise RuntimeError(f"cell {self.cell} ended in {message['content']['ename']}")
        return messages

    async def hear(self) -> dict:
        """Return the next message; widgets made or changed are noted."""
        message = json.loads(await self.channel.read_message())
        content, state = message["content"], message["content"].get("data", {}).get("state", {})
        if message["msg_type"] == "comm_open":
            self.widgets[content["comm_id"]] = self.cell, state
        elif message["msg_type"] == "comm_msg":
            self.widgets[content["comm_id"]][1].update(state)
            self.pictures += "<img" in str(state.get("value"))
        return message

    async def run(self, cell: nbformat.NotebookNode) -> None:
        self.cell, shown = cell.id, ("execute_result", "display_data", "stream")
        messages = await self.request("execute_request", {"code": cell.source})
        cell.outputs = [nbformat.v4.output_from_msg(m) for m in messages if m["msg_type"] in shown]

    def widget(self, cell: str, *kinds: str, **state) -> tuple[str, dict]:
        """Return (comm, state) of the first widget of a kind that a cell made and that has this state."""
        return next(
            (comm, now)
            for comm, (maker, now) in self.widgets.items()
            if maker == cell
            and now.get("_model_name", "").removesuffix("Model") in kinds
            and state.items() <= now.items()
        )

    async def set(self, comm: str, **state) -> None:
        data = {"method": "update", "state": state, "buffer_paths": []}
        await self.request("comm_msg", {"comm_id": comm, "data": data})

    async def place_bet(self, cell: str) -> None:
        chooser, now = self.widget(cell, "IntSlider", "FloatSlider", "RadioButtons")
        await self.set(chooser, **({"value": now["min"] + now["step"]} if "min" in now else {"index": 0}))
        button, now = self.widget(cell, "Button", description="Place my bet")
        await self.request("comm_msg", {"comm_id": button, "data": {"method": "custom", "content": {"event": "click"}}})
        while not now.get("disabled"):  # that is how the page takes a bet
            await self.hear()

    async def move_slider(self, cell: str, share: float) -> float:
        """Move the first slider of a cell to a share of its way; return the seconds until the new picture came."""
        slider, now = self.widget(cell, "IntSlider", "FloatSlider")
        low, step, pictures, began = now["min"], now["step"], self.pictures, time.perf_counter()
        await self.set(slider, value=low + step * round(share * (now["max"] - low) / step))
        while self.pictures == pictures:
            await self.hear()
        return time.perf_counter() - began
