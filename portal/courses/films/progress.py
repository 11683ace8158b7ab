"""What ffmpeg says of itself while it works (`-progress`)."""

from collections.abc import Callable


class Progress:
    """Listens to the lines of one program: how many pictures and seconds are done; `told` hears of every change."""

    def __init__(self, told: Callable[[float], None] = lambda seconds: None) -> None:
        self.frames = 0
        self.seconds = 0.0
        self._told = told

    def __call__(self, line: str) -> None:
        """Hear one line of the kind `name=value`; others say nothing."""
        name, _, value = line.strip().partition("=")
        if name == "frame" and value.isdigit():
            self.frames = int(value)
        elif name == "out_time_us" and value.lstrip("-").isdigit():
            self.seconds = int(value) / 1e6
        elif name == "progress":
            self._told(self.seconds)
