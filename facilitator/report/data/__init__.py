"""The data of a meeting: one flat table, the run of the evening, and what both are told in."""
