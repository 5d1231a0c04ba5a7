"""What holds for everything registered, for every file and for the documents."""
