/* SPDX-License-Identifier: MIT */
/* needs: window */
/* The taps of one output that lie on the image, which are neighbours: the first of them, how many, and where the first one lies. */
typedef struct {
    size_t first, count, position;
} bnn_taps;

BNN_KERNEL bnn_taps bnn_taps_at(const bnn_axis_t *axis, size_t output)
{
    bnn_taps taps;
    size_t at = output * axis->stride, end;
    taps.first = 0;
    while (taps.first < axis->size && at < axis->before) {
        taps.first++;
        at += axis->dilation;
    }
    taps.position = at - axis->before;
    end = taps.first;
    while (end < axis->size && at < (size_t)axis->before + axis->extent) {
        end++;
        at += axis->dilation;
    }
    taps.count = end - taps.first;
    return taps;
}

/* The pixel, counted row by row, under one of the taps on the image. */
BNN_INLINE size_t bnn_pixel_at(const bnn_window_t *window, const bnn_taps *rows, size_t row, const bnn_taps *columns, size_t column)
{
    return ((rows->position + (row * window->rows.dilation)) * window->columns.extent) + columns->position + (column * window->columns.dilation);
}
