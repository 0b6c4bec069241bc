"""The page in a real Chromium that can reach nothing but the server, which can reach nothing."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from knautschball.app.assets import complete
from knautschball.app.settings import assets_folder

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[1]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]
PATIENCE = 60_000
"""Milliseconds; the first visitor may have to wait until the rules are compiled."""


def _free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@contextmanager
def _served(*command):
    """Run a server that has no way out, until the block ends."""
    port = _free_port()
    dead = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), "http://127.0.0.1:9")
    env = os.environ | dead | {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}
    env |= {name.lower(): value for name, value in dead.items()}
    filled = [part.replace("PORT", str(port)) for part in command]
    process = subprocess.Popen([sys.executable, *filled], env=env, cwd=ROOT)
    try:
        _wait(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def _wait(port, process):
    end = time.monotonic() + 90
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5)
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("the server does not answer")


@pytest.fixture(scope="module")
def chromium():
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    if not complete(assets_folder()):
        pytest.skip(
            "Solara's scripts are not on this machine: pip install 'knautschball[offline]' or "
            "python -m knautschball.app.assets"
        )
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def server(chromium):
    with _served("-c", "from knautschball.app import start; start(port=PORT)") as address:
        yield address


@pytest.fixture
def visit(chromium, server):
    """Open pages of visitors that share nothing; at the end no page may have complained."""
    contexts, troubles = [], []

    def opened(query="", address=server, **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
        page.on("requestfailed", lambda asked: troubles.append(f"failed: {asked.url}"))
        page.on("request", lambda asked: _note_foreign(asked.url, address, troubles))
        page.goto(f"{address}/?{query}")
        page.wait_for_selector(".kb-clock[data-hour]")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def _note_foreign(url, address, troubles):
    if not url.startswith((address, "data:", "blob:")):
        troubles.append(f"foreign: {url}")


def _since(page):
    return int(page.get_attribute(".kb-clock", "data-since"))


def _wait_since(page, hours):
    page.wait_for_function(
        "hours => Number(document.querySelector('.kb-clock').dataset.since) >= hours", arg=hours
    )


def _drawn(page, part):
    """Count the pixels of a canvas that are not empty."""
    return page.evaluate(
        """part => { const sheet = document.querySelector(`${part} canvas`);
        const { data } = sheet.getContext("2d").getImageData(0, 0, sheet.width, sheet.height);
        return data.filter((value, place) => place % 4 === 3 && value > 0).length; }""",
        part,
    )


def _gauges(page):
    return page.locator(".kb-gauge strong").all_text_contents()


def test_the_page_opens_whole_in_the_visitors_language(visit):
    page = visit(locale="de-DE")
    assert page.get_by_role("heading", name="Knautschball", exact=True).is_visible()
    page.get_by_role("button", name="Start", exact=True).wait_for()
    assert page.get_attribute("html", "lang") == "de"
    assert page.get_by_label("Wie die Marke antwortet").input_value() == "silence"
    assert _drawn(page, ".kb-network") > 20_000 and _drawn(page, ".kb-waves") > 500
    page.locator(".kb-ball svg").wait_for()
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Play", exact=True).wait_for()
    assert page.get_attribute("html", "lang") == "en"
    assert "lang=en" in page.url


def test_play_brings_a_hundred_hours_and_the_space_key_stops_them(visit):
    page = visit("scenario=product-flaw&policy=denial&seed=3&pace=72")
    assert _since(page) == -24
    before = page.inner_html(".kb-picture")
    page.get_by_role("button", name="Play", exact=True).click()
    _wait_since(page, 76)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Play", exact=True).wait_for()
    held = _since(page)
    time.sleep(0.6)
    assert _since(page) == held
    assert page.inner_html(".kb-picture") != before
    assert int(_gauges(page)[0]) > 0


def test_keys_step_reset_and_leave_fields_alone(visit):
    page = visit("scenario=product-flaw")
    page.keyboard.press("ArrowRight")
    _wait_since(page, 0)
    page.keyboard.press("ArrowRight")
    _wait_since(page, 24)
    page.keyboard.press("r")
    page.wait_for_selector('.kb-clock[data-since="-24"]')
    page.get_by_label("Luck").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    time.sleep(0.5)
    assert _since(page) == -24
    page.get_by_label("Luck").fill("9")
    page.keyboard.press("Enter")
    page.wait_for_url("**seed=9**")


def test_two_visitors_share_no_model_and_the_same_link_is_the_same_storm(visit):
    link = "scenario=product-flaw&policy=apology&seed=5"
    one, two = visit(link), visit(link)
    for _ in range(3):
        one.get_by_role("button", name="Step a day").click()
        _wait_since(one, _since(one) + 1)
    assert (_since(one), _since(two)) == (48, -24)
    for _ in range(3):
        two.get_by_role("button", name="Step a day").click()
        _wait_since(two, _since(two) + 1)
    assert _gauges(one) == _gauges(two)
    assert float(_gauges(one)[0]) > 0


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_hangs_over_the_edge(visit, width):
    page = visit(viewport={"width": width, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    over = page.evaluate(
        """() => [...document.querySelectorAll(".kb-card *:not(svg *)")]
        .filter((node) => !node.closest(".kb-spoken, .kb-tip"))
        .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
        .map((node) => node.outerHTML)"""
    )
    assert over == []


def test_solara_run_opens_the_same_page(visit):
    command = ("-m", "solara", "run", "server.py", "--port", "PORT", "--no-open")
    with _served(*command, "--no-check-version", "--host", "127.0.0.1") as address:
        page = visit("lang=de", address=address)
        assert page.get_by_role("button", name="Start", exact=True).is_visible()
        page.close()
