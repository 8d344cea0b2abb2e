/* SPDX-License-Identifier: MIT */
/* needs: taps */
/* Sums of products with weights of one byte; outputs are those of one group, and the weights of a group are a row for each tap and channel. */
BNN_KERNEL void bnn_weighted_conv_VALUE(
    const VALUE_T *image, size_t groups, size_t group_channels, const bnn_window_t *window, const int8_t *weights, size_t outputs, bnn_i32_t *sums)
{
    const size_t taps = window->rows.size * window->columns.size;
    size_t i, j, group, row, column, c, n;
    for (i = 0; i < window->rows.outputs; i++) {
        bnn_taps rows = bnn_taps_at(&window->rows, i);
        for (j = 0; j < window->columns.outputs; j++) {
            bnn_taps columns = bnn_taps_at(&window->columns, j);
            for (group = 0; group < groups; group++, sums += outputs) {
                for (n = 0; n < outputs; n++) {
                    sums[n] = 0;
                    BNN_BARRIER;
                }
                for (row = 0; row < rows.count; row++) {
                    for (column = 0; column < columns.count; column++) {
                        const VALUE_T *x = image + (((bnn_pixel_at(window, &rows, row, &columns, column) * groups) + group) * group_channels);
                        const int8_t *w = weights + (((group * taps)
                            + ((rows.first + row) * window->columns.size) + columns.first + column) * group_channels * outputs);
                        for (c = 0; c < group_channels; c++, w += outputs) {
                            const bnn_i32_t value = (bnn_i32_t)x[c];
                            if (value == 0) {
                                continue;
                            }
                            for (n = 0; n < outputs; n++) {
                                sums[n] += value * w[n];
                            }
                        }
                    }
                }
            }
        }
    }
}
