"""Twenty visitors at once: how late do frames come, what does a visitor cost in memory?

    python benchmarks/visitors.py --visitors 20 --seconds 30

Starts a server of its own and speaks Solara's protocol over plain websockets, so that twenty
browsers on the same two cores do not starve the server that is to be measured. Every visitor plays
a storm of its own and answers each frame, as the page does. Linux only: memory is read from /proc.
"""

import argparse
import asyncio
import json
import os
import socket
import struct
import subprocess
import sys
import time
import urllib.request
import uuid
from contextlib import contextmanager
from itertools import pairwise

import numpy as np
import websockets

SETTLE = 8.0
"""Seconds after the last visitor left until the server's memory is read again."""


class Visitor:
    """One page, without the page: opens it, presses play, answers frames, notes when they come."""

    def __init__(self, port, link):
        self.port, self.link = port, link
        self.kernel, self.session = str(uuid.uuid4()), str(uuid.uuid4())
        self.comms, self.frames, self.asked_at, self.first = {}, [], 0.0, None

    async def live(self, ready, seconds):
        """Open the page, wait for the others, then play for some seconds."""
        address = f"ws://127.0.0.1:{self.port}/jupyter/api/kernels/{self.kernel}/channels"
        cookie = {"Cookie": f"solara-session-id={self.session}"}
        url = f"{address}?session_id={self.session}"
        async with websockets.connect(url, additional_headers=cookie, max_size=None) as self.wire:
            self.asked_at = time.monotonic()
            control = await self.open()
            await self.send("comm_msg", comm_id=control, data=self.run_order())
            listening = asyncio.create_task(self.listen())
            while "frame" not in self.comms or not self.frames:
                await asyncio.sleep(0.05)
            self.first = self.frames[0] - self.asked_at
            await ready.wait()
            self.frames.clear()
            await self.order("now", {"do": "play"})
            await asyncio.sleep(seconds)
            listening.cancel()

    async def open(self):
        comm = uuid.uuid4().hex
        await self.send("comm_open", comm_id=comm, target_name="solara.control", data={})
        return comm

    def run_order(self):
        return {"method": "run", "args": {"path": f"/?{self.link}", "appName": None}}

    async def send(self, kind, **content):
        header = {"msg_id": uuid.uuid4().hex, "msg_type": kind, "session": self.session,
                  "username": "", "version": "5.3", "date": "2020-01-01T00:00:00Z"}  # fmt: skip
        message = {"header": header, "parent_header": {}, "metadata": {}, "content": content,
                   "channel": "shell", "buffers": []}  # fmt: skip
        await self.wire.send(json.dumps(message))

    async def order(self, trait, order):
        """Send an order to the widget that has a trait."""
        data = {"method": "custom", "content": order}
        await self.send("comm_msg", comm_id=self.comms[trait], data=data)

    async def listen(self):
        async for raw in self.wire:
            message = parsed(raw)
            content, kind = message["content"], message["header"]["msg_type"]
            state = content.get("data", {}).get("state", {})
            if kind == "comm_open":
                for trait in ("frame", "now"):
                    if trait in state and "_esm" in state:
                        self.comms[trait] = content["comm_id"]
            if state.get("frame") and content["comm_id"] == self.comms.get("frame"):
                self.frames.append(time.monotonic())
                await self.order("frame", {"ack": state["frame"]})

    @property
    def gaps(self):
        """Seconds between frames."""
        return [later - sooner for sooner, later in pairwise(self.frames)]


def parsed(raw):
    """Read a message; with buffers it is a list of offsets, then the JSON, then the buffers."""
    if isinstance(raw, str):
        return json.loads(raw)
    count = struct.unpack("!I", raw[:4])[0]
    offsets = struct.unpack(f"!{count}I", raw[4 : 4 * (count + 1)])
    end = offsets[1] if count > 1 else len(raw)
    return json.loads(raw[offsets[0] : end])


@contextmanager
def served():
    """Run a server that forgets visitors at once."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    code = (
        "import solara.server.settings as s; from knautschball.app import settings as own\n"
        "before = own.configure\n"
        "def configure():\n    before(); s.kernel.cull_timeout = '1s'; s.kernel.max_count = 200\n"
        "own.configure = configure\n"
        f"from knautschball.app import start; start(port={port})"
    )
    process = subprocess.Popen([sys.executable, "-c", code])
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5)
                break
            except OSError:
                time.sleep(0.2)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(20)


def memory(pid):
    """Resident megabytes of a process."""
    with open(f"/proc/{pid}/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def seconds_of(pid):
    """Processor seconds a process has used."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        used = file.read().rpartition(")")[2].split()
    return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")


async def crowd(port, pid, number, seconds, link):
    """Let some visitors play at the same time; give them and what the server used."""
    ready = asyncio.Event()
    visitors = [Visitor(port, f"{link}&seed={seed}") for seed in range(1, number + 1)]
    tasks = [asyncio.create_task(one.live(ready, seconds)) for one in visitors]
    while any(one.first is None for one in visitors):
        await asyncio.sleep(0.1)
        for task in tasks:
            if task.done():
                task.result()
    start, used = time.monotonic(), seconds_of(pid)
    ready.set()
    await asyncio.sleep(seconds * 0.9)
    full = memory(pid)
    share = (seconds_of(pid) - used) / (time.monotonic() - start)
    await asyncio.gather(*tasks)
    return visitors, full, share


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--pace", type=int, default=2, help="hours of the storm in a second")
    parser.add_argument("--rounds", type=int, default=2, help="the same again, to see leaks")
    asked = parser.parse_args()
    link = f"scenario=product-flaw&policy=denial&pace={asked.pace}&community.size={asked.people}"
    with served() as (port, pid):
        asyncio.run(crowd(port, pid, 1, 2, link))  # warm: rules compiled, floor begun
        time.sleep(SETTLE)
        before = memory(pid)
        print(f"server, warm and empty: {before:.0f} MB")
        for turn in range(1, asked.rounds + 1):
            visitors, full, share = asyncio.run(
                crowd(port, pid, asked.visitors, asked.seconds, link)
            )
            gaps = np.array([gap for one in visitors for gap in one.gaps])
            first = np.array([one.first for one in visitors])
            time.sleep(SETTLE)
            print(
                f"round {turn}: first picture {np.median(first):.1f} s, last {first.max():.1f} s; "
                f"{len(gaps) / asked.visitors / asked.seconds:.2f} frames/s each; "
                f"gap 95 % {np.quantile(gaps, 0.95):.2f} s, longest {gaps.max():.2f} s; "
                f"{(gaps <= 1).mean():.1%} within 1 s; processor {share:.0%}; "
                f"{(full - before) / asked.visitors:.1f} MB a visitor; "
                f"{memory(pid) - before:+.0f} MB after they left"
            )


if __name__ == "__main__":
    main()
