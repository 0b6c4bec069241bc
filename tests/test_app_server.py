"""The page's server side: the player and its brake, the guard, the assets."""

import asyncio
import socket
import subprocess
import sys
import time

import numpy as np
import pytest

from knautschball.app import assets
from knautschball.app.brake import AHEAD
from knautschball.app.choices import BEFORE, Choice
from knautschball.app.player import Player
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
    _until(lambda: "hour" in one.visit.stage.desk.now)
    yield one
    one.close()


def _send(widget, **message):
    widget._handle_custom_msg(message, [])


def test_a_slow_browser_holds_the_storm(player):
    assert player.visit.pair.since_load == -BEFORE
    _send(player.visit.stage.desk, do="play")
    _until(lambda: player.visit.stage.network.frame > AHEAD)
    time.sleep(0.1)
    held, hour = player.visit.stage.network.frame, player.visit.pair.hour
    time.sleep(0.5)  # six frames would be due
    assert (player.visit.stage.network.frame, player.visit.pair.hour) == (held, hour)
    _send(player.visit.stage.network, ack=held)
    _until(lambda: player.visit.pair.hour > hour)


def test_a_day_a_pause_and_a_reset(player):
    _send(player.visit.stage.desk, do="day")
    _until(lambda: player.visit.stage.desk.now["since"] == 0)
    _send(player.visit.stage.desk, do="day")
    _until(lambda: player.visit.stage.desk.now["since"] == 24)
    _send(player.visit.stage.desk, do="toggle")
    _until(lambda: player.visit.stage.desk.now["playing"])
    _send(player.visit.stage.desk, do="toggle")
    _until(lambda: not player.visit.stage.desk.now["playing"])
    _send(player.visit.stage.desk, do="reset")
    _until(lambda: player.visit.stage.desk.now.get("since") == -BEFORE)


def test_a_choice_makes_a_new_storm_and_a_language_does_not(player):
    first = player.visit.pair
    _send(player.visit.stage.desk, do="choose", choice={"language": "de"})
    _until(lambda: player.visit.stage.desk.now["day"].startswith("Tag"))
    assert player.visit.pair is first
    _send(player.visit.stage.desk, do="choose", choice={"policy": "denial", "seed": "7"})
    _until(lambda: player.visit.pair is not first and "hour" in player.visit.stage.desk.now)
    assert player.visit.pair.storm.policy.name == "denial" and player.visit.pair.storm.luck == 7


def test_a_refusal_stays_until_the_next_order_and_stops_no_storm_on_its_way(player):
    desk = player.visit.stage.desk
    _send(desk, do="choose", choice={"seed": "8", "hour": 72})
    _send(desk, do="upload", kind="scenario", text="[community]\nsize = 90\n")
    _until(lambda: desk.now.get("since") == 72)
    player.visit.show()  # as when another thread has computed something
    assert desk.now["notice"].startswith("your scenario: scenario")
    assert player.visit.pair.storm.luck == 8
    _send(desk, do="hour")
    _until(lambda: desk.now["since"] == 73)
    assert desk.now["notice"] == ""


def test_hostile_messages_change_nothing(player):
    before = player.visit.pair
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
        player.visit.stage.desk._handle_custom_msg(junk, [])
        player.visit.stage.network._handle_custom_msg(junk, [])
    _send(player.visit.stage.network, ack=10**9)
    _send(player.visit.stage.desk, do="choose", choice={"scenario": "/etc/passwd", "seed": {}})
    _send(player.visit.stage.desk, do="day")
    _until(lambda: player.visit.stage.desk.now.get("since") == 0)
    _until(lambda: player.visit.choice == Choice(scenario="product-flaw", pace=72, hour=0))
    assert player.visit.pair is before


def test_back_goes_to_the_day_before_and_a_link_to_its_hour(player):
    _send(player.visit.stage.desk, do="choose", choice={"hour": 50, "seed": 4})
    _until(lambda: player.visit.choice.seed == 4 and player.visit.stage.desk.now.get("since") == 50)
    seen = player.visit.pair.storm.record.counts[: player.visit.pair.hour - 2].copy()
    _send(player.visit.stage.desk, do="back")
    _until(lambda: player.visit.stage.desk.now.get("since") == 48)
    assert np.array_equal(player.visit.pair.storm.record.counts[: len(seen)], seen)
    _send(player.visit.stage.desk, do="hour")
    _until(lambda: player.visit.stage.desk.now.get("since") == 49)
    assert "t=49" in player.visit.stage.desk.link["address"]


def test_play_on_the_way_to_an_hour_plays_from_there(player):
    _send(player.visit.stage.desk, do="choose", choice={"hour": 1400, "seed": 8})
    _until(lambda: player.visit.choice.seed == 8 and player.visit.pair.storm.luck == 8)
    _until(lambda: player.visit.pair.since_load > -BEFORE)
    on_the_way = player.visit.pair
    _send(player.visit.stage.desk, do="play")
    _until(lambda: player.visit.stage.desk.now["playing"])
    assert player.visit.pair is on_the_way and player.visit.pair.since_load < 1400


def test_a_slider_keeps_the_hour_and_only_the_last_position_counts(player):
    _send(player.visit.stage.desk, do="day")
    _until(lambda: player.visit.stage.desk.now.get("since") == 0)
    for size in (300, 400, 500):
        _send(player.visit.stage.knobs, do="choose", choice={"numbers": {"community.size": size}})
    _until(lambda: player.visit.pair.storm.record.people == 500)
    _until(lambda: player.visit.stage.desk.now.get("since") == 0)
    assert player.visit.stage.knobs.values["community.size"] == [500, 1000]


def test_who_plays_the_brand_is_asked_every_morning_and_can_take_it_back(player):
    _send(player.visit.stage.desk, do="choose", choice={"page": "play", "hour": 60})
    _until(lambda: player.visit.stage.desk.now.get("since") == 60)
    _send(player.visit.stage.brand, do="say", part="reply", posture="apologise", tone="warm")
    _until(lambda: player.visit.choice.moves)
    assert player.visit.pair.storm.policy.replies[0].message.strategy == "rebuild"
    _send(player.visit.stage.desk, do="play")
    _until(lambda: player.visit.stage.desk.now["playing"])
    for _ in range(200):
        _send(player.visit.stage.network, ack=player.visit.brake.sent)
        if not player.visit.stage.desk.now["playing"]:
            break
        time.sleep(0.05)
    assert not player.visit.pair.over
    assert player.visit.pair.hour % 24 == player.visit.pair.storm.scenario.team.opens
    _send(player.visit.stage.brand, do="undo")
    _until(
        lambda: player.visit.choice.moves == () and player.visit.stage.desk.now.get("since") == 60
    )


def test_a_participant_changes_only_what_the_trainer_left_open(player):
    room = {"page": "play", "room": "abc23", "allowed": ["pace"]}
    _send(player.visit.stage.desk, do="choose", choice=room)
    _until(lambda: player.visit.choice.room == "abc23")
    wish = {"seed": 77, "scenario": "calm", "numbers": {"team.size": 9}, "pace": 6, "load": 3}
    _send(player.visit.stage.desk, do="choose", choice=wish | {"allowed": ["numbers"]})
    _until(lambda: player.visit.choice.pace == 6)
    assert (
        player.visit.choice.seed,
        player.visit.choice.scenario,
        player.visit.choice.numbers,
    ) == (
        1,
        "product-flaw",
        (),
    )
    assert player.visit.choice.load == 1 and player.visit.choice.allowed == ("pace",)


def test_own_files_are_data_and_downloads_arrive(player, monkeypatch):
    sent = []
    monkeypatch.setattr(player.visit.stage.desk, "send", lambda *what: sent.append(what))
    _send(player.visit.stage.desk, do="upload", kind="policy", text="import os")
    _until(lambda: "TOML" in player.visit.stage.desk.now.get("notice", ""))
    text = "[policy]\ntitle = 'Mine'\n[[reply]]\nmessage = { strategy = 'rebuild' }\n"
    _send(player.visit.stage.desk, do="upload", kind="policy", text=text)
    _until(lambda: player.visit.pair.storm.policy.title == "Mine")
    _send(player.visit.stage.desk, do="export", what="policy")
    _send(player.visit.stage.desk, do="export", what="../../etc/passwd")
    _until(lambda: sent)
    assert sent[0][0]["file"] == "policy.toml" and sent[0][1] == [text.encode()]


def test_two_players_share_nothing(player):
    other = Player(player.visit.choice)
    other.start()
    _until(lambda: "hour" in other.visit.stage.desk.now)
    _send(other.visit.stage.desk, do="day")
    _until(lambda: other.visit.stage.desk.now["since"] == 0)
    other.close()
    assert player.visit.pair.since_load == -BEFORE
    assert player.visit.pair.storm.columns.stance is not other.visit.pair.storm.columns.stance


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


def test_a_visitor_can_name_no_other_file_and_clear_nothing_away(tmp_path, monkeypatch):
    """Asked for a folder as if it were a file, Solara's own way deletes it; or fetches anything."""
    from solara.server import cdn_helper

    asked = []
    monkeypatch.setattr(cdn_helper, "get_path", lambda folder, path: asked.append(path))
    package = next(iter(assets.PACKAGES))
    names = ("../secret", "left-pad@1.3.0/index.js", package, f"{package}/dist", "", "/etc/passwd")
    (tmp_path / "secret").write_text("")
    home = tmp_path / "cdn"
    for name in assets.NEEDED[:-1]:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("")
    for name in (*names, f"{package}/../../../secret", f"{package}/other.js"):
        with pytest.raises(FileNotFoundError):
            assets.page_file(home, name)
    assert assets.page_file(home, assets.NEEDED[0]) == home / assets.NEEDED[0] and not asked
    assets.page_file(home, assets.NEEDED[-1])
    assert asked == [assets.NEEDED[-1]]
    (home / asked[0]).parent.mkdir(parents=True, exist_ok=True)
    (home / asked[0]).write_text("")
    with pytest.raises(FileNotFoundError):  # whole: from now on nothing is fetched
        assets.page_file(home, f"{package}/dist/other.woff2")


def test_solara_serves_the_page_by_our_rule(monkeypatch):
    """What is replaced in Solara is still what its server calls."""
    import inspect

    from solara.server import starlette

    from knautschball.app.settings import configure

    monkeypatch.setattr(starlette, "get_path", starlette.get_path)
    configure()
    assert starlette.get_path is assets.page_file
    assert "get_path(" in inspect.getsource(starlette.StaticCdn.lookup_path)


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
