"""とわ市 (sample town): a fictional city of 83,000 residents, written as its core system would write it."""
