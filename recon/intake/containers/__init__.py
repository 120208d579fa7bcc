"""Files that hold other files: their members are laid down in the job's folder, under numbers, never under their names."""
