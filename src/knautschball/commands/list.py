"""``knautschball list``: what has a name."""

import json
from typing import Annotated, Any

import typer


def list_all(
    as_json: Annotated[bool, typer.Option("--json", help="As data for other programs.")] = False,
) -> None:
    """List the scenarios and policies, a line each. Those that are shipped come before your own."""
    from knautschball.agents.policy import policies
    from knautschball.scenarios import available

    shelves = {"scenarios": list(available().values()), "policies": list(policies().values())}
    if as_json:
        typer.echo(json.dumps(shelves, indent=2))
        return
    width = max(len(one["name"]) for things in shelves.values() for one in things)
    for heading, things in shelves.items():
        typer.secho(heading.capitalize(), bold=True)
        for one in things:
            typer.echo(f"  {one['name']:{width}}  {_line(one)}")
        typer.echo()
    typer.echo("More about each: knautschball show NAME")


def _line(one: dict[str, Any]) -> str:
    """Give title and kind; what is calibrated rests on data, what is illustrative does not."""
    kind = f" ({one['kind']})" if "kind" in one else ""
    return " ".join(f"{one['title']}{kind}".split())
