"""Readers of what offices write: zip archives of XML (Word, Excel, PowerPoint, OpenDocument), and what holds them."""
