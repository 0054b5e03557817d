"""Controls around the pictures. A widget holds no arithmetic: it calls a model, then draws."""
