"""Writers of what offices write: other words in the bytes of the parts, everything else of the archive as it was."""
