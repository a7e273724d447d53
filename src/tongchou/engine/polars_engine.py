"""Tables on Polars: the quickest where everything fits in memory."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from tongchou.engine.model import Columns, Engine, Frame, Index, Matrix
from tongchou.engine.scatter import gather, keys_of, labels, row_count, scatter, strides


class PolarsEngine(Engine):
    """Tables computed by Polars in this process."""

    name = "polars"

    def frame(self, columns: Columns) -> Frame:
        """Make a table of plain columns."""
        return nw.from_native(pl.LazyFrame(dict(columns), strict=False))

    def parquet(self, path: Path) -> Frame:
        """Open a Parquet file or partitioned folder."""
        return nw.from_native(pl.scan_parquet(path, hive_partitioning=path.is_dir()))

    def arrow(self, table: Any) -> Frame:
        """Take over an Arrow table."""
        return nw.from_native(pl.LazyFrame(table))

    def keep(self, frame: Frame) -> Frame:
        """Compute a table now."""
        return nw.from_native(_native(frame).collect().lazy())

    def spread(self, frame: Frame, index: Index, key: str, values: Mapping[str, Mapping[Any, str]]) -> Frame:
        """Turn a long table into a wide, dense one; see :meth:`Engine.spread`."""
        keys, count = keys_of(values), row_count(index)
        native = _native(frame)
        schema = native.collect_schema()
        long = (
            native.select(
                _row(index, schema).alias("row"),
                _position(key, keys, schema[key]).alias("column"),
                *(pl.col(name).cast(pl.Float64) for name in values),
            )
            .filter(pl.col("row").is_not_null() & pl.col("column").is_not_null())
            .collect()
        )
        rows, columns = long["row"].to_numpy(), long["column"].to_numpy()
        wide: dict[str, Any] = dict(labels(index))
        for name, names in values.items():
            cells = scatter(rows, columns, long[name].to_numpy(), (count, len(keys)))
            wide |= {names[key]: _series(cells[:, i]) for i, key in enumerate(keys) if key in names}
        return nw.from_native(pl.LazyFrame(wide))

    def matrix(self, frame: Frame, index: Index, columns: Sequence[str]) -> Matrix:
        """Compute columns of numbers in the order of the index."""
        native = _native(frame)
        row = _row(index, native.collect_schema()).alias("row")
        table = native.select(row, *(pl.col(name).cast(pl.Float64) for name in columns)).drop_nulls("row").collect()
        return gather(table["row"].to_numpy(), table.drop("row").to_numpy(), row_count(index))

    def collect(self, frame: Frame) -> dict[str, list[Any]]:
        """Compute a table and return plain Python columns."""
        columns: dict[str, list[Any]] = _native(frame).collect().to_dict(as_series=False)
        return columns


def _native(frame: Frame) -> pl.LazyFrame:
    native: pl.LazyFrame = frame.to_native()
    return native


def _series(values: Matrix) -> pl.Series:
    return pl.Series(values=values, nan_to_null=True)


def _row(index: Index, schema: pl.Schema) -> pl.Expr:
    steps = strides(index)
    return pl.sum_horizontal(
        [_position(name, each, schema[name]).cast(pl.Int64) * steps[name] for name, each in index.items()],
        ignore_nulls=False,
    )


def _position(column: str, labels: Sequence[Any], kind: pl.DataType) -> pl.Expr:
    """Return the position of each label, null for a label that is not listed."""
    if not labels or kind == pl.Null:
        return pl.lit(None, pl.Int64)
    if len(labels) == 1:
        return pl.when(pl.col(column) == pl.lit(labels[0])).then(pl.lit(0, pl.Int64))
    if kind == pl.String:
        return pl.col(column).cast(pl.Enum(labels), strict=False).to_physical()
    return pl.col(column).replace_strict(
        pl.Series(labels), pl.Series(np.arange(len(labels))), default=None, return_dtype=pl.Int64
    )
