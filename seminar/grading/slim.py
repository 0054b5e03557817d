"""The first plugin of a grading process: it keeps out what takes seconds to load and is never used.

JupyterLab's installation brings checkers of web addresses and durations, which jsonschema loads if they are there; no
notebook has a field that needs them.
"""

import sys

for _name in ("rfc3987_syntax", "uri_template", "isoduration"):
    sys.modules.setdefault(_name, None)
