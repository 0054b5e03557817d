"""What all rooms share: showing pictures and tables, wording, files, charts, and the wiring of a view."""
