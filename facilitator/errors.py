"""The refusals of the domain: raised here, turned into a page or an answer at the edges."""


class Refused(Exception):
    """A request that the domain does not carry out.

    Args:
        code: a stable word that says why (``"unknown_table"``); the edge holds its text.
        details: values for that text, such as a field's name or a limit.
    """

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Unknown(Refused):
    """What was asked for is not in this meeting."""


class Invalid(Refused):
    """What was sent does not have the form that it must have."""


class Closed(Refused):
    """The exercise does not take input now."""


class Stale(Refused):
    """The sender saw an older state than the one that holds now."""
