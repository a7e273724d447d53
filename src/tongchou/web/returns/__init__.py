"""Reporting on the page: rounds, forms filled in a grid, checks, sign-off, approval; the rules are the library's.

What somebody typed, signed or sent back is only ever added: versions of cells, questions, events, snapshots.
"""
