"""Where those who have a place sit: the room, what is wished, the plan and its changes."""
