"""What is installed, one "name: version" a line; nothing for what is not."""
import ctypes
import importlib
import re


def blas():
    """Name and version of the BLAS library that PyTorch loaded."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        paths = set(re.findall(r"\S*/lib\S*blas\S*\.so\S*", maps.read()))
    for path in sorted(paths):
        try:
            config = ctypes.CDLL(path).openblas_get_config
        except AttributeError:
            continue
        config.restype = ctypes.c_char_p
        return " ".join(config().decode().split()[:2])
    return "reference BLAS" if paths else "none"


def write():
    for name, label in (("torch", "PyTorch"), ("PIL", "PIL")):
        try:
            print(f"{label}: {importlib.import_module(name).__version__}")
        except ImportError:
            continue
        if name == "PIL":
            from PIL import features
            print(f"libjpeg-turbo: {features.version('libjpeg_turbo') or 'none'}")
        else:
            print(f"BLAS: {blas()}")
