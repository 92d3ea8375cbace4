"""The evening as the organiser prepares it: programme, exercises, sheets, practice, links."""
