"""A crowd: thousands of invented people, organizations and calls, to see what the site costs when there are many."""
