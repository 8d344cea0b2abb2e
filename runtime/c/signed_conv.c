/* SPDX-License-Identifier: MIT */
/* needs: bits, signed_terms:VALUE */
/* Sums of numbers under signs; outputs are those of one group, and the weights of a group are a row of signs for each tap and channel. */
BNN_APART void bnn_signed_conv_VALUE(
    const VALUE_T *image, size_t groups, size_t group_channels, const bnn_window_t *window, const bnn_word_t *weights, size_t outputs, SUM_T *sums)
{
    const size_t words = bnn_words_for(outputs), group_words = window->rows.size * window->columns.size * group_channels * words;
    size_t i, j, group, word, n;
    for (i = 0; i < window->rows.outputs; i++) {
        bnn_taps rows = bnn_taps_at(&window->rows, i);
        for (j = 0; j < window->columns.outputs; j++) {
            bnn_taps columns = bnn_taps_at(&window->columns, j);
            for (group = 0; group < groups; group++) {
                for (word = 0; word < words; word++) {
                    size_t first = word * BNN_WORD_BITS, some = bnn_least(outputs - first, BNN_WORD_BITS);
                    SUM_T part[BNN_WORD_BITS];
                    bnn_signed_terms_VALUE(
                        image + (group * group_channels), groups * group_channels, group_channels, window, rows, columns,
                        weights + (group * group_words) + word, words, some, part);
                    for (n = 0; n < some; n++) {
                        *sums++ = part[n];
                        BNN_BARRIER;
                    }
                }
            }
        }
    }
}
