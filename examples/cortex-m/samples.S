/* SPDX-License-Identifier: MIT */
/* The sample images and their labels, as the files are (idx: a big-endian header, then one byte for each pixel or label). */
    .syntax unified
    .section .samples, "a"

    .balign 4
    .global sample_images
sample_images:
    .incbin "digits-images.idx3-ubyte"

    .balign 4
    .global sample_labels
sample_labels:
    .incbin "digits-labels.idx1-ubyte"
