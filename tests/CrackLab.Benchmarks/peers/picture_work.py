"""Decoding and resizing of JPEG files held in memory, with PIL."""
import array
import os
from io import BytesIO

from PIL import Image

CHECK_FILES = 8
SIDE = 128


class PictureWork:
    """The files of one folder, in the order of their names."""

    def __init__(self, work, folder):
        self.resize = work == "resize"
        self.files = []
        for name in sorted(os.listdir(f"{folder}/crops")):
            with open(f"{folder}/crops/{name}", "rb") as file:
                self.files.append(file.read())

    def picture(self, data):
        image = Image.open(BytesIO(data))
        image.load()
        if image.mode != "RGB":
            image = image.convert("RGB")
        return image.resize((SIDE, SIDE), Image.BILINEAR) if self.resize else image

    def check(self):
        return array.array("f", list(b"".join(self.picture(data).tobytes() for data in self.files[:CHECK_FILES])))

    def run(self):
        for data in self.files:
            self.picture(data)
        return len(self.files)
