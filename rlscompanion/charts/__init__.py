"""Charts: trends drawn with pyqtgraph, one place for the screen, pictures and the clinician's report."""
