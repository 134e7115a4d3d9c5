"""Writes the golden files of the decoder and resizer tests beside itself.

Needs Pillow 9.4 and numpy (Debian: python3-pil python3-numpy) and cjpeg, jpegtran (libjpeg-turbo-progs).
Each case is a coded picture and NAME.rgb, the pixels that Pillow makes of it, zlib-packed, as R G B bytes.
manifest.csv lists them: name, file, downscale, width, height.
Run: python3 make_golden.py
"""
import csv
import io
import pathlib
import struct
import subprocess
import zlib

import numpy as np
from PIL import Image, ImageOps

HERE = pathlib.Path(__file__).parent
ROWS = []
random = np.random.default_rng(20190)


def picture(width, height):
    """Smooth colours, a dark crack, hard edges and some noise."""
    y, x = np.mgrid[0:height, 0:width].astype(float)
    red = 128 + 90 * np.sin(x / 5.0) + 30 * np.cos(y / 3.0)
    green = 120 + 100 * np.sin((x + 2 * y) / 9.0)
    blue = 255 * (((x // 6) + (y // 5)) % 2)
    image = np.stack([red, green, blue], axis=2) + random.normal(0, 12, (height, width, 3))
    crack = np.abs(y - height / 2 - 5 * np.sin(x / 4)) < 1.5
    image[crack] = 10
    return Image.fromarray(np.clip(image, 0, 255).astype(np.uint8), "RGB")


def save(name, data):
    (HERE / name).write_bytes(data)


def expect(name, file, image, downscale=1):
    assert image.mode == "RGB", image.mode
    save(f"{name}.rgb", zlib.compress(image.tobytes(), 9))
    ROWS.append([name, file, downscale, image.width, image.height])


def opened(data):
    return Image.open(io.BytesIO(data))


def over(image, background=(255, 255, 255)):
    """Composites on the background as Pillow does."""
    base = Image.new("RGB", image.size, background)
    base.paste(image.convert("RGB"), mask=image.getchannel("A"))
    return base


def jpeg(name, data, scales=()):
    save(f"{name}.jpg", data)
    expect(name, f"{name}.jpg", ImageOps.exif_transpose(opened(data)).convert("RGB"))
    for scale in scales:
        image = opened(data)
        wanted = -(-image.width // scale), -(-image.height // scale)
        image.draft(None, (image.width // scale, image.height // scale))
        assert image.size == wanted, (name, scale, image.size)
        expect(f"{name}-{scale}", f"{name}.jpg", image.convert("RGB"), scale)


def pillow_jpeg(image, **options):
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", **options)
    return buffer.getvalue()


def cjpeg(image, *options):
    buffer = io.BytesIO()
    image.save(buffer, "PPM")
    return subprocess.run(["cjpeg", *options], input=buffer.getvalue(), stdout=subprocess.PIPE, check=True).stdout


def exif(orientation):
    return b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)


def component_ids(data, ids):
    """Renames the components of a JPEG in its frame and scan headers and drops the JFIF segment."""
    at = data.index(b"\xff\xe0")
    data = bytearray(data[:at] + data[at + 2 + struct.unpack(">H", data[at + 2:at + 4])[0]:])
    frame, scan = data.index(b"\xff\xc0"), data.index(b"\xff\xda")
    for i, value in enumerate(ids):
        data[frame + 10 + 3 * i] = value
        data[scan + 5 + 2 * i] = value
    return bytes(data)


def make_jpegs():
    odd, even, wide = picture(37, 29), picture(64, 48), picture(83, 21)
    jpeg("444-odd", pillow_jpeg(odd, quality=90, subsampling=0), (2, 4, 8))
    jpeg("422-odd", pillow_jpeg(odd, quality=85, subsampling=1), (2, 4, 8))
    jpeg("420-odd", pillow_jpeg(odd, quality=80, subsampling=2), (2, 4, 8))
    jpeg("420-even", pillow_jpeg(even, quality=75, subsampling=2), (2, 4, 8))
    jpeg("420-low", pillow_jpeg(even, quality=5, subsampling=2))
    jpeg("420-optimized", pillow_jpeg(even, quality=95, subsampling=2, optimize=True))
    jpeg("440-odd", cjpeg(odd, "-sample", "1x2", "-quality", "85"), (2, 4, 8))
    jpeg("411-odd", cjpeg(wide, "-sample", "4x1", "-quality", "85"), (2, 4, 8))
    jpeg("410-odd", cjpeg(wide, "-sample", "4x2", "-quality", "85"), (2,))
    jpeg("mixed", cjpeg(odd, "-sample", "2x2,2x1,1x2", "-quality", "85"), (2,))
    jpeg("luma-small", cjpeg(odd, "-sample", "1x1,2x2,1x2", "-quality", "85"), (2,))
    jpeg("gray", pillow_jpeg(odd.convert("L"), quality=85), (2, 4, 8))
    jpeg("gray-2x2", cjpeg(odd, "-grayscale", "-sample", "2x2", "-quality", "85"))
    jpeg("restart", cjpeg(even, "-sample", "2x2", "-restart", "2B", "-quality", "80"))
    jpeg("restart-rows", cjpeg(odd, "-sample", "2x1", "-restart", "1", "-quality", "80"))
    jpeg("progressive", pillow_jpeg(odd, quality=85, progressive=True), (2, 4, 8))
    jpeg("progressive-444", pillow_jpeg(wide, quality=95, subsampling=0, progressive=True))
    jpeg("progressive-gray", pillow_jpeg(odd.convert("L"), quality=70, progressive=True))
    jpeg("progressive-restart", cjpeg(even, "-progressive", "-restart", "3B", "-quality", "85"))
    script = HERE / "scans.tmp"
    script.write_text("0;\n1;\n2;\n")
    jpeg("separate-scans", cjpeg(odd, "-scans", str(script), "-sample", "2x2", "-quality", "85"))
    script.write_text("0 2;\n1;\n")
    jpeg("partly-interleaved", cjpeg(odd, "-scans", str(script), "-sample", "2x1", "-quality", "85"))
    script.unlink()
    jpeg("rgb-adobe", cjpeg(odd, "-rgb", "-quality", "90"))
    jpeg("rgb-ids", component_ids(cjpeg(odd, "-sample", "1x1", "-quality", "90"), b"RGB"))
    cmyk = Image.merge("CMYK", [*odd.split(), odd.convert("L").rotate(180)])
    jpeg("cmyk", pillow_jpeg(cmyk, quality=90), (2,))
    jpeg("ycck", ycck(cmyk))
    jpeg("sixteen-bit-tables", cjpeg(odd, "-quality", "2"))
    for size in [(1, 1), (2, 3), (3, 2), (5, 1), (8, 8), (16, 16), (17, 17), (4, 40)]:
        jpeg(f"tiny-{size[0]}x{size[1]}", pillow_jpeg(picture(*size), quality=90, subsampling=2))
    small = picture(19, 12)
    for orientation in range(1, 9):
        jpeg(f"orientation-{orientation}", pillow_jpeg(small, quality=90, exif=exif(orientation)))


def ycck(cmyk):
    """Pillow writes CMYK only; claiming YCCK in the Adobe segment gives a picture of other colours, equally good."""
    data = bytearray(pillow_jpeg(cmyk, quality=90))
    at = data.index(b"Adobe")
    data[at + 11] = 2
    return bytes(data)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def png_bytes(samples, depth, kind, interlaced, extra=b"", filters=(0, 1, 2, 3, 4)):
    """A PNG writer of every depth, colour type, filter and interlacing; samples is (height, width, channels)."""
    height, width, channels = samples.shape
    distance = max(1, channels * depth // 8)
    raw = bytearray()
    for x0, y0, dx, dy in PASSES if interlaced else [(0, 0, 1, 1)]:
        part = samples[y0::dy, x0::dx]
        if part.size == 0:
            continue
        above = None
        for number, row in enumerate(part):
            bits = "".join(format(int(v), f"0{depth}b") for v in row.ravel())
            bits += "0" * (-len(bits) % 8)
            line = [int(bits[i:i + 8], 2) for i in range(0, len(bits), 8)]
            above = above or [0] * len(line)
            chosen = filters[number % len(filters)]
            raw.append(chosen)
            for i, value in enumerate(line):
                a = line[i - distance] if i >= distance else 0
                b, c = above[i], above[i - distance] if i >= distance else 0
                p = a + b - c
                paeth = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
                raw.append((value - [0, a, b, (a + b) // 2, paeth][chosen]) & 255)
            above = line
    packed = zlib.compress(bytes(raw), 9)
    half = len(packed) // 2
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, int(interlaced))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"gAMA", struct.pack(">I", 45455)) + extra
            + chunk(b"IDAT", packed[:half]) + chunk(b"IDAT", packed[half:]) + chunk(b"IEND", b""))


def png(name, data, expected):
    save(f"{name}.png", data)
    expect(name, f"{name}.png", Image.fromarray(np.ascontiguousarray(expected), "RGB"))


def gray3(values):
    return np.repeat(values.astype(np.uint8), 3, axis=2)


def blend(color, alpha):
    alpha = alpha.astype(int)
    return ((color.astype(int) * alpha + 255 * (255 - alpha) + 127) // 255).astype(np.uint8)


def make_pngs():
    width, height = 21, 13
    base = np.asarray(picture(width, height))
    palette = random.integers(0, 256, (256, 3)).astype(np.uint8)
    for interlaced in (False, True):
        suffix = "-interlaced" if interlaced else ""
        for depth in (1, 2, 4, 8, 16):
            top = (1 << depth) - 1
            values = random.integers(0, top + 1, (height, width, 1))
            expected = gray3(values >> 8 if depth == 16 else values * (255 // top))
            png(f"png-gray{depth}{suffix}", png_bytes(values, depth, 0, interlaced), expected)
            if depth < 16:
                data = png_bytes(values, depth, 3, interlaced, chunk(b"PLTE", palette[:top + 1].tobytes()))
                png(f"png-palette{depth}{suffix}", data, palette[values[:, :, 0]])
        wide = base.astype(int) * 257 - random.integers(0, 200, base.shape) % np.maximum(base, 1)
        alpha = random.integers(0, 256, (height, width, 1))
        alpha[:3] = 255
        alpha[3:5] = 0
        for depth, rgb, a in ((8, base.astype(int), alpha), (16, wide, alpha * 256 + 17)):
            shift = depth - 8
            png(f"png-rgb{depth}{suffix}", png_bytes(rgb, depth, 2, interlaced), (rgb >> shift).astype(np.uint8))
            png(f"png-rgba{depth}{suffix}", png_bytes(np.concatenate([rgb, a], 2), depth, 6, interlaced),
                blend(rgb >> shift, a >> shift))
            png(f"png-grayalpha{depth}{suffix}", png_bytes(np.concatenate([rgb[:, :, :1], a], 2), depth, 4, interlaced),
                blend(gray3(rgb[:, :, :1] >> shift), a >> shift))
    # Transparent colours: one of grey, one of RGB at 16 bits (all 16 must match), alpha by palette entry.
    values = random.integers(0, 4, (height, width, 1))
    expected = gray3(np.where(values == 2, 255, values * 85))
    png("png-gray2-key", png_bytes(values, 2, 0, False, chunk(b"tRNS", struct.pack(">H", 2))), expected)
    rgb = np.full((height, width, 3), 0x1234)
    rgb[::2, ::3, 1] = 0x1235
    expected = np.where((rgb == 0x1234).all(axis=2, keepdims=True), 255, rgb >> 8).astype(np.uint8)
    png("png-rgb16-key", png_bytes(rgb, 16, 2, False, chunk(b"tRNS", struct.pack(">HHH", 0x1234, 0x1234, 0x1234))), expected)
    values = random.integers(0, 16, (height, width, 1))
    alphas = np.array([0, 17, 100, 200, 255, 3], np.uint8)
    full = np.concatenate([alphas, np.full(250, 255, np.uint8)])[values]
    data = png_bytes(values, 4, 3, False, chunk(b"PLTE", palette[:16].tobytes()) + chunk(b"tRNS", alphas.tobytes()))
    png("png-palette4-alpha", data, blend(palette[values[:, :, 0]], full))
    assert (np.asarray(over(opened(data).convert("RGBA"))) == blend(palette[values[:, :, 0]], full)).all()
    turned = png_bytes(base.astype(int), 8, 2, False, chunk(b"eXIf", exif(6)[6:]))
    png("png-orientation-6", turned, np.rot90(base, -1))
    # The writer above is checked against Pillow's reader where Pillow keeps 8 bits.
    for file in sorted(HERE.glob("png-*.png")):
        if "16" in file.name or "key" in file.name or "orientation" in file.name:
            continue
        image = Image.open(file)
        seen = over(image.convert("RGBA")) if image.mode in ("RGBA", "LA", "P") else image.convert("RGB")
        assert seen.tobytes() == zlib.decompress(file.with_suffix(".rgb").read_bytes()), file.name


def bmp_file(header, palette, pixels):
    start = 14 + len(header) + len(palette)
    return b"BM" + struct.pack("<IHHI", start + len(pixels), 0, 0, start) + header + palette + pixels


def info(width, height, bits, packing=0, colors=0, size=40, masks=()):
    header = struct.pack("<IiiHHIIiiII", size, width, height, 1, bits, packing, 0, 2835, 2835, colors, 0)
    header += b"".join(struct.pack("<I", mask) for mask in masks)
    return header + bytes(max(0, size - len(header)))


def bmp_rows(values, bits, top_down=False):
    rows = []
    for row in values if top_down else values[::-1]:
        if bits >= 8:
            line = b"".join(int(v).to_bytes(bits // 8, "little") for v in row)
        else:
            text = "".join(format(int(v), f"0{bits}b") for v in row)
            text += "0" * (-len(text) % 8)
            line = bytes(int(text[i:i + 8], 2) for i in range(0, len(text), 8))
        rows.append(line + bytes(-len(line) % 4))
    return b"".join(rows)


def bmp(name, data, expected=None):
    """Without expected pixels, Pillow says what they are."""
    save(f"{name}.bmp", data)
    image = opened(data).convert("RGB") if expected is None else Image.fromarray(np.ascontiguousarray(expected), "RGB")
    expect(name, f"{name}.bmp", image)


def runs(values, bits):
    """Run-length coding: runs where a value repeats, else literals; rows from the bottom."""
    out = bytearray()
    for row in values[::-1]:
        x = 0
        while x < len(row):
            run = 1
            while x + run < len(row) and row[x + run] == row[x] and run < 255:
                run += 1
            if run >= 2:
                out += bytes([run, row[x] if bits == 8 else row[x] * 17])
                x += run
                continue
            literal = row[x:x + 5]
            if len(literal) < 3:
                out += bytes([1, row[x] if bits == 8 else row[x] * 16])
                x += 1
                continue
            packed = bytes(map(int, literal)) if bits == 8 else bytes(
                literal[i] * 16 + (literal[i + 1] if i + 1 < len(literal) else 0) for i in range(0, len(literal), 2))
            out += bytes([0, len(literal)]) + packed + bytes(len(packed) % 2)
            x += len(literal)
        out += b"\0\0"
    return bytes(out) + b"\0\1"


def make_bmps():
    width, height = 19, 11
    rgb = np.asarray(picture(width, height)).astype(int)
    packed = rgb[:, :, 0] << 16 | rgb[:, :, 1] << 8 | rgb[:, :, 2]
    colors = random.integers(0, 256, (256, 3)).astype(np.uint8)
    quads = lambda count: b"".join(bytes([*map(int, c[::-1]), 0]) for c in colors[:count])
    for bits in (1, 2, 4, 8):
        values = random.integers(0, 1 << bits, (height, width))
        bmp(f"bmp{bits}", bmp_file(info(width, height, bits), quads(1 << bits), bmp_rows(values, bits)), colors[values])
    values = random.integers(0, 5, (height, width))
    bmp("bmp8-short-palette", bmp_file(info(width, height, 8, colors=5), quads(5), bmp_rows(values, 8)), colors[values])
    triples = b"".join(bytes(map(int, c[::-1])) for c in colors[:16])
    core = struct.pack("<IHHHH", 12, width, height, 1, 4)
    bmp("bmp4-core", bmp_file(core, triples, bmp_rows(values, 4)))
    bmp("bmp24", bmp_file(info(width, height, 24), b"", bmp_rows(packed, 24)))
    bmp("bmp24-top-down", bmp_file(info(width, -height, 24), b"", bmp_rows(packed, 24, True)))
    bmp("bmp32", bmp_file(info(width, height, 32), b"", bmp_rows(packed, 32)))
    five = (rgb[:, :, 0] >> 3) << 10 | (rgb[:, :, 1] >> 3) << 5 | rgb[:, :, 2] >> 3
    bmp("bmp16", bmp_file(info(width, height, 16), b"", bmp_rows(five, 16)))
    six = (rgb[:, :, 0] >> 3) << 11 | (rgb[:, :, 1] >> 2) << 5 | rgb[:, :, 2] >> 3
    masks = struct.pack("<III", 0xF800, 0x7E0, 0x1F)
    bmp("bmp16-565", bmp_file(info(width, height, 16, 3), masks, bmp_rows(six, 16)))
    fields = rgb[:, :, 0] << 24 | rgb[:, :, 1] << 16 | rgb[:, :, 2] << 8
    masks = struct.pack("<III", 0xFF000000, 0xFF0000, 0xFF00)
    bmp("bmp32-fields", bmp_file(info(width, height, 32, 3), masks, bmp_rows(fields, 32)))
    ten = rgb[:, :, 0] << 22 | rgb[:, :, 1] << 12 | rgb[:, :, 2] << 2
    masks = struct.pack("<III", 0x3FF00000, 0xFFC00, 0x3FF)
    bmp("bmp32-ten-bits", bmp_file(info(width, height, 32, 3), masks, bmp_rows(ten, 32)),
        ((rgb * 4) * 255 // 1023).astype(np.uint8))
    alpha = random.integers(0, 256, (height, width))
    for size in (108, 124):
        header = info(width, height, 32, 3, size=size, masks=(0xFF0000, 0xFF00, 0xFF, 0xFF000000))
        data = bmp_file(header, b"", bmp_rows(packed | alpha << 24, 32))
        bmp(f"bmp32-alpha-v{4 if size == 108 else 5}", data, np.asarray(over(opened(data).convert("RGBA"))))
    stripes = np.repeat(random.integers(0, 16, (height, 7)), 3, axis=1)[:, :width]
    stripes[::3] = random.integers(0, 16, (4, width))
    for bits in (4, 8):
        header = info(width, height, bits, 2 if bits == 4 else 1)
        bmp(f"bmp{bits}-rle", bmp_file(header, quads(1 << bits), runs(stripes, bits)), colors[stripes])
    jump = b"\4\1\0\2\3\1\2\2\0\1"  # 4 pixels, a jump by (3, 1), 2 pixels, the end
    seen = np.zeros((height, width), int)
    seen[height - 1, :4] = 1
    seen[height - 2, 7:9] = 2
    bmp("bmp8-rle-jump", bmp_file(info(width, height, 8, 1), quads(256), jump), colors[seen])


def make_resizes():
    source = picture(47, 31)
    save("resize.png", png_bytes(np.asarray(source).astype(int), 8, 2, False))
    for method, name in ((Image.BILINEAR, "bilinear"), (Image.BOX, "area")):
        for size in [(20, 13), (47, 12), (21, 31), (94, 62), (100, 7), (1, 1), (48, 32), (16, 31)]:
            title = f"resize-{name}-{size[0]}x{size[1]}"
            expect(title, "resize.png", source.resize(size, method))


for old in [*HERE.glob("*.rgb"), *HERE.glob("*.jpg"), *HERE.glob("*.png"), *HERE.glob("*.bmp")]:
    old.unlink()
make_jpegs()
make_pngs()
make_bmps()
make_resizes()
with open(HERE / "manifest.csv", "w", newline="") as file:
    csv.writer(file, lineterminator="\n").writerows([["name", "file", "downscale", "width", "height"], *ROWS])
