"""Counters of what the live part does, for whoever watches the server."""

from collections import Counter

_HELP = {
    "medvirk_connections": ("gauge", "Screens that are connected."),
    "medvirk_messages_total": ("counter", "Messages from screens, by what they were answered."),
    "medvirk_renders_total": ("counter", "Regions drawn."),
    "medvirk_render_seconds_total": ("counter", "Time spent drawing regions."),
    "medvirk_emits_total": ("counter", "Regions sent to a room."),
    "medvirk_failures_total": ("counter", "Regions that could not be drawn or sent."),
}


class Metrics:
    """Numbers by name and labels."""

    def __init__(self) -> None:
        self._values: Counter[tuple[str, str]] = Counter()

    def add(self, name: str, amount: float = 1, /, **labels: str) -> None:
        """Raise the number ``medvirk_<name>`` by ``amount``; a gauge may be lowered."""
        marks = ",".join(f'{label}="{value}"' for label, value in labels.items())
        self._values[f"medvirk_{name}", f"{{{marks}}}" if marks else ""] += amount  # type: ignore[assignment]

    def text(self) -> str:
        """All numbers as Prometheus reads them."""
        lines: list[str] = []
        for name, (kind, meaning) in _HELP.items():
            lines += [f"# HELP {name} {meaning}", f"# TYPE {name} {kind}"]
            lines += [
                f"{name}{labels} {value:.12g}"
                for (found, labels), value in sorted(self._values.items())
                if found == name
            ]
        return "\n".join(lines) + "\n"
