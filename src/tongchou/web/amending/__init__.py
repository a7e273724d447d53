"""Changes the office makes to a programme itself: figures approved, places changed, plans accepted, results published.

The files of a pack are never edited where they came from. The office has versions of its own, each a whole folder;
a change is made to a copy of the latest, checked and run, and only then becomes the version that counts. Earlier
versions stay, so that a change can be shown and taken back. A change is named by its function and plain facts
(:class:`~tongchou.web.amending.models.Amendment`), so that one that broke off is simply done again.
"""
