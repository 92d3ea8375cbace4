"""What is taken home from a meeting: the report and the data, each in two editions.

``edition`` says what the shared one changes, ``record`` reads what was said as an edition tells it,
and ``account`` gathers all that a report tells. ``review`` is what comes before the shared edition,
``organiser`` what she adds, ``data`` the table that files are made of.
"""
