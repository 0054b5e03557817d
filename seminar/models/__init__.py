"""Plain functions on tables and arrays. Nothing here knows a picture, a widget or a notebook."""
