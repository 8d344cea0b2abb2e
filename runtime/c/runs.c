/* SPDX-License-Identifier: MIT */
/* needs: taps */
/*
 * The taps of one pixel of the result, as runs that are one piece of memory in the image and in the kernel: a row of taps where they are not
 * dilated, else single taps.
 */
typedef struct {
    bnn_taps rows, columns;
    size_t per_row, length, row, run;
    size_t pixel, tap;
} bnn_runs;

BNN_KERNEL bnn_runs bnn_runs_of(bnn_taps rows, bnn_taps columns, uint32_t dilation)
{
    bnn_runs runs;
    runs.rows = rows;
    runs.columns = columns;
    runs.length = dilation == 1 ? columns.count : 1;
    runs.per_row = dilation == 1 ? (columns.count > 0) : columns.count;
    runs.row = 0;
    runs.run = 0;
    runs.pixel = 0;
    runs.tap = 0;
    return runs;
}

/* Moves on to the next run, whose first pixel and tap it sets; 0 behind the last one. */
BNN_INLINE int bnn_next_run(bnn_runs *runs, const bnn_window_t *window)
{
    if (runs->run == runs->per_row) {
        runs->run = 0;
        runs->row++;
    }
    if (runs->row >= runs->rows.count || runs->per_row == 0) {
        return 0;
    }
    runs->pixel = bnn_pixel_at(window, &runs->rows, runs->row, &runs->columns, runs->run);
    runs->tap = ((runs->rows.first + runs->row) * window->columns.size) + runs->columns.first + runs->run;
    runs->run++;
    return 1;
}
