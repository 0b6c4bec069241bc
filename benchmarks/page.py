"""The page in a real Chromium: first picture, frames in a second, answer of a slider.

    python benchmarks/page.py

Everything runs on this machine, the browser included and without a graphics card, so that the
numbers are those of a weak laptop that is server and screen at once.
"""

import shutil
import time
from pathlib import Path

from playwright.sync_api import sync_playwright
from visitors import served

ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
]
CLOCK = "document.querySelector('.kb-clock')"
SECONDS = 8
FRAMES = f"""seconds => new Promise((done) => {{
  let frames = 0;
  const watch = new MutationObserver(() => {{ frames += 1; }});
  watch.observe({CLOCK}, {{ attributes: true, attributeFilter: ["data-hour"] }});
  setTimeout(() => {{ watch.disconnect(); done(frames / seconds); }}, 1000 * seconds);
}})"""
SLIDE = """() => new Promise((done) => {
  const before = document.querySelector(".kb-picture").innerHTML;
  const start = performance.now();
  const watch = new MutationObserver(() => {
    if (document.querySelector(".kb-picture").innerHTML === before) return;
    watch.disconnect();
    done(performance.now() - start);
  });
  watch.observe(document.querySelector(".kb-picture"), { childList: true, subtree: true });
  const input = document.querySelector("[data-key='load.severity'] input");
  input.value = Number(input.value) + 40;
  input.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def opened(browser, address, **numbers):
    """Open a page; give it with the seconds until its first picture."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    extra = "".join(f"&{key}={value}" for key, value in numbers.items())
    start = time.monotonic()
    page.goto(f"{address}/?scenario=product-flaw&policy=denial&seed=3&pace=72{extra}")
    page.wait_for_selector(".kb-clock[data-hour]")
    return page, time.monotonic() - start


def main():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with served() as (port, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=Path(chromium), args=ARGS)
        address = f"http://127.0.0.1:{port}"
        opened(browser, address)[0].context.close()
        firsts = []
        for _ in range(5):
            page, first = opened(browser, address)
            firsts.append(first)
            page.context.close()
        print(f"first picture, server warm: {sorted(firsts)[2]:.2f} s (median of 5)")
        for people in (1000, 2000, 10_000):
            page, _ = opened(browser, address, **{"community.size": people, "t": 0})
            page.wait_for_function(f"Number({CLOCK}.dataset.since) >= 0")
            page.wait_for_timeout(3000)
            slides = []
            for _ in range(5):
                slides.append(page.evaluate(SLIDE))
                page.wait_for_timeout(1500)
            page.get_by_role("button", name="Play", exact=True).click()
            frames = page.evaluate(FRAMES, SECONDS)
            print(
                f"{people:6,} people: {frames:.1f} frames/s of 12 asked for; "
                f"a slider shows another ball after {sorted(slides)[2]:.0f} ms (median of 5)"
            )
            page.context.close()


if __name__ == "__main__":
    main()
