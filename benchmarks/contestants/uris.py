"""The constraint by which peers without RFC 3986 know a URI: its scheme and its characters."""

URI = r"\A[A-Za-z][A-Za-z0-9+.\-]*:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*\z"
URI_IN_PYTHON = URI.replace(r"\z", r"\Z")
