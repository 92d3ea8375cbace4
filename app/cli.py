"""``medvirk …``: what one does with an installation from a terminal."""

# Nothing of the web is imported up here: ``serve`` must prepare the network library first.
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from app.exports.formats import Told
    from app.installation import Installation


class Commands(click.Group):
    """Commands that say in words what was refused."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command."""
        # Not before the command runs: ``serve`` prepares the network library first.
        from facilitator.errors import Refused

        try:
            return super().invoke(context)
        except Refused as refused:
            from app.refusals import explain

            raise click.ClickException(explain(refused)) from None


_MORE_THAN_NOTHING = click.FloatRange(0, min_open=True)


@click.group(cls=Commands)
def main() -> None:
    """Medvirk runs facilitated meetings."""


@main.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="0.0.0.0", show_default=True, help="The address to listen on.")
def serve(port: int, host: str) -> None:
    """Start the server and print the links."""
    from app.server import run

    run(host, port)


@main.group()
def meeting() -> None:
    """Make meetings and look at them."""


@meeting.command("new")
@click.option("--programme", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--sample", is_flag=True, help="The sample evening with all its exercises.")
@click.option("--title", default="")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]))
@click.option("--tables", default=8, show_default=True, type=click.IntRange(0))
@click.option(
    "--places",
    type=click.IntRange(1, 10_000),
    help="How many may register; as many as the programme says when it does.",
)
@click.option("--json", "as_json", is_flag=True)
def new_meeting(
    programme: Path | None,
    sample: bool,
    title: str,
    day: Any,
    tables: int,
    places: int | None,
    as_json: bool,
) -> None:
    """Make a meeting from a programme file, or the sample meeting."""
    if sample is (programme is not None):
        raise click.UsageError("Give either --programme FILE or --sample.")
    with _installed() as installation:
        made = installation.new_meeting(
            programme=programme,
            title=title,
            day=day.date() if day else None,
            tables=tables,
            places=places,
        )
        _print(made, as_json)


@meeting.command("list")
@click.option("--json", "as_json", is_flag=True)
def list_meetings(as_json: bool) -> None:
    """The meetings, the newest first."""
    with _installed() as installation:
        found = installation.meetings()
        if as_json:
            click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        for one in () if as_json else found:
            click.echo(f"{one['date']}  {one['code']:<10} {one['title']}")


@meeting.command("show")
@click.argument("code")
@click.option("--json", "as_json", is_flag=True)
def show_meeting(code: str, as_json: bool) -> None:
    """A meeting's programme, exercises, tables, registrations and links."""
    with _installed() as installation:
        _print(installation.show(code), as_json)


@main.command("take-in")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--title", default="", help="What the meeting of a template is called.")
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), help="The day, for a template.")
@click.option("--json", "as_json", is_flag=True)
def take_in(file: Path, title: str, day: Any, as_json: bool) -> None:
    """Take in a meeting that was exported as FILE, or make one of a template."""
    with _installed() as installation:
        made = installation.take_in(file, title=title, day=day.date() if day else None)
        _print(made, as_json)


@main.group()
def organiser() -> None:
    """Let organisers in."""


@organiser.command("link")
@click.argument("email", default="")
def organiser_link(email: str) -> None:
    """A link that lets an organiser in once: the first one, or the one with EMAIL."""
    with _installed() as installation:
        click.echo(installation.entry_link(email))


@main.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--host", default="0.0.0.0", show_default=True, help="The address to listen on.")
@click.option("--phones", default=48, show_default=True, type=click.IntRange(1, 200))
@click.option("--speed", default=20.0, show_default=True, type=_MORE_THAN_NOTHING)
def demo(port: int, host: str, phones: int, speed: float) -> None:
    """The sample evening with simulated tables, on a server of its own when none runs."""
    from app.rehearsal import terminal
    from app.rehearsal.wish import Wish

    with _installed() as installation:
        wish = Wish(tables=None, phones=phones, speed=speed)
        outcome = terminal.demonstrate(installation, host, port, wish, click.echo)
    raise SystemExit(0 if outcome.clean else 1)


@main.command()
@click.argument("code")
@click.option("--phones", default=48, show_default=True, type=click.IntRange(1, 200))
@click.option("--tables", type=click.IntRange(1, 30), help="As many as the meeting has.")
@click.option("--minutes", type=_MORE_THAN_NOTHING, help="How long the whole of it lasts.")
@click.option("--speed", type=_MORE_THAN_NOTHING, help="Times as quickly as planned; usually 20.")
@click.option("--port", type=click.IntRange(1, 65535), help="Where the server listens.")
def rehearse(
    code: str,
    phones: int,
    tables: int | None,
    minutes: float | None,
    speed: float | None,
    port: int | None,
) -> None:
    """Play a copy of a meeting on the server that runs, and wipe it."""
    from app.rehearsal import terminal
    from app.rehearsal.wish import Wish

    if minutes and speed:
        raise click.UsageError("Give either --minutes or --speed.")
    with _installed() as installation:
        if minutes:
            speed = terminal.speed_of(installation, code, minutes)
        wish = Wish(tables=tables, phones=phones, speed=speed or 20)
        outcome = terminal.rehearse(installation, code, wish, port, click.echo)
    raise SystemExit(0 if outcome.clean else 1)


@main.command()
@click.argument("code")
@click.option("--format", "name", required=True, help="csv, xlsx, json, ics, html, pdf, docx …")
@click.option(
    "--edition",
    default="full",
    show_default=True,
    type=click.Choice(["full", "shared"]),
    help="Everything, or what others may read after a review.",
)
@click.option("--output", required=True, help="The file to write; - for the standard output.")
def export(code: str, name: str, edition: str, output: str) -> None:
    """Take a meeting home as a file: its report, its input as data, the evening as an archive."""
    from app import taking_home

    with _installed() as installation:
        taking_home.export(installation, code, name, edition, output, _percent())


@main.command()
@click.argument("codes", nargs=-1, required=True, metavar="CODE CODE …")
@click.option("--format", "name", required=True, help="html, pdf or docx.")
@click.option(
    "--edition",
    default="full",
    show_default=True,
    type=click.Choice(["full", "shared"]),
    help="Everything, or what others may read after a review of each meeting.",
)
@click.option("--output", required=True, help="The file to write; - for the standard output.")
def compare(codes: tuple[str, ...], name: str, edition: str, output: str) -> None:
    """Take several meetings home side by side, as one report."""
    from app import taking_home

    with _installed() as installation:
        taking_home.compare(installation, codes, name, edition, output, _percent())


@main.command()
@click.argument("code", default="")
@click.option("--json", "as_json", is_flag=True)
def forget(code: str, as_json: bool) -> None:
    """Delete those who registered where the day for it has come, of all meetings or of CODE."""
    with _installed() as installation:
        done = installation.forget(code)
        copies = installation.old_copies()
    if as_json:
        click.echo(json.dumps(done, indent=2))
        return
    for meeting, counts in done.items():
        click.echo(f"{meeting}: " + ", ".join(f"{name} {rows}" for name, rows in counts.items()))
    if not done:
        click.echo("Nothing is due.")
    for copy in copies if done else ():
        click.echo(f"This copy still has what it had then: {copy}")


@main.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the database to FILE, also while a meeting runs."""
    with _installed() as installation:
        installation.backup(file)
        click.echo(f"Copied to {file}.")


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore(file: Path) -> None:
    """Put the database of FILE in the place of this one, which is kept beside it."""
    with _installed() as installation:
        kept = installation.restore(file)
        click.echo(f"Restored from {file}.")
        if kept:
            click.echo(f"What was here before is in {kept}.")


@main.command()
def check() -> None:
    """Say what this installation lacks."""
    with _installed() as installation:
        lacks = installation.lacks()
        for line in lacks:
            click.echo(line)
        if lacks:
            raise SystemExit(1)
        click.echo("Nothing is missing.")


def _installed() -> "Installation":
    from app.installation import Installation

    return Installation.from_environment()


def _percent() -> "Told":
    """Tells how far something has come, to somebody who sits there."""
    there = sys.stderr.isatty()

    def told(done: int, of: int) -> None:
        if there and of:
            click.echo(f"\r{100 * done // of} %", nl=done >= of, err=True)

    return told


def _print(one: dict[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(one, ensure_ascii=False, indent=2))
        return
    click.echo(f"{one['title']}  {one['date']}  {one['code']}")
    for item in one["programme"]:
        click.echo(f"  {item['start']}  {item['minutes']:>3} min  {item['title']}")
    click.echo(f"  {_registrations(one)}")
    for name, link in one["links"].items():
        click.echo(f"  {name:<9} {link}")


def _registrations(one: dict[str, Any]) -> str:
    """How the registrations stand, in words: ``52/50 confirmed, 3 waiting, 1 cancelled``."""
    there = one["registrations"]
    places = "" if one["places"] is None else f"/{one['places']}"
    others = ", ".join(f"{there[state]} {state}" for state in ("waiting", "cancelled"))
    return f"{there['confirmed']}{places} confirmed, {others}"
