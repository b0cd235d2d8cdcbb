"""One label as an SVG or PNG of its true size."""

from __future__ import annotations

import io
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw

from api.label_data import LabelError
from api.label_font import label_font, sized_font
from api.label_layout import Layout

SMALLEST_DPI, LARGEST_DPI = 72, 1200
_MOST_PIXELS = 8_000_000
_MM_PER_INCH = 25.4


def svg(layout: Layout) -> bytes:
    """The label as SVG 1.1, in millimetres. Each code is one path, so that no viewer shows seams between modules."""
    width, height = layout.size
    title = escape(" ".join(line.text for line in layout.lines))
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.4f}mm" height="{height:.4f}mm" '
        f'viewBox="0 0 {width:.4f} {height:.4f}">',
        f"<title>{title}</title>" if title else "",
        f'<rect width="{width:.4f}" height="{height:.4f}" fill="#fff"/>',
    ]
    for symbol, left, top in layout.symbols:
        path = "".join(f"M{x} {y}h{w}v{h}h-{w}z" for x, y, w, h in symbol.rectangles())
        parts.append(
            f'<path transform="translate({left:.4f} {top:.4f}) scale({layout.x_dimension:.6g})" d="{path}" '
            'shape-rendering="crispEdges"/>'
        )
    if layout.lines:
        parts.append(f'<g font-family="Aileron, Helvetica, Arial, sans-serif" font-size="{layout.text_size:g}">')
        for text, left, baseline in layout.lines:
            length = label_font().width(text) * layout.text_size
            parts.append(
                f'<text x="{left:.4f}" y="{baseline:.4f}" textLength="{length:.4f}" '
                f'lengthAdjust="spacingAndGlyphs">{escape(text)}</text>'
            )
        parts.append("</g>")
    return "".join([*parts, "</svg>\n"]).encode()


def png(layout: Layout, dpi: int) -> bytes:
    """The label as a PNG in grey, of at least about `dpi` pixels per inch.

    A module is a whole number of pixels, and the file says how many pixels make a metre so that it has its true size.

    Raises:
        LabelError: the resolution is out of range, too low for a module to have two pixels, or the image too large.
    """
    if not SMALLEST_DPI <= dpi <= LARGEST_DPI:
        raise LabelError(f"must be from {SMALLEST_DPI} to {LARGEST_DPI}", "dpi")
    module = round(layout.x_dimension * dpi / _MM_PER_INCH)
    if module < 2:
        raise LabelError(f"is too low for modules of {layout.x_dimension:g} mm: each takes two pixels at least", "dpi")
    scale = module / layout.x_dimension
    size = round(layout.size.width * scale), round(layout.size.height * scale)
    if size[0] * size[1] > _MOST_PIXELS:
        raise LabelError(f"makes an image of {size[0]} × {size[1]} pixels, which is too large", "dpi")
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    for symbol, left, top in layout.symbols:
        across, down = round(left * scale), round(top * scale)
        for x, y, w, h in symbol.rectangles():
            corner = across + x * module, down + y * module
            draw.rectangle((*corner, corner[0] + w * module - 1, corner[1] + h * module - 1), fill=0)
    font = sized_font(layout.text_size * scale)
    for text, left, baseline in layout.lines:
        draw.text((left * scale, baseline * scale), text, fill=0, font=font, anchor="ls")
    out = io.BytesIO()
    image.save(out, "PNG", dpi=(scale * _MM_PER_INCH, scale * _MM_PER_INCH))
    return out.getvalue()
