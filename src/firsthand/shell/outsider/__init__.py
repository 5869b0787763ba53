"""What a stranger gets: a program and a page, to check a site or a case without this package."""
