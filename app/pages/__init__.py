"""The pages: every module here with a ``blueprint`` is served."""
