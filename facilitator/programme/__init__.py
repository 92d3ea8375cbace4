"""The programme of a meeting: a plan and a log, read, edited, conducted and forecast."""
