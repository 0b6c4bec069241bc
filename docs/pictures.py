"""Take the pictures of the browser app that the README shows: ``make pictures``.

Needs Chromium. Every picture is the state of a link, so that the same picture comes again.
"""

import io
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parent / "images"
STORM = "scenario=product-flaw&seed=3&lang=en"
APOLOGY = "moves=230,reply,strategy:rebuild,empathy:0.9,personal:0.9;230,speak,strategy:rebuild"
SHOTS = {
    "explore": (f"{STORM}&policy=denial&t=168", 1440, 1400),
    "play": (f"{STORM}&page=play&t=96&{APOLOGY}", 1440, 1168),
    "compare": (f"{STORM}&page=compare", 1440, 1660),
    "teach": (f"{STORM}&page=teach&room=kb7room&allowed=pace", 1440, 700),
    "phone": (f"{STORM}&policy=denial&t=168", 390, 1330),
}
"""Name → link, width and height in pixels."""
QUALITY = 72
"""Of the pictures' WebP compression, 0 to 100; letters are still sharp."""
PATIENCE = 120_000
"""Milliseconds until everything is computed."""
COMPUTED = """() => {
  const [cards, all] = [".kb-gallery .kb-one", ".kb-gallery details input"]
    .map((part) => document.querySelectorAll(part).length);
  const compared = document.documentElement.dataset.page !== "compare";
  const wanted = Number(new URLSearchParams(location.search).get("t") ?? -24);
  const there = Number(document.querySelector(".kb-clock").dataset.since) >= wanted;
  const floor = !document.querySelector(".kb-ball .kb-note").textContent.includes("noise floor");
  return (compared || (all > 1 && cards === all)) && there && floor;
}"""


@contextmanager
def served() -> Iterator[str]:
    """Run the app until the block ends; give its address."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    command = [sys.executable, "-m", "knautschball", "serve", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        while not _answers(f"{address}/readyz"):
            time.sleep(0.3)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _answers(address: str) -> bool:
    try:
        return urllib.request.urlopen(address, timeout=5).status == 200
    except OSError:
        return False


def shoot(page: Page, address: str) -> bytes:
    """Open a link, wait until all of it is computed, and take its picture."""
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.wait_for_selector(".kb-clock[data-hour]", state="attached")
    page.wait_for_function(COMPUTED)
    page.wait_for_timeout(1500)
    return page.screenshot()


def main() -> None:
    """Write all pictures, or those named on the command line."""
    names = sys.argv[1:] or list(SHOTS)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name in names:
            link, wide, high = SHOTS[name]
            page = browser.new_page(viewport={"width": wide, "height": high})
            taken = Image.open(io.BytesIO(shoot(page, f"{address}/?{link}"))).convert("RGB")
            FOLDER.mkdir(exist_ok=True)
            file = FOLDER / f"{name}.webp"
            taken.save(file, quality=QUALITY, method=6)
            print(f"{file.name}: {file.stat().st_size / 1024:.0f} KB")
            page.close()


if __name__ == "__main__":
    main()
