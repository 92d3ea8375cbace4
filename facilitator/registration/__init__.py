"""Before the meeting: who has a place, who waits, what is written to them."""
