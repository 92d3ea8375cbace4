"""What a facilitated meeting is: programme, tables, exercises, contributions. Knows no web."""
