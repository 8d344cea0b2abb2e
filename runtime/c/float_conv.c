/* SPDX-License-Identifier: MIT */
/* needs: taps */
/* ((0 + x_0 * w_0) + x_1 * w_1) + ..., each product and each sum rounded; outputs are those of one group, a row of weights for each tap and channel. */
BNN_KERNEL void bnn_float_conv(
    const bnn_f32_t *image, size_t groups, size_t group_channels, const bnn_window_t *window, const bnn_f32_t *weights, size_t outputs, bnn_f32_t *sums)
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
                        const bnn_f32_t *x = image + (((bnn_pixel_at(window, &rows, row, &columns, column) * groups) + group) * group_channels);
                        const bnn_f32_t *w = weights + (((group * taps)
                            + ((rows.first + row) * window->columns.size) + columns.first + column) * group_channels * outputs);
                        for (c = 0; c < group_channels; c++, w += outputs) {
                            for (n = 0; n < outputs; n++) {
                                float product = x[c] * w[n];
                                sums[n] += product;
                            }
                        }
                    }
                }
            }
        }
    }
}
