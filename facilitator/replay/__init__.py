"""The evening once more: the state of a meeting at any moment, from what was stored.

Known of the past are the log, the cues, every contribution with when it was given, dots, tables
that were done, and what was done with contributions and themes. Not known, and shown as it ended:

- earlier wording: only the last one is stored, and what was redacted is gone by design, from
  earlier titles of themes too;
- what a table had chosen as its highlight before it chose another, and what was taken back of dots
  and of being done;
- the plan, tables and exercises as they were before somebody edited them;
- who was connected, and the moderator's messages to the speaker: neither is shown at all.

What the moderator has hidden by the end is never shown, nor is what people wrote and took back,
late notes, or what a phone kept to itself. What was only chosen and then chosen otherwise, in a
poll or where a table stands on the ladder, counts until then; a reason for it is not shown.
"""

from facilitator.replay.chapters import Chapter, chapters_of, marks_of
from facilitator.replay.machine import Moment, play
from facilitator.replay.span import Span, span_of

__all__ = ["Chapter", "Moment", "Span", "chapters_of", "marks_of", "play", "span_of"]
