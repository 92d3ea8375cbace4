"""A server carries nothing that only the making of files needs."""

import subprocess
import sys

HEAVY = ("PIL", "docx", "lxml", "numpy", "openpyxl", "pikepdf", "typst")

LOOK = f"""
import sys
import app.factory, app.serving
from app.exports.names import addresses
addresses()
print([name for name in {HEAVY} if name in sys.modules])
"""


def test_a_server_that_knows_all_formats_has_none_of_their_libraries() -> None:
    run = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, check=True, text=True)
    assert run.stdout == "[]\n"
