"""What the models find, drawn: matplotlib for what stands still, SVG for what moves."""
