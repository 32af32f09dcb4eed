"""Still pictures during a session."""

import pytest

from rlscompanion.ui.widgets.figure import LegFigure
from tests.ui.bedside import Bedside
from tests.ui.conftest import OpenBedside


def massaging(opened: OpenBedside, bedside: Bedside) -> LegFigure:
    opened(bedside)
    bedside.start_session()
    bedside.process_events()
    figure = bedside.page.findChild(LegFigure)
    assert figure is not None
    return figure


@pytest.mark.parametrize("chosen", [False, True])
def test_the_person_s_choice_holds_from_the_first_step(opened: OpenBedside, chosen: bool) -> None:
    kept = {"still_pictures": "yes"} if chosen else {}

    figure = massaging(opened, Bedside(kept=kept))

    assert figure.is_animating is not chosen


def test_the_desktop_s_wish_is_followed_while_it_lasts(opened: OpenBedside) -> None:
    bedside = Bedside()
    figure = massaging(opened, bedside)
    assert figure.is_animating

    for less in (True, False):
        bedside.desktop_motion.wish(less)
        bedside.process_events()
        assert figure.is_animating is not less
