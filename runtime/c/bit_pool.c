/* SPDX-License-Identifier: MIT */
/* needs: bits, taps */
/* The AND of each channel's bits under the window where `all` is set, else their OR. */
BNN_KERNEL void bnn_bit_pool(const bnn_word_t *image, size_t channels, const bnn_window_t *window, const bnn_word_t *all, bnn_word_t *result)
{
    const size_t words = bnn_words_for(channels);
    size_t i, j, row, column, w;
    for (i = 0; i < window->rows.outputs; i++) {
        bnn_taps rows = bnn_taps_at(&window->rows, i);
        for (j = 0; j < window->columns.outputs; j++, result += words) {
            bnn_taps columns = bnn_taps_at(&window->columns, j);
            for (w = 0; w < words; w++) {
                bnn_word_t any = 0, every = BNN_ALL_ONES;
                for (row = 0; row < rows.count; row++) {
                    for (column = 0; column < columns.count; column++) {
                        bnn_word_t bits = image[(bnn_pixel_at(window, &rows, row, &columns, column) * words) + w];
                        any = (bnn_word_t)(any | bits);
                        every = (bnn_word_t)(every & bits);
                    }
                }
                result[w] = (bnn_word_t)((any & (bnn_word_t)~all[w]) | (every & all[w]));
            }
        }
    }
}
