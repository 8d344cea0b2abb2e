/* SPDX-License-Identifier: MIT */
/* needs: bits, taps */
/* The sum of each channel's +1 and -1 under the window. */
BNN_KERNEL void bnn_sum_pool_bits(const bnn_word_t *image, size_t channels, const bnn_window_t *window, bnn_i32_t *result)
{
    const size_t words = bnn_words_for(channels);
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
                    const bnn_word_t *x = image + (bnn_pixel_at(window, &rows, row, &columns, column) * words);
                    for (c = 0; c < channels; c++) {
                        result[c] += bnn_bit(x, c) != 0 ? 1 : -1;
                    }
                }
            }
        }
    }
}
