"""The page's server side: the player and its brake, the guard, the assets."""

import asyncio
import socket
import subprocess
import sys
import time

import pytest

from knautschball.app import assets
from knautschball.app.choices import Choice
from knautschball.app.player import AHEAD, BEFORE, Player
from knautschball.app.server import OriginGuard, serve
from knautschball.scenarios.errors import KnautschballError, OutputError


def _until(true, seconds=60.0):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.02)


@pytest.fixture
def player():
    """A player with its thread, and a stand-in for the browser that answers no frame."""
    one = Player(Choice(scenario="product-flaw", pace=72))
    one.start()
    _until(lambda: "hour" in one.desk.now)
    yield one
    one.close()


def _send(widget, **message):
    widget._handle_custom_msg(message, [])


def test_a_slow_browser_holds_the_storm(player):
    assert player.pair.since_load == -BEFORE
    _send(player.desk, do="play")
    _until(lambda: player.network.frame == AHEAD + 1)
    time.sleep(0.1)
    held, hour = player.network.frame, player.pair.hour
    time.sleep(0.5)  # six frames would be due
    assert (player.network.frame, player.pair.hour) == (held, hour)
    _send(player.network, ack=held)
    _until(lambda: player.pair.hour > hour)


def test_a_day_a_pause_and_a_reset(player):
    _send(player.desk, do="day")
    _until(lambda: player.desk.now["since"] == 0)
    _send(player.desk, do="day")
    _until(lambda: player.desk.now["since"] == 24)
    _send(player.desk, do="toggle")
    _until(lambda: player.desk.now["playing"])
    _send(player.desk, do="toggle")
    _until(lambda: not player.desk.now["playing"])
    _send(player.desk, do="reset")
    _until(lambda: player.desk.now.get("since") == -BEFORE)


def test_a_choice_makes_a_new_storm_and_a_language_does_not(player):
    first = player.pair
    _send(player.desk, do="choose", choice={"language": "de"})
    _until(lambda: player.desk.now["day"].startswith("Tag"))
    assert player.pair is first
    _send(player.desk, do="choose", choice={"policy": "denial", "seed": "7"})
    _until(lambda: player.pair is not first and "hour" in player.desk.now)
    assert player.pair.storm.policy.name == "denial" and player.pair.storm.luck == 7


def test_hostile_messages_change_nothing(player):
    before = player.pair
    for junk in (
        None,
        7,
        [],
        "play",
        {"do": "exec"},
        {"do": ["play"]},
        {"ack": True},
        {"ack": "x"},
    ):
        player.desk._handle_custom_msg(junk, [])
        player.network._handle_custom_msg(junk, [])
    _send(player.network, ack=10**9)
    _send(player.desk, do="choose", choice={"scenario": "/etc/passwd", "seed": {}})
    _send(player.desk, do="day")
    _until(lambda: player.desk.now.get("since") == 0)
    assert player.pair is before and player.choice == Choice(scenario="product-flaw", pace=72)


def test_two_players_share_nothing(player):
    other = Player(player.choice)
    other.start()
    _until(lambda: "hour" in other.desk.now)
    _send(other.desk, do="day")
    _until(lambda: other.desk.now["since"] == 0)
    other.close()
    assert player.pair.since_load == -BEFORE
    assert player.pair.storm.columns.stance is not other.pair.storm.columns.stance


# server and assets


def _asked(scope):
    """Ask the guard as a server would; give what it sends and whether it lets pass."""
    sent, passed = [], []

    async def app(scope, receive, send):
        passed.append(scope["type"])

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    asyncio.run(OriginGuard(app)(scope, receive, send))
    return sent, passed


def _socket(**headers):
    pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
    return {"type": "websocket", "path": "/", "headers": pairs}


def test_a_foreign_page_cannot_open_a_socket():
    sent, passed = _asked(_socket(host="127.0.0.1:8765", origin="https://elsewhere.example"))
    assert not passed and sent[0]["code"] == 1008
    assert _asked(_socket(host="127.0.0.1:8765", origin="http://127.0.0.1:8765"))[1]
    assert _asked(_socket(host="127.0.0.1:8765"))[1]


def test_the_server_tells_strangers_nothing_of_itself():
    sent, passed = _asked({"type": "http", "path": "/resourcez", "headers": []})
    assert not passed and sent[0]["status"] == 404
    assert _asked({"type": "http", "path": "/", "headers": []})[1]


def test_an_address_that_cannot_be_used_is_one_clear_line():
    with pytest.raises(KnautschballError, match="1 to 65535"):
        serve("127.0.0.1", 70_000)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(KnautschballError, match="cannot be used"):
            serve("127.0.0.1", taken.getsockname()[1])
    with pytest.raises(KnautschballError, match="cannot be used"):
        serve("no.such.host.invalid", 8765)


def test_assets_are_whole_or_named_as_missing(tmp_path, monkeypatch):
    def unpacked(package, scratch):
        for name in assets.PACKAGES[package]:
            file = scratch / "package" / name.replace("*", "1")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(name)
        (scratch / "package" / "unneeded.map").write_text("")
        return scratch / "package"

    assert not assets.complete(tmp_path)
    monkeypatch.setattr(assets, "_unpacked", unpacked)
    kept = assets.fetch(tmp_path)
    assert assets.complete(tmp_path) and all(file.is_file() for file in kept)
    assert not list(tmp_path.rglob("*.map"))
    next(tmp_path.rglob("require.js")).unlink()
    assert not assets.complete(tmp_path)


def test_without_npm_the_other_way_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(assets.shutil, "which", lambda name: None)
    with pytest.raises(OutputError, match="offline"):
        assets.fetch(tmp_path)


def test_assets_belong_to_this_solara():
    """The bundle's version is written in Solara's page; it changes when Solara does."""
    import solara.server

    page = solara.server.__path__[0] + "/templates/solara.html.j2"
    with open(page, encoding="utf-8") as file:
        text = file.read()
    assert all(package in text for package in assets.PACKAGES)


def test_importing_the_app_is_light():
    code = "import sys, knautschball.app; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"solara", "numpy", "mesa", "uvicorn", "anywidget"}
    assert not heavy & set(done.stdout.split())
