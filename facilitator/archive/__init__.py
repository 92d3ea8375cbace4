"""A meeting as one file, out and in: the archive with all that was said, and the template without.

``parts`` says what goes into the file and what does not; ``writing`` takes it out of the database,
``reading`` checks a file that somebody brings, ``putting`` takes it in. The format is described in
``docs/archive.md``.
"""
