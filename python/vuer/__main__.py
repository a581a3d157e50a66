"""The ``vuer`` command."""

import sys

from vuer import _vuer


def main() -> None:
    """Runs the command line of this process; the exit code is the command's."""
    sys.exit(_vuer.run_cli(["vuer", *sys.argv[1:]]))


if __name__ == "__main__":
    main()
