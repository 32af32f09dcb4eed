"""Charts of the person's log, drawn with pyqtgraph for the screen, for pictures and for the report."""
