"""Charts: trends drawn with pyqtgraph, the same for the screen, pictures and the clinician's report."""
