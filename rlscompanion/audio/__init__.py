"""Sound: synthesis and mixing in numpy, own files, and output to the machine's speakers."""
