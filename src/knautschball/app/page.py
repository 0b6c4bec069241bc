"""The page: Solara holds the frame, our own widgets move in it."""

import logging
from pathlib import Path
from typing import Any

import solara
from solara.lab import headers

from knautschball.app.address import from_address
from knautschball.app.choices import Choice
from knautschball.app.player import Player

STYLE = Path(__file__).resolve().parent / "browser" / "style.css"

log = logging.getLogger(__name__)


@solara.component
def Layout(children: list[Any]) -> Any:
    """Hold the page without Solara's own bar and margins."""
    return solara.v.Html(tag="div", class_="kb-root", children=children)


@solara.component
def Page() -> Any:
    """Show one visitor's storm, or a plain sentence where that fails."""
    problem, clear = solara.use_exception()
    solara.Title("Knautschball")
    solara.Style(STYLE)
    if problem is not None:
        log.error("the page cannot be shown", exc_info=problem)
        solara.Text("This page cannot be shown. · Diese Seite kann nicht gezeigt werden.")
        solara.Button("↻", on_click=clear)
        return
    Storm()


@solara.component
def Storm() -> Any:
    """Make the visitor's own player, and close it when the visitor leaves."""
    router = solara.use_router()
    player = solara.use_memo(lambda: Player(_first_choice(router.search)), [])

    def live() -> Any:
        player.start()
        return player.close

    solara.use_effect(live, [])
    return solara.v.Html(
        tag="main",
        class_="kb-page",
        children=[_card(widget) for widget in player.visit.stage.widgets],
    )


def _card(widget: Any) -> Any:
    """Put a widget on the page, in a card named after it; the style sheet gives it its place."""
    name = type(widget).__name__.lower()
    return solara.v.Html(tag="section", class_=f"kb-card kb-{name}", children=[widget])


def _first_choice(search: str | None) -> Choice:
    sent = headers.value or {}
    accepts = sent.get("accept-language", [""])
    return from_address(search, accepts[0] if accepts else "")
