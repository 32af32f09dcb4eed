"""The Learn pages: the list of topics, an article, and a massage step that an article lets the person try."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot

from rlscompanion.domain.routine import Routine, RoutineKind
from rlscompanion.ui.flow.part import BedtimeServices, FlowPart
from rlscompanion.ui.main_window import MainWindow

if TYPE_CHECKING:
    from rlscompanion.domain.learning import ArticleLibrary
    from rlscompanion.ui.learn.article_page import ArticlePage
    from rlscompanion.ui.learn.page import LearnPage
    from rlscompanion.ui.session.page import SessionPage
    from rlscompanion.ui.widgets.medicines_sheet import MedicinesSheetButton

LEARN_TAB = "Learn"
TRIED_STEP_NOTE = "Stop for any sharp, electric, numb or throbbing feeling."


class LearnFlow(FlowPart):
    """Leads from the list of topics to an article and back, and from an article to a massage step to try.

    `chart_due` is emitted with the key of a chart of the person's own log; the keys are those of
    `domain.learning.Chart`. `advice_due` is emitted when the health answers do not allow the step that the
    person wanted to try.
    """

    chart_due = Signal(str)
    advice_due = Signal()

    def __init__(
        self, bedtime: BedtimeServices, window: MainWindow, session: Callable[[], SessionPage]
    ) -> None:
        super().__init__(bedtime, window)
        self._session = session
        for over in (bedtime.sessions.finished, bedtime.sessions.ended):
            over.connect(self._return_to_article)

    @cached_property
    def topics(self) -> LearnPage:
        """The page that lists all topics."""
        from rlscompanion.ui.learn.page import LearnPage

        page = LearnPage(self._library.articles)
        page.article_chosen.connect(self.open_article)
        return self._window.add_page(page)

    @cached_property
    def article(self) -> ArticlePage:
        """The page that shows one article."""
        from rlscompanion.ui.learn.article_page import ArticlePage

        page = ArticlePage(self._routines_of_steps, self._medicines_sheet)
        page.back_chosen.connect(self.show_topics)
        page.article_chosen.connect(self.open_article)
        page.step_chosen.connect(self.try_step)
        page.chart_chosen.connect(self.chart_due)
        return self._window.add_page(page)

    def _medicines_sheet(self) -> MedicinesSheetButton:
        from rlscompanion.ui.widgets.medicines_sheet import MedicinesSheetButton

        return MedicinesSheetButton(self._bedtime.reports, self._bedtime.files)

    @cached_property
    def _library(self) -> ArticleLibrary:
        return self._bedtime.read_library()

    @cached_property
    def _routines_of_steps(self) -> dict[str, Routine]:
        """For the key of each massage step, a routine that contains only this step."""
        return {
            step.key: Routine(f"try_{step.key}", step.title, RoutineKind.WIND_DOWN, (step,), TRIED_STEP_NOTE)
            for step in self._bedtime.routines.steps
        }

    @Slot()
    def show_topics(self) -> None:
        """Show the list of topics."""
        self._window.show_page(self.topics, LEARN_TAB)

    @Slot(str)
    def open_article(self, key: str) -> None:
        """Show the article with this key from its beginning; ignore an unknown key."""
        article = self._library.article(key)
        if article is not None:
            self.article.show_article(article, self._library.next_article(article))
            self.show_article()

    @Slot()
    def show_article(self) -> None:
        """Show the latest article again, at the place where the person stopped reading."""
        self._window.show_page(self.article, LEARN_TAB)

    @Slot(str)
    def try_step(self, key: str) -> None:
        """Start a session with only the massage step of this key, if the health answers allow the step.

        The session has no rating scales and no sound, and is not recorded.
        """
        startable = self._bedtime.safety.adapt(self._routines_of_steps[key]).routine_if_startable
        if startable is None:
            self.advice_due.emit()
            return
        self._bedtime.sessions.start_practice(startable)
        self._window.show_page(self._session())
        self._hold_display()

    @Slot()
    def _return_to_article(self) -> None:
        if self._bedtime.sessions.is_practice:
            self._bedtime.keep_awake.release()
            self.show_article()
