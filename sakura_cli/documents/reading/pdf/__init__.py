"""PDF: characters with their boxes from PDFium; lines, order, paragraphs and tables are found here, by the boxes."""
