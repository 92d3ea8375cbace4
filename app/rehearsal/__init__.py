"""A rehearsal: simulated phones and a simulated moderator play a copy of a meeting on the server.

What they do is worked out beforehand (``script``, with ``timing``, ``tables`` and ``desk``),
without a clock or a network. ``director`` does it on real ``screens`` as the evening goes on,
``practice`` is the whole of it from the copy to the last trace, ``slip`` is what it tells of
itself. ``running`` is the server's side, ``terminal`` the command line's.
"""
