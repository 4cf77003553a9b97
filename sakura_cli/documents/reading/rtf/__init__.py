"""Rich Text Format (.rtf, and the bodies of some mails of Outlook): Japanese by code pages, tables, what is hidden."""
