"""The built scripts and stylesheets: their addresses, and serving them to be kept for ever."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from whitenoise import WhiteNoise

STATIC = Path(__file__).parent / "static"
_MANIFEST = STATIC / "built/manifest.json"
# esbuild's own form: the name, a hash of the content, the ending.
_HASHED = re.compile(r"-[A-Z0-9]{8}\.\w+$")


def asset(name: str) -> str:
    """The address of a built file, such as ``phone.css``.

    Raises:
        LookupError: the browser's files were not built, or there is none of that name.
    """
    return f"/static/built/{built(name).name}"


@cache
def built(name: str) -> Path:
    """A built file, such as ``report.css``, which its address has too.

    Raises:
        LookupError: as ``asset`` does.
    """
    try:
        names: dict[str, str] = json.loads(_MANIFEST.read_text())
    except FileNotFoundError:
        raise LookupError("the browser's files are not built: python hatch_build.py") from None
    return _MANIFEST.with_name(names[name])


def serve_static(app: Flask) -> None:
    """Serve ``static/`` before Flask sees the request, packed files to those who take them."""
    app.jinja_env.globals["asset"] = asset
    if STATIC.is_dir():
        app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
            app.wsgi_app,
            root=str(STATIC),
            prefix="static/",
            max_age=3600,
            immutable_file_test=_is_immutable,
            allow_all_origins=False,
        )


def _is_immutable(_path: str, url: str) -> Any:
    return _HASHED.search(url)
