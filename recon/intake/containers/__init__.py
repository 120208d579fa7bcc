"""Files that hold other files: members are laid down in the job's folder under numbers, never under their names."""
