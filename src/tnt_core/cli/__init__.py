"""The command line: prints what the library computes, and computes nothing itself."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tnt_core.errors import MissingExtraError
from tnt_core.texts import Text

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run ``tnt-core`` and give its exit code: 0 done, 1 checked and found wanting, 2 bad input.

    Args:
        argv: The arguments after the program's name; ``None`` takes those of the process.
    """
    try:
        from tnt_core.cli.app import run

        return run(sys.argv[1:] if argv is None else argv)
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in {"click", "rich"}:
            raise
        error = MissingExtraError(
            "cli", Text(fr="La ligne de commande de tnt-core", en="The command line of tnt-core")
        )
        sys.stderr.write(f"{error.en}\n{error.fr}\n")
        return 2
