"""Pictures of results as plain coordinates, so that every screen and paper draws the same one."""
