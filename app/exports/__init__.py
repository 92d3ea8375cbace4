"""What is taken home as a file: each format is one module with a ``FORMAT``.

The browser and ``medvirk export`` both call ``Format.write``, so both give the same bytes.
"""
