"""A new meeting: from a pasted programme, from an earlier meeting, from a file."""
