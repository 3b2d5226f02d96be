"""Makes the three figures-*.woff2 beside this file: the ten digits of Be Vietnam Pro, which has no tabular figures, on one width.

Each digit keeps its outline and is centred on the width of the widest but one (the widest, the four, gives up a little of its side
bearings), so that numbers line up under each other. Be Vietnam Pro is under the SIL Open Font License 1.1, without reserved names; so are these files.
Run from the repository's root after `npm ci`: python3 src/ui/theme/figures/build.py (needs fonttools and brotli).
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
SOURCE = Path("node_modules/@fontsource/be-vietnam-pro/files")

for weight in (400, 500, 600):
    font = TTFont(SOURCE / f"be-vietnam-pro-latin-{weight}-normal.woff2")
    options = subset.Options(layout_features=[], hinting=False, name_IDs=[0, 1, 2, 13, 14], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text="0123456789")
    cutter.subset(font)
    metrics, glyphs = font["hmtx"], font["glyf"]
    digits = [font.getBestCmap()[ord(digit)] for digit in "0123456789"]
    width = sorted(metrics[name][0] for name in digits)[-2]
    for name in digits:
        advance, _ = metrics[name]
        glyph = glyphs[name]
        shift = (width - advance) // 2
        glyph.coordinates.translate((shift, 0))
        glyph.recalcBounds(glyphs)
        metrics[name] = (width, glyph.xMin)
    for record in font["name"].names:
        if record.nameID == 1:
            record.string = "Be Vietnam Figures"
    font.flavor = "woff2"
    font.save(HERE / f"figures-{weight}.woff2")
