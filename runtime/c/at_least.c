/* SPDX-License-Identifier: MIT */
/* needs: bits */
/* Bit c of each row = value c is at least the limit; a NaN is not. */
BNN_KERNEL void bnn_at_least_VALUE(const VALUE_T *values, size_t rows, size_t row_length, LIMIT_T limit, bnn_word_t *bits)
{
    size_t row, c;
    for (row = 0; row < rows; row++) {
        for (c = 0; c < row_length;) {
            bnn_word_t word = 0;
            unsigned i;
            for (i = 0; i < BNN_WORD_BITS && c < row_length; i++, c++) {
                word = (bnn_word_t)(word | ((bnn_word_t)(*values++ >= limit) << i));
            }
            *bits++ = word;
        }
    }
}
