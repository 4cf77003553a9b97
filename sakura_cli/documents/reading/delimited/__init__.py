"""Tables as text with a sign between cells (CSV, TSV)."""
