"""The process that paints photos anew: `python -m portal.platform.files.painter`, started by `workshop`."""

import io
import warnings

from PIL import Image

from portal.platform.files.forking import Craft, serve
from portal.platform.files.painting import CPU_SECONDS, MEMORY_BYTES, Painted
from portal.platform.files.reencode import repaint


def paint(raw: bytes) -> Painted:
    """The photo's display picture and its thumbnail; raises as `reencode.repaint` does."""
    done = repaint(raw)
    return Painted(done.width, done.height, (done.display, done.thumb))


def warm_up() -> None:
    """Load what the first photo would load lazily, because a fork cannot open files."""
    warnings.simplefilter("ignore")
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.preinit()
    sample = io.BytesIO()
    Image.new("RGB", (8, 8)).save(sample, "JPEG")
    repaint(sample.getvalue())


if __name__ == "__main__":
    serve(Craft(paint, warm_up, CPU_SECONDS, MEMORY_BYTES))
