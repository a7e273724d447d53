"""The table of what reviewers taught the reader: aliases of indicators, names and units, words of domains."""

from pydantic import Field

from tongchou.packs.fields import Row, Text


class Correction(Row):
    """``lessons.csv``: a line that a review of a document teaches the reader for this programme's documents."""

    list: str = Field(
        description="which list it is a line of",
        pattern="^(indicator_alias|name_alias|unit_alias|domain|class|not_an_item)$",
    )
    found: Text = Field(description="what the reader found: a name, a unit, or for a domain the passage")
    right: Text = Field(description="what is right: the name, the unit, the domain")
    document: str = Field("", description="the document that was reviewed")
    item: str = Field("", description="the item in it")
