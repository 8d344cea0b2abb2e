/* SPDX-License-Identifier: MIT */
/* shared */
/* How a window slides along one axis of an image: tap t of output o lies at o * stride - before + t * dilation. */
typedef struct {
    uint32_t extent, outputs, size, stride, before, dilation;
} bnn_axis_t;

typedef struct {
    bnn_axis_t rows, columns;
} bnn_window_t;
