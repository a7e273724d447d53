"""The audit trail: who did what, when and from where, before and after; added to and never changed.

Every entry carries the digest of the one before it, so that a changed, removed or inserted entry shows
(:func:`tongchou.web.trail.chain.breaks`). The database itself refuses to change or delete an entry.
"""

from tongchou.web.trail.recording import record

__all__ = ["record"]
