"""The group of commands, loaded one by one, and the one place where errors become sentences."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from typing import cast

import click

import tnt_core
from tnt_core.errors import TntError
from tnt_core.texts import Lang, Text, ambient_language

__all__ = ["app", "run"]

CANNOT_WRITE = Text(
    fr="Impossible d'écrire la réponse : {}.", en="The answer cannot be written: {}."
)

COMMANDS = {
    "agenda": "agenda",
    "aids": "aids",
    "compile": "compile",
    "consult": "consult",
    "crossings": "crossings",
    "deadline": "deadline",
    "decide": "decide",
    "explain": "explain",
    "find": "find",
    "groups": "groups",
    "services": "services",
    "verify": "verify",
}
"""Each command and the module that holds it; a module is imported only when its command is run."""


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        del ctx
        if name not in COMMANDS:
            return None
        command: click.Command = import_module(f"tnt_core.cli.{COMMANDS[name]}").command
        return command


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(tnt_core.__version__, prog_name="tnt-core")
def app() -> None:
    """The digital obligations of French local governments: who, when, why, and what is not known."""


def run(argv: Sequence[str]) -> int:
    """Run a command; every error of the library is one sentence on the error output and exit code 2."""
    lang = _language(argv)
    with suppress(AttributeError):
        # A terminal or file without our letters (cp1252, ASCII) gets a question mark, not a fault.
        cast("TextIOWrapper", sys.stdout).reconfigure(errors="replace")
    try:
        # Commands give nothing; a number is the exit code that one asked for.
        code = app.main(args=list(argv), prog_name="tnt-core", standalone_mode=False)
        sys.stdout.flush()
    except TntError as error:
        click.echo(error.sentence(lang), err=True)
        return 2
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except OSError as error:
        _silence()
        click.echo(CANNOT_WRITE.get(lang).format(error.strerror), err=True)
        return 2
    return code or 0


def _silence() -> None:
    """Send what is still to be written nowhere, so that the interpreter does not fail on it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _language(argv: Sequence[str]) -> Lang:
    """Find the language of error sentences, which must be known before the arguments are read."""
    for index, word in enumerate(argv):
        value = word.partition("=")[2] or next(iter(argv[index + 1 :]), "")
        if word.partition("=")[0] == "--lang":
            return "fr" if value == "fr" else "en"
    return ambient_language()
