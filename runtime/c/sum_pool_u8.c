/* SPDX-License-Identifier: MIT */
/* needs: taps */
/* The sum of each channel's bytes under the window. */
BNN_KERNEL void bnn_sum_pool_u8(const uint8_t *image, size_t channels, const bnn_window_t *window, bnn_i32_t *result)
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
                    const uint8_t *x = image + (bnn_pixel_at(window, &rows, row, &columns, column) * channels);
                    for (c = 0; c < channels; c++) {
                        result[c] += (bnn_i32_t)x[c];
                    }
                }
            }
        }
    }
}
