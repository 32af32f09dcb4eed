"""What was tried in the night: counts, and no claim."""

from dataclasses import replace
from datetime import date

from rlscompanion.charts.tried import tried_chart
from rlscompanion.domain.items import TRIED_ITEMS, Helped
from tests.domain.samples import a_full_night


def test_what_was_tried_is_counted_and_no_more() -> None:
    plain = replace(
        a_full_night(date(2026, 11, 21)),
        **dict.fromkeys((item.value for item in TRIED_ITEMS), None),  # type: ignore[arg-type]
    )
    nights = [
        replace(plain, tried_walking=Helped.YES),
        replace(plain, tried_walking=Helped.NO, tried_cold=Helped.A_LITTLE),
        plain,
    ]

    chart = tried_chart(nights)

    assert [mark.text for mark in chart.marks] == [
        "Walking, on 2 nights: helped on 1, no help on 1",
        "Cold, on 1 night: a little on 1",
    ]
    assert chart.summary == (
        "Walking, on 2 nights: helped on 1, no help on 1; Cold, on 1 night: a little on 1. "
        "These numbers cannot show what works: you tried things on bad nights, and a bad hour also eases by "
        "itself."
    )
    assert tried_chart([plain]).is_empty
    assert "what you tried" in tried_chart([]).missing
