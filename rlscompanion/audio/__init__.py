"""Sound: synthesis and mixing in numpy, and the one way out to the machine's loudspeakers."""
