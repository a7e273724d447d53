"""Who may do what: roles, what each may do, how far it reaches, and why somebody may not.

A role says which acts (:class:`Act`) a person may do; an appointment says in which programme, at which place or unit.
Nothing is open without an appointment. :func:`ruling` gives the answer together with the sentence that explains it,
:func:`needs` guards a view with it.
"""

from tongchou.web.access.acts import Act
from tongchou.web.access.guarding import needs
from tongchou.web.access.ruling import Ruling, may, ruling

__all__ = ["Act", "Ruling", "may", "needs", "ruling"]
