"""The page in a real Chromium that can reach nothing but the server, which can reach nothing."""

import os
import shlex
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
PATIENCE = 40_000
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

    def opened(query="", address=server, newcomer=False, **options):
        context = chromium.new_context(**options)
        contexts.append(context)
        if not newcomer:
            context.add_init_script("localStorage.setItem('knautschball-introduced', 'yes')")
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("console", lambda m: troubles.append(m.text) if m.type == "error" else None)
        page.on("requestfailed", lambda asked: troubles.append(f"failed: {asked.url}"))
        page.on("request", lambda asked: _note_foreign(asked.url, address, troubles))
        page.goto(f"{address}/?{query}")
        page.wait_for_selector(".kb-clock[data-hour]", state="attached")
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
    for wrong in ("-5", "1.5", ""):
        page.get_by_label("Luck").fill(wrong)
        page.keyboard.press("Enter")
        page.get_by_label("Luck").blur()
        assert page.get_by_label("Luck").input_value() == "9"
        assert page.inner_text(".kb-notice") == "Seed: a whole number from 1 to 999,999"
    page.wait_for_selector('.kb-clock[data-since="-24"]')
    assert page.inner_text(".kb-notice") == "Seed: a whole number from 1 to 999,999"
    page.get_by_label("Luck").blur()
    page.keyboard.press("ArrowRight")
    _wait_since(page, 0)
    assert page.inner_text(".kb-notice") == ""


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


@pytest.mark.parametrize("name", ["explore", "play", "compare", "teach"])
def test_everything_can_be_read_at_every_width(visit, name):
    """Nothing hangs over the edge, and the contrast of all text is enough."""
    page = visit(f"page={name}&scenario=calm&room=abc23&lang=en")
    for width in (1440, 1024, 390):
        page.set_viewport_size({"width": width, "height": 844})
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OVER_THE_EDGE) == [], width
        assert page.evaluate(CONTRAST) == [], width


OVER_THE_EDGE = """() => [...document.querySelectorAll(".kb-card *:not(svg *)")]
  .filter((node) => !node.closest(".kb-spoken, .kb-tip, dialog"))
  .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
  .map((node) => node.outerHTML)"""

CONTRAST = """() => {
  const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map((v) => v / 255)
    .map((v) => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z; };
  const ground = (node) => { for (let one = node; one; one = one.parentElement) {
    const [r, g, b, a = 1] = rgb(getComputedStyle(one).backgroundColor);
    if (a > 0.5) return [r, g, b]; } return [255, 255, 255]; };
  const weak = [];
  for (const node of document.querySelectorAll(".kb-page *")) {
    const own = [...node.childNodes].some((one) => one.nodeType === 3 && one.textContent.trim());
    if (!own || !node.getClientRects().length) continue;
    if (node.closest("svg, :disabled, [disabled]")) continue;
    const style = getComputedStyle(node);
    if (Number(style.opacity) < 1) continue;
    const [a, b] = [light(rgb(style.color)), light(ground(node))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.6 && Number(style.fontWeight) >= 700);
    if (ratio < (large ? 3 : 4.5)) weak.push(`${node.textContent.trim()} ${ratio.toFixed(2)}`);
  }
  return weak;
}"""
"""WCAG AA: 4.5 to 1, and 3 to 1 for large letters, on what the page itself computes."""


def test_a_newcomer_is_introduced_in_three_steps_once(visit):
    page = visit("lang=en", newcomer=True)
    box = page.get_by_role("dialog")
    for title in ("A ball under pressure", "The storm", "Your turn"):
        box.get_by_role("heading", name=title).wait_for()
        page.keyboard.press("Enter")
    box.wait_for(state="hidden")
    page.reload()
    page.wait_for_selector(".kb-clock[data-hour]")
    assert not box.is_visible()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("?")
    box.wait_for()


def test_a_person_tells_why_they_act(visit):
    page = visit("scenario=product-flaw&policy=denial&seed=3&t=30&lang=en&colour=left")
    _wait_since(page, 30)
    page.locator(".kb-network canvas").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Why they act").wait_for()
    page.wait_for_url("**person=**")
    page.get_by_label("Colour people by").select_option("neuroticism")
    page.wait_for_url("**colour=neuroticism**")


def test_a_slider_runs_the_storm_again_up_to_the_same_hour(visit):
    page = visit("scenario=product-flaw&policy=denial&seed=3&t=24&lang=en")
    _wait_since(page, 24)
    before = page.inner_html(".kb-picture")
    page.locator("[data-key='load.severity'] input").fill("300")
    page.wait_for_url("**load.severity=0.9**")
    page.wait_for_function(
        "before => document.querySelector('.kb-picture').innerHTML !== before", arg=before
    )
    _wait_since(page, 24)
    page.get_by_role("button", name="All numbers").click()
    page.get_by_label("Search the numbers").fill("patience")
    assert page.locator(".kb-rest .kb-knob:not([hidden])").count() == 2


def test_back_and_a_restored_link_show_the_same_storm(visit):
    page = visit("scenario=product-flaw&policy=denial&seed=3&t=48&lang=en")
    _wait_since(page, 48)
    seen = _gauges(page)
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector('.kb-clock[data-since="24"]')
    page.keyboard.press("ArrowRight")
    page.wait_for_selector('.kb-clock[data-since="48"]')
    assert _gauges(page) == seen


def _download(page, title):
    with page.expect_download() as waiting:
        page.locator("button", has_text=title).click()
    return waiting.value.path()


def test_what_was_played_runs_the_same_on_the_command_line(visit, tmp_path):
    """The browser's hours and those of the command it shows are identical."""
    import pandas as pd

    small = "community.size=200&run.horizon=9&run.controls=2"
    page = visit(f"page=play&scenario=product-flaw&seed=3&t=48&lang=en&{small}")
    _wait_since(page, 48)
    page.locator("[data-posture=deny]").click()
    page.wait_for_url("**moves=**")
    page.keyboard.press("1")
    page.wait_for_url("**strategy:rebuild**")
    page.get_by_role("button", name="To the end").click()
    page.locator(".kb-gallery .kb-one[data-own]").wait_for()
    page.get_by_role("button", name="Share and save").click()
    for title, name in (("Policy (TOML)", "policy.toml"), ("Hours (CSV)", "hours.csv")):
        shutil.copy(_download(page, title), tmp_path / name)
    command = shlex.split(page.locator("code.kb-command").text_content())
    done = subprocess.run(
        [sys.executable, "-m", *command, "-o", "out"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    alone = pd.read_parquet(tmp_path / "out" / "hours.parquet")
    shown = pd.read_csv(tmp_path / "hours.csv", float_precision="round_trip")
    pd.testing.assert_frame_equal(shown, alone, check_dtype=False, check_exact=True)


def test_files_can_be_taken_home_and_brought_along(visit, tmp_path):
    page = visit("scenario=product-flaw&policy=apology&seed=2&lang=en&community.size=150&t=24")
    _wait_since(page, 24)
    page.get_by_role("button", name="Share and save").click()
    starts = {"Ball (SVG)": b"<svg", "Scenario (TOML)": b"[scenario]"}
    for title, start in starts.items():
        assert Path(_download(page, title)).read_bytes().startswith(start)
    own = tmp_path / "own.toml"
    own.write_text('[scenario]\nname = "own"\ntitle = "My own storm"\n[community]\nsize = 90\n')
    page.locator("input[data-kind=scenario]").set_input_files(own)
    page.wait_for_url("**own=**")
    assert page.get_by_label("What happens").locator("option:checked").text_content() == (
        "My own storm"
    )
    again = visit(page.url.split("?", 1)[1])
    assert again.get_by_label("What happens").input_value() == "own"


def test_policies_lie_side_by_side_and_a_card_leads_to_its_storm(visit):
    small = "community.size=150&run.horizon=8&run.controls=2"
    page = visit(f"page=compare&scenario=product-flaw&seed=3&lang=en&{small}")
    names = page.locator(".kb-gallery .kb-one")
    page.wait_for_function(
        "() => { const [done, all] = [document.querySelectorAll('.kb-one').length,"
        "document.querySelectorAll('.kb-gallery details input').length];"
        "return all > 1 && done === all; }"
    )
    first = names.first.locator("h3").text_content()
    assert first.startswith("1. ")
    pair = names.first.locator("dl > div").first
    assert [one.evaluate("one => one.localName") for one in pair.locator("*").all()] == ["dt", "dd"]
    name, value = (pair.locator(tag).bounding_box() for tag in ("dt", "dd"))
    assert value["y"] < name["y"]
    names.first.click()
    page.wait_for_url(lambda url: "page=compare" not in url)
    chosen = page.get_by_label("How the brand answers").locator("option:checked")
    assert chosen.text_content() == first.removeprefix("1. ")
    page.go_back()
    page.wait_for_selector(".kb-gallery .kb-one")


def test_a_room_gathers_results_without_names(visit):
    small = "community.size=120&run.horizon=8&run.controls=2"
    trainer = visit(f"page=teach&scenario=product-flaw&seed=3&lang=en&{small}")
    trainer.get_by_role("checkbox", name="pace").check()
    trainer.get_by_role("button", name="Open a room").click()
    link = trainer.locator(".kb-link a").get_attribute("href")
    assert trainer.locator(".kb-code svg").is_visible()
    one = visit(link.split("?", 1)[1])
    assert one.get_by_label("Luck").is_disabled() and one.get_by_label("Pace").is_enabled()
    one.get_by_role("button", name="To the end").click()
    trainer.get_by_text("Results: 1", exact=True).wait_for()
    assert trainer.locator(".kb-room .kb-one").count() == 1


def test_solara_run_opens_the_same_page(visit):
    command = ("-m", "solara", "run", "server.py", "--port", "PORT", "--no-open")
    with _served(*command, "--no-check-version", "--host", "127.0.0.1") as address:
        page = visit("lang=de", address=address)
        assert page.get_by_role("button", name="Start", exact=True).is_visible()
        page.close()
