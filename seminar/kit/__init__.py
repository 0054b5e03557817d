"""What every room uses: showing, words, files, charts, and the wiring of a view."""
