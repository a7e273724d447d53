"""Take along what a page shows: a layer or a table as GeoPackage, Shapefile, GeoJSON, CSV or Excel."""

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from django.http import Http404, HttpResponse

from tongchou.onemap.layers import CGCS2000, Layer, project, renamed, write_layer
from tongchou.report import Document, Number, table, workbook
from tongchou.terms import Words
from tongchou.web.languages import in_words

Cell = str | int | float

FORMS = {
    "gpkg": Words("GeoPackage", "GeoPackage"),
    "shp": Words("Shapefile", "Shapefile"),
    "geojson": Words("GeoJSON", "GeoJSON"),
    "csv": Words("CSV", "CSV"),
    "xlsx": Words("Excel", "Excel"),
}
TYPES = {
    "gpkg": "application/geopackage+sqlite3",
    "shp": "application/zip",
    "geojson": "application/geo+json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Rows under a head, the first cell the code of a feature of ``layer``, whose codes are ``codes``."""

    title: str
    head: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    layer: Layer
    codes: Sequence[str]

    @property
    def drawn(self) -> Layer:
        """The rows on their shapes."""
        at = {code: place for place, code in enumerate(self.codes)}
        there = [row for row in self.rows if str(row[0]) in at]
        shapes = self.layer.shapes[[at[str(row[0])] for row in there]]
        columns = {name: _column([row[k] for row in there]) for k, name in enumerate(self.head)}
        return Layer(self.title, shapes, columns, self.layer.crs)


def sent(rows: Table, form: str, name: str) -> HttpResponse:
    """Return a table as a file to keep.

    :raises Http404: for a form there is not.
    """
    writers: dict[str, Callable[[Table], bytes]] = {
        "gpkg": lambda one: _geo(one.drawn, ".gpkg"),
        "shp": lambda one: _shapefile(one.drawn),
        "geojson": lambda one: _geo(one.drawn, ".geojson"),
        "csv": _csv,
        "xlsx": _excel,
    }
    if form not in writers:
        raise Http404(in_words(f"不能导出为“{form}”。", f"There is no export as '{form}'."))
    answer = HttpResponse(writers[form](rows), content_type=TYPES[form])
    suffix = "zip" if form == "shp" else form
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return answer


def table_of(layer: Layer, title: str, codes: Sequence[str]) -> Table:
    """Return a layer with all its attributes as a table."""
    texts = [layer.texts(name) for name in layer.columns]
    rows = [(code, *(text[at] for text in texts)) for at, code in enumerate(codes)]
    return Table(title, ("要素", *layer.columns), rows, layer, codes)


def _column(cells: Sequence[Cell]) -> "np.ndarray[tuple[int], np.dtype[np.object_]]":
    if all(isinstance(cell, int | float) for cell in cells):
        return np.array(cells, dtype=float).astype(object) if not cells else np.array(cells)
    return np.array(["" if cell is None else str(cell) for cell in cells], dtype=object)


def _geo(layer: Layer, suffix: str) -> bytes:
    with TemporaryDirectory(prefix="tongchou-") as place:
        path = Path(place) / f"layer{suffix}"
        write_layer(layer, path)
        return path.read_bytes()


def _shapefile(layer: Layer) -> bytes:
    """A shapefile with short field names, and a table of what they mean, in one zip."""
    short = {name: f"F{number:02d}" for number, name in enumerate(layer.columns, 1)}
    stream = io.BytesIO()
    with TemporaryDirectory(prefix="tongchou-") as place, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        write_layer(renamed(layer, short), Path(place) / "layer.shp")
        for path in sorted(Path(place).iterdir()):
            archive.write(path, path.name)
        names = "".join(f"{code},{name}\r\n" for name, code in short.items())
        archive.writestr("fields.csv", f"\ufefffield,name\r\n{names}")
    return stream.getvalue()


def _csv(rows: Table) -> bytes:
    """The rows with the shape of each as WKT in degrees of CGCS2000."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow((*rows.head, "WKT"))
    shapes = project(rows.layer, CGCS2000).shapes
    at = {code: place for place, code in enumerate(rows.codes)}
    for row in rows.rows:
        shape = shapes[at[str(row[0])]] if str(row[0]) in at else None
        writer.writerow((*row, shape.wkt if shape is not None else ""))
    return f"\ufeff{stream.getvalue()}".encode()


def _excel(rows: Table) -> bytes:
    cells = [tuple(Number(repr(cell)) if isinstance(cell, int | float) else cell for cell in row) for row in rows.rows]
    document = Document(rows.title, "", "", (table(rows.title, rows.head, cells),), "")
    return workbook(document)
