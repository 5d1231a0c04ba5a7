"""Stories told on a real server in Chromium."""
