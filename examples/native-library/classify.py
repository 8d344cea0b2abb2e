# SPDX-License-Identifier: MIT
"""Reads images of raw pixels and prints the digit and its score: python3 classify.py LIBRARY PIXELS.raw..."""
import ctypes
import pathlib
import sys

PIXELS, CLASSES = 256, 10

library = ctypes.CDLL(sys.argv[1])
library.digits_classify.argtypes = [ctypes.c_char_p, ctypes.POINTER(ctypes.c_float)]
library.digits_classify.restype = ctypes.c_int32

for name in sys.argv[2:]:
    pixels = pathlib.Path(name).read_bytes()
    if len(pixels) != PIXELS:
        sys.exit(f"{name}: found {len(pixels)} bytes, expected {PIXELS} pixels")
    scores = (ctypes.c_float * CLASSES)()
    digit = library.digits_classify(pixels, scores)
    print(f"{digit} (score {scores[digit]:.3f})")
