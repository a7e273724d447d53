"""Working days, rounds and lights, counted by hand on real calendars."""

from datetime import date, timedelta

import pytest

from tongchou.monitor.cells import CellKey
from tongchou.monitor.returns import (
    Filing,
    Form,
    Intake,
    Lateness,
    china,
    clocks_of,
    completeness,
    gaps,
    issue,
    standings,
)
from tongchou.monitor.returns.forms import Assigned
from tongchou.packs.reporting import ClockRow, DaysOff, FormRow, china_days_off
from tongchou.packs.rows import Element
from tongchou.terms import Cell, Period, Refusal, State

CALENDAR = china()
CLOCKS = clocks_of(())
STATUTORY = dict.fromkeys(range(2016, 2025), 11) | {2015: 12, 2020: 13, 2025: 13, 2026: 13}


def days(year):
    return (date(year, 1, 1) + timedelta(n) for n in range(366 if year % 4 == 0 else 365))


@pytest.mark.parametrize("year", range(2015, 2027))
def test_make_up_days_pay_for_all_but_the_statutory_holidays(year):
    """Weekdays off minus weekend days worked leave the statutory days: 11, 13 since 2025 (国务院令第795号).

    2015 has one more (3 September), 2020 two more (the Spring Festival of that year was made longer).
    """
    off = sum(day in CALENDAR.off and day.weekday() < 5 for day in days(year))
    worked = sum(day in CALENDAR.worked for day in days(year))
    assert off - worked == STATUTORY[year]


def test_every_day_off_names_its_notice_and_make_up_days_are_weekends():
    assert all("发明电〔20" in one.source for one in china_days_off())
    assert all(day.weekday() >= 5 for day in CALENDAR.worked)
    assert not CALENDAR.off & CALENDAR.worked


def test_working_days_are_counted_over_a_spring_festival():
    # 2024: off 10 to 17 February, Sundays 4 and 18 February are worked
    assert CALENDAR.shift(date(2024, 2, 9), 1) == date(2024, 2, 18)
    assert CALENDAR.shift(date(2024, 2, 19), -1) == date(2024, 2, 18)
    assert CALENDAR.shift(date(2024, 2, 3), 1) == date(2024, 2, 4)
    assert CALENDAR.between(date(2024, 2, 8), date(2024, 2, 19)) == 3  # 9, 18, 19 February
    assert CALENDAR.shift(date(2024, 2, 10), 0) == date(2024, 2, 10)
    assert CALENDAR.onward(date(2024, 2, 10)) == date(2024, 2, 18)


def test_a_pack_may_add_its_own_days_and_they_win():
    own = [DaysOff(first="2024-09-10", last="2024-09-10", kind="off", name="本市纪念日"),
           DaysOff(first="2024-10-01", last="2024-10-01", kind="work", name="值班")]  # fmt: skip
    assert CALENDAR.works(date(2024, 9, 10))
    assert not china(own).works(date(2024, 9, 10))
    assert china(own).works(date(2024, 10, 1))


@pytest.mark.parametrize(
    ("clock", "period", "due", "warns", "red", "locks"),
    [
        # month + 5 working days: 1, 2, 3, 6, 7 January 2025 less New Year's Day -> 2, 3, 6, 7, 8
        ("month_5wd", "2024-12", "2025-01-08", "2024-12-31", "2025-01-10", "2025-01-22"),
        # quarter + 10: April 2024: 1 2 3 | 4-6 off, Sunday 7 worked | 8 9 10 11 12 15
        ("quarter_10wd", "2024Q1", "2024-04-15", "2024-04-08", "2024-04-17", "2024-04-28"),
        # half-year + 15 days, whatever day that is; red: 16, 17 July
        ("half_15d", "2024H1", "2024-07-15", "2024-07-08", "2024-07-17", "2024-07-29"),
        # year by 31 January: 2025 inside the Spring Festival; working days before: 27, 26 (Sunday, worked), 24, 23, 22
        ("year_jan31", "2024", "2025-01-31", "2025-01-22", "2025-02-06", "2025-02-17"),
    ],
)
def test_the_dates_of_a_round(clock, period, due, warns, red, locks):
    found = issue("f", 1, Period.parse(period), CLOCKS[clock], CALENDAR)
    assert [str(day) for day in (found.due, found.warns, found.red, found.locks)] == [due, warns, red, locks]
    assert found.opens == found.period.end + timedelta(1)
    assert found.sure


def test_a_deadline_on_a_rest_day_moves_only_where_the_clock_says_so():
    moving = CLOCKS["year_jan31"].model_copy(update={"on_rest_day": "next"})
    assert issue("f", 1, Period.year(2024), moving, CALENDAR).due == date(2025, 2, 5)


def test_a_year_whose_holidays_are_not_known_is_marked():
    assert not issue("f", 1, Period.year(2026), CLOCKS["year_jan31"], CALENDAR).sure


def test_a_clock_is_for_its_kind_of_period_and_a_real_day():
    with pytest.raises(Refusal, match="wrong-period"):
        issue("f", 1, Period.year(2024), CLOCKS["month_5wd"], CALENDAR)
    bad = ClockRow(code="x", name="坏", every="year", due="02-30")
    with pytest.raises(Refusal, match="bad-day"):
        issue("f", 1, Period.year(2024), bad, CALENDAR)


@pytest.mark.parametrize(
    ("day", "light"),
    [
        ("2024-03-31", "not_open"), ("2024-04-01", "open"), ("2024-04-07", "open"), ("2024-04-08", "warning"),
        ("2024-04-15", "warning"), ("2024-04-16", "yellow"), ("2024-04-17", "red"), ("2024-05-30", "red"),
    ],
)  # fmt: skip
def test_lights_turn_on_their_days(day, light):
    found = issue("f", 1, Period.parse("2024Q1"), CLOCKS["quarter_10wd"], CALENDAR)
    assert found.light(date.fromisoformat(day)) is Lateness(light)
    assert found.light(date.fromisoformat(day)).overdue == (light in ("yellow", "red"))


def test_a_return_is_judged_by_the_day_it_came_and_nothing_is_taken_after_the_lock():
    found = issue("f", 1, Period.parse("2024Q1"), CLOCKS["quarter_10wd"], CALENDAR)
    assert found.light(date(2024, 5, 1), date(2024, 4, 15)) is Lateness.ON_TIME
    assert found.light(date(2024, 5, 1), date(2024, 4, 16)) is Lateness.LATE
    assert found.light(date(2024, 4, 10), date(2024, 4, 16)) is Lateness.WARNING, "it was not there yet"
    assert (found.open(date(2024, 4, 27)), found.open(date(2024, 4, 28))) == (True, False)


def world():
    row = FormRow(code="f", name="表", every="quarter", level="town", clock="quarter_10wd")
    form = Form(row, (Element(code="a", name="甲", unit="人"), Element(code="b", name="乙", unit="人")), {})
    assigned = (Assigned("f", "u1", ("t1",)), Assigned("f", "u2", ("t2", "t3")), Assigned("f", "u3", ("t4",)))
    round_ = issue("f", 1, Period.parse("2024Q1"), CLOCKS["quarter_10wd"], CALENDAR)

    def key(place, element):
        return CellKey(place, round_.period, element)

    filed = {
        "u1": Filing({key("t1", "a"): Cell.number(0), key("t1", "b"): Cell(None, State.NONE)}, date(2024, 4, 12)),
        "u2": Filing({key("t2", "a"): Cell.number(5), key("t2", "b"): Cell(None, State.NOT_APPLICABLE)},
                     date(2024, 4, 18)),
    }  # fmt: skip
    return Intake(round_, form, assigned, filed)


def test_completeness_counts_cells_and_lists_everybody():
    rows = standings(world(), date(2024, 4, 19), CALENDAR)
    told = [(row.unit, row.light.value, row.late, row.asked, row.answered) for row in rows]
    # u2 came on the 18th, three working days after the 15th; t3 is wholly missing. u3 is four days over.
    assert told == [("u1", "on_time", 0, 2, 2), ("u2", "late", 3, 3, 1), ("u3", "red", 4, 2, 0)]
    assert [row.since for row in rows] == [None, None, date(2024, 4, 15)]
    found = completeness(rows)
    assert (found.cells, found.answered, found.returns, found.on_time, found.late, found.not_there) == (
        7,
        3,
        3,
        1,
        1,
        1,
    )
    assert found.share == pytest.approx(300 / 7)
    assert completeness(()).share is None


def test_gaps_say_who_which_cell_and_since_when():
    found = list(gaps(world(), date(2024, 4, 19)))
    assert [(gap.unit, gap.cell.place, gap.cell.element) for gap in found] == [
        ("u2", "t3", "a"), ("u2", "t3", "b"), ("u3", "t4", "a"), ("u3", "t4", "b"),
    ]  # fmt: skip
    assert {(gap.since, gap.overdue) for gap in found} == {(date(2024, 4, 15), True)}
    assert {gap.since for gap in gaps(world(), date(2024, 4, 10))} == {date(2024, 4, 1)}
