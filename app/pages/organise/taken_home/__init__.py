"""After the meeting: the report, its shared edition, and the files."""
