"""A bar below the page with sentences about what does not work, such as "No sound device was found"."""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from rlscompanion.ui.widgets.boxes import in_column
from rlscompanion.ui.widgets.column import PageBar
from rlscompanion.ui.widgets.page_notice import PageNotice


@dataclass(frozen=True)
class _ShownSentence:
    """A sentence, and the navigation tabs on whose pages it is shown; without tabs, all pages show it."""

    sentence: str
    tabs: Collection[str]


class NoticeBar(QWidget):
    """Shows the latest sentence of each topic, on the pages that the sentence is meant for.

    A sentence that the person has closed is not shown again.
    """

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[str, _ShownSentence] = {}
        self._closed: set[str] = set()
        self._tab = ""
        self._is_dark = False
        self._notice = PageNotice("Notice", plain=True)
        self._notice.closed.connect(self.close_notice)
        in_column(PageBar(self._notice, above=4, below=8), into=self)
        self.hide()

    def set_sentence(self, topic: str, sentence: str, tabs: Collection[str] = ()) -> None:
        """Set the sentence of a topic, such as "sound"; an empty sentence clears the topic.

        `tabs` are the navigation tabs on whose pages the sentence is shown; if empty, all pages show the
        sentence.
        """
        before = self._said.pop(topic, None)
        if before is not None and before.sentence != sentence:
            self._closed.discard(before.sentence)
        if sentence:
            self._said[topic] = _ShownSentence(sentence, tabs)
        self._show_sentences()

    def show_for_tab(self, tab: str, is_dark: bool) -> None:
        """Show the sentences meant for the page of this navigation tab.

        If the page `is_dark` for the night, show none.
        """
        self._tab, self._is_dark = tab, is_dark
        self._show_sentences()

    @Slot()
    def close_notice(self) -> None:
        """Hide the sentences that are visible now, and never show them again."""
        self._closed.update(each.sentence for each in self._sentences_for_tab())
        self._show_sentences()

    def _sentences_for_tab(self) -> list[_ShownSentence]:
        return [each for each in self._said.values() if not each.tabs or self._tab in each.tabs]

    def _show_sentences(self) -> None:
        sentences = [each.sentence for each in self._sentences_for_tab() if each.sentence not in self._closed]
        text = "" if self._is_dark else "  ".join(sentences)
        self.setVisible(bool(text))
        self._notice.show_message(text)
