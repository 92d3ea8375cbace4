"""A rehearsal: simulated phones and a simulated moderator play a copy of a meeting on the server.

What they do is worked out beforehand (``script``, ``timing``, ``tables``, ``desk``), without a
clock or a network. ``director`` does it with real screens (``screens``) as the evening goes on, and
``practice`` is the whole of it from the copy to the last trace. ``running`` is the server's side.
"""
