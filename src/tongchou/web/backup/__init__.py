"""One file that holds an office: everything in its database and its folder, with digests; and back from it.

The file is a ZIP: ``manifest.json``, one JSON-Lines file a table, and the office's files. It is the same for SQLite and
PostgreSQL, so it also moves an office from one to the other. What can be computed again (runs) is left out.
"""

from tongchou.web.backup.model import Manifest, Member
from tongchou.web.backup.restoring import restore
from tongchou.web.backup.saving import save

__all__ = ["Manifest", "Member", "restore", "save"]
