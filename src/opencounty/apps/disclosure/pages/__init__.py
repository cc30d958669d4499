"""What the desk's pages of the information pool show."""
