"""The invented map of the generated city: counties, towns, villages, the units that report, one merger of towns."""

from collections.abc import Iterator
from dataclasses import dataclass

CITY = "980100"
Row = tuple[str, ...]
_COUNTIES = ("澄野", "霁川", "芷南", "栖梧", "望舒", "砚池", "漱石", "听涛", "揽月", "扶光")
_FIRST, _SECOND, _SIDE = "安和宁泰永康长兴嘉瑞", "平丰顺泽田塘湾冲坪坝", "街东西南北上下前后新"
_OFFICES = {
    "office": "城乡融合办公室",
    "planning": "自然资源和规划局",
    "finance": "财政局",
    "agri": "农业农村局",
    "ecology": "生态环境局",
    "transport": "交通运输局",
    "health": "卫生健康委员会",
    "labour": "人力资源和社会保障局",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the city is: counties, towns in each, villages in each (10 at most of each), first year, years."""

    counties: int = 10
    towns: int = 10
    villages: int = 10
    first: int = 2020
    years: int = 5

    @property
    def merger(self) -> int:
        """The year from which the last two towns of the last county are one."""
        return self.first + self.years - 2


@dataclass(frozen=True, slots=True)
class City:
    """Codes and names of everything on the map.

    >>> city = City(Shape(counties=1, towns=3, villages=2))
    >>> city.towns(2020), city.towns(2023)
    (['980121101', '980121102', '980121103'], ['980121101', '980121104'])
    >>> city.villages(2023)[-1]
    '980121104204'
    """

    shape: Shape

    @property
    def counties(self) -> list[str]:
        """Codes of the counties."""
        return [f"9801{21 + i}" for i in range(self.shape.counties)]

    @property
    def origins(self) -> list[str]:
        """Codes of the towns before the merger."""
        return [f"{county}{101 + j}" for county in self.counties for j in range(self.shape.towns)]

    @property
    def merged(self) -> str:
        """Code of the town that the merger makes."""
        return f"{self.counties[-1]}{101 + self.shape.towns}"

    @property
    def turn(self) -> str:
        """The day of the merger."""
        return f"{self.shape.merger}-01-01"

    def towns(self, year: int) -> list[str]:
        """Return the codes of the towns of a year."""
        return self.origins if year < self.shape.merger else [*self.origins[:-2], self.merged]

    def villages(self, year: int) -> list[str]:
        """Return the codes of the villages of a year; a village keeps its position when its town merges."""
        size = self.shape.villages
        codes = [f"{town}{201 + k}" for town in self.origins for k in range(size)]
        if year < self.shape.merger:
            return codes
        return [*codes[: -2 * size], *(f"{self.merged}{201 + k}" for k in range(2 * size))]

    @property
    def priority(self) -> list[str]:
        """Codes of the towns first designated: one in every county, a second in the first two fifths of them."""
        seats, seconds = self.origins[:: self.shape.towns], self.origins[1 :: self.shape.towns]
        return [*seats, *seconds[: self.shape.counties * 2 // 5]]

    def county_name(self, code: str) -> str:
        """Return the name of a county."""
        return f"{_COUNTIES[self.counties.index(code)]}县"

    def town_name(self, code: str) -> str:
        """Return the name of a town; no two are alike."""
        county, town = self.counties.index(code[:6]), int(code[6:]) - 101
        return f"{_FIRST[county]}{_SECOND[town]}镇" if code != self.merged else f"{_FIRST[county]}合镇"

    def place_rows(self) -> Iterator[Row]:
        """Yield code, name, level, parent, roles, first day and day after the last of every place."""
        yield (CITY, "云泽市", "city", "", "", "", "")
        for county in self.counties:
            yield (county, self.county_name(county), "county", CITY, "", "", "")
        for town in self.origins:
            role = "priority_town" if town in self.priority else ""
            yield (town, self.town_name(town), "town", town[:6], role, "", self._end(town))
        yield (self.merged, self.town_name(self.merged), "town", self.merged[:6], "", self.turn, "")
        for position, (old, new) in enumerate(self._lives()):
            group, member = divmod(position, self.shape.villages)
            name = f"{_SIDE[member]}{_SECOND[group % self.shape.towns]}村"
            yield (old, name, "village", old[:9], "", "", self.turn if old != new else "")
            if old != new:
                yield (new, name, "village", new[:9], "", self.turn, "")

    def _end(self, town: str) -> str:
        return "" if town in self.towns(self.shape.merger) else self.turn

    def _lives(self) -> Iterator[tuple[str, str]]:
        before, after = self.villages(self.shape.merger - 1), self.villages(self.shape.merger)
        return zip(before, after, strict=True)

    def event_rows(self) -> Iterator[Row]:
        """Yield the merger, and the villages whose code it changed."""
        yield (self.turn, "merge", ";".join(self.origins[-2:]), self.merged, "all", "两镇合并")
        for old, new in self._lives():
            if old != new:
                yield (self.turn, "recode", old, new, "all", "随镇换码")

    def unit_rows(self) -> Iterator[Row]:
        """Yield code, name, kind, unit above, place, first day and day after the last of every unit."""
        for code, name in _OFFICES.items():
            kind, above = ("office", "") if code == "office" else ("department", "office")
            yield (code, f"云泽市{name}", kind, above, CITY, "", "")
        yield ("panel", "云泽市重点镇评价专家组", "expert_group", "office", CITY, "", "")
        yield ("counties", "各县人民政府", "county", "office", CITY, "", "")
        yield ("towns", "各镇人民政府", "town", "counties", CITY, "", "")
        for county in self.counties:
            yield (f"c{county}", f"{self.county_name(county)}人民政府", "county", "counties", county, "", "")
        for town in [*self.origins, self.merged]:
            start, end = (self.turn, "") if town == self.merged else ("", self._end(town))
            yield (f"t{town}", f"{self.town_name(town)}人民政府", "town", f"c{town[:6]}", town, start, end)
