"""HTML as a reader sees it: pages, saved pages, and the bodies of mails."""
