"""Documents to take home: one tree of headings, texts, tables and figures, written as PDF and Word.

Nothing here knows of meetings, the database or the web: a document comes as HTML of a small kind,
becomes ``blocks`` and goes out as bytes.
"""
