"""Errands: work that takes longer than a page may, done beside the pages, with its progress for people to see.

A room marks a function with :func:`doing` and calls :func:`~tongchou.web.errands.sending.send`; the page then includes
``errands/progress.html`` or leads to the errand's own page. The row and its place in the queue are kept in one
transaction with whatever else the page changed, so nothing is promised that is lost::

    @doing(LONG)
    def publish(tell: Tell, facts: dict[str, Any]) -> str:
        tell(40, "算区间 intervals")
        return reverse("results", args=[facts["pack"]])

    errand = send(publish, {"pack": pack}, pack=pack, what="公布结果", by=person)

A function may be called again: a worker that died in the middle of it is followed by another that begins anew. So it
must leave nothing half done, and doing it twice must be the same as once.
"""

from tongchou.web.errands.doing import LONG, QUICK, Doing, Tell, doing

__all__ = ["LONG", "QUICK", "Doing", "Tell", "doing"]
