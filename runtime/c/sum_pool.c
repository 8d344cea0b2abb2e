/* SPDX-License-Identifier: MIT */
/* needs: taps, add:SUM */
/* The sum of each channel under the window, by ascending row and column. */
BNN_KERNEL void bnn_sum_pool_VALUE(const VALUE_T *image, size_t channels, const bnn_window_t *window, SUM_T *result)
{
    size_t i, j, row, column, c;
    for (i = 0; i < window->rows.outputs; i++) {
        bnn_taps rows = bnn_taps_at(&window->rows, i);
        for (j = 0; j < window->columns.outputs; j++, result += channels) {
            bnn_taps columns = bnn_taps_at(&window->columns, j);
            for (c = 0; c < channels; c++) {
                result[c] = 0;
                BNN_BARRIER;
            }
            for (row = 0; row < rows.count; row++) {
                for (column = 0; column < columns.count; column++) {
                    const VALUE_T *x = image + (bnn_pixel_at(window, &rows, row, &columns, column) * channels);
                    for (c = 0; c < channels; c++) {
                        result[c] = bnn_add_SUM(result[c], x[c]);
                    }
                }
            }
        }
    }
}
