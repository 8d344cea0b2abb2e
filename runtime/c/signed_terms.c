/* SPDX-License-Identifier: MIT */
/* needs: taps */
/*
 * Sums of as many outputs as a word has bits: ((0 +- v_0) +- v_1) +- ... by ascending row, column and channel of the taps on the image. A row of
 * bits for each tap and channel holds the signs of all outputs, 1 for +.
 */
BNN_KERNEL void bnn_signed_terms_VALUE(
    const VALUE_T *image, size_t channels, size_t group_channels, const bnn_window_t *window, bnn_taps rows, bnn_taps columns,
    const bnn_word_t *signs, size_t words, size_t outputs, SUM_T *sums)
{
    size_t row, column, c, n;
    for (n = 0; n < outputs; n++) {
        sums[n] = 0;
        BNN_BARRIER;
    }
    for (row = 0; row < rows.count; row++) {
        for (column = 0; column < columns.count; column++) {
            const VALUE_T *v = image + (bnn_pixel_at(window, &rows, row, &columns, column) * channels);
            const bnn_word_t *sign = signs
                + ((((rows.first + row) * window->columns.size) + columns.first + column) * group_channels * words);
            for (c = 0; c < group_channels; c++, sign += words) {
                bnn_word_t bits = *sign;
                SUM_T plus = (SUM_T)v[c], minus = -plus;
                for (n = 0; n < outputs; n++) {
                    sums[n] += (bits & 1u) != 0 ? plus : minus;
                    bits = (bnn_word_t)(bits >> 1);
                }
            }
        }
    }
}
