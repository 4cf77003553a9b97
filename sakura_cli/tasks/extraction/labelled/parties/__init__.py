"""The parties of a document: their blocks, their rows under what they are called, and who calls whom."""
