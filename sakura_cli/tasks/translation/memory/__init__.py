"""Translation memories: what was translated before, in TMX files of the user's that other tools read and write, too."""
