"""The review before others may read it: what is looked at, what is marked, what was decided."""

from facilitator.report.review.deciding import decide, keep_unmarked, undo, undo_all

__all__ = ["decide", "keep_unmarked", "undo", "undo_all"]
