"""The pages shown at the first start: welcome cards, and the check of the sound level."""
