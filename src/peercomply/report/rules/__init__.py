"""What the commands that question rules say, one file for each format."""
