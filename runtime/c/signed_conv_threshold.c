/* SPDX-License-Identifier: MIT */
/* needs: bits, signed_terms:VALUE */
/* Bit n of pixel (i, j) = the sum of the taps on the image, signed by w_n, is at least limit n of class rows[i] + columns[j]. */
BNN_APART void bnn_signed_conv_threshold_VALUE(
    const VALUE_T *image, size_t channels, const bnn_window_t *window, const bnn_word_t *weights, size_t outputs,
    const bnn_i32_t *limits, size_t limits_per_class, const uint8_t *row_classes, const uint8_t *column_classes, bnn_word_t *bits)
{
    const size_t words = bnn_words_for(outputs);
    size_t i, j, word, n;
    for (i = 0; i < window->rows.outputs; i++) {
        bnn_taps rows = bnn_taps_at(&window->rows, i);
        for (j = 0; j < window->columns.outputs; j++) {
            bnn_taps columns = bnn_taps_at(&window->columns, j);
            const bnn_i32_t *limit = limits + (((size_t)row_classes[i] + column_classes[j]) * limits_per_class);
            for (word = 0; word < words; word++, limit += BNN_WORD_BITS) {
                size_t first = word * BNN_WORD_BITS, some = bnn_least(outputs - first, BNN_WORD_BITS);
                bnn_word_t reached = 0;
                int32_t part[BNN_WORD_BITS];
                bnn_signed_terms_VALUE(image, channels, channels, window, rows, columns, weights + word, words, some, part);
                for (n = 0; n < some; n++) {
                    reached = (bnn_word_t)(reached | ((bnn_word_t)(part[n] >= limit[n]) << n));
                }
                *bits++ = reached;
            }
        }
    }
}
