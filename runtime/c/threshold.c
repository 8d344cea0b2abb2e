/* SPDX-License-Identifier: MIT */
/* needs: bits */
/*
 * Bits from numbers, row by row: the bit of a value is its rule's flip, turned over by each limit that the value reaches. Value i follows rule
 * i mod rules; limits are rows of one limit for each rule. A NaN reaches no limit.
 */
BNN_KERNEL void bnn_threshold_VALUE(
    const VALUE_T *values, size_t rows, size_t row_length, const LIMIT_T *limits, size_t limit_rows, size_t rules, const bnn_word_t *flips,
    bnn_word_t *bits)
{
    size_t words = bnn_words_for(row_length), row, c, l, rule = 0;
    bnn_clear(bits, rows * words);
    for (row = 0; row < rows; row++, values += row_length, bits += words) {
        for (c = 0; c < row_length; c++) {
            unsigned bit = bnn_bit(flips, rule);
            for (l = 0; l < limit_rows; l++) {
                bit ^= (unsigned)(values[c] >= limits[(l * rules) + rule]);
            }
            bnn_set_bit(bits, c, bit);
            rule = rule + 1 == rules ? 0 : rule + 1;
        }
    }
}
