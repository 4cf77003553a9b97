"""What weights can do: figures that were measured of them, and how documents are shown to them after that."""
