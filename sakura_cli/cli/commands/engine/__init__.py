"""Commands about the engine itself: one that is kept, one that is a server."""
