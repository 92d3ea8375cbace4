"""The organiser's part of the report: words, chosen sections, a logo, and who may read it."""
