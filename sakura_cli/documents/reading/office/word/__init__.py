"""Word documents: the parts of the archive read in the order a reader reads them; `reader` is the way in."""
