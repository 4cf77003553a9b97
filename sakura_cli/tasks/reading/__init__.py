"""Reading: a document shown as every other task sees it."""
