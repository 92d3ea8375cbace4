"""The report of a meeting: gathered from the database and drawn as one page of HTML."""
