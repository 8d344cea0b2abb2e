/* SPDX-License-Identifier: MIT */
/* needs: taps, lanes:SUM */
/*
 * Sums of 64 outputs: ((0 +- v_0) +- v_1) +- ... by ascending row, column and channel of the taps on the image. A row of bits for each tap and
 * channel holds the signs of all outputs, 1 for +. Lanes are outputs; up to eight registers of them are summed in one walk over the taps.
 */
BNN_INLINE void bnn_signed_registers_VALUE(
    const VALUE_T *image, size_t channels, size_t group_channels, const bnn_window_t *window, bnn_taps rows, bnn_taps columns,
    const bnn_word_t *signs, size_t words, size_t registers, SUM_T *sums)
{
    const __m256i bit = _mm256_setr_epi32(1, 2, 4, 8, 16, 32, 64, 128);
    SUM_V sum[8];
    size_t row, column, c, r;
    for (r = 0; r < registers; r++) {
        sum[r] = SUM_ZERO;
    }
    for (row = 0; row < rows.count; row++) {
        for (column = 0; column < columns.count; column++) {
            const VALUE_T *v = image + (bnn_pixel_at(window, &rows, row, &columns, column) * channels);
            const bnn_word_t *sign = signs
                + ((((rows.first + row) * window->columns.size) + columns.first + column) * group_channels * words);
            for (c = 0; c < group_channels; c++, sign += words) {
                bnn_word_t bits = *sign;
                SUM_V value = SUM_SET(v[c]);
                for (r = 0; r < registers; r++) {
                    __m256i plus = _mm256_cmpeq_epi32(_mm256_and_si256(_mm256_set1_epi32((int32_t)(uint32_t)(bits >> (8 * r))), bit), bit);
                    sum[r] = bnn_add_signed_SUM(sum[r], value, plus);
                }
            }
        }
    }
    for (r = 0; r < registers; r++) {
        bnn_store_SUM(sums + (8 * r), sum[r]);
    }
}

BNN_KERNEL void bnn_signed_terms_VALUE(
    const VALUE_T *image, size_t channels, size_t group_channels, const bnn_window_t *window, bnn_taps rows, bnn_taps columns,
    const bnn_word_t *signs, size_t words, size_t outputs, SUM_T *sums)
{
    if (outputs <= 8) {
        bnn_signed_registers_VALUE(image, channels, group_channels, window, rows, columns, signs, words, 1, sums);
    } else if (outputs <= 16) {
        bnn_signed_registers_VALUE(image, channels, group_channels, window, rows, columns, signs, words, 2, sums);
    } else if (outputs <= 32) {
        bnn_signed_registers_VALUE(image, channels, group_channels, window, rows, columns, signs, words, 4, sums);
    } else {
        bnn_signed_registers_VALUE(image, channels, group_channels, window, rows, columns, signs, words, 8, sums);
    }
}
