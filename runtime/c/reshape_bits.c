/* SPDX-License-Identifier: MIT */
/* needs: bits */
/* Bits in rows of another length. */
BNN_KERNEL void bnn_reshape_bits(const bnn_word_t *source, size_t source_row, size_t count, size_t result_row, bnn_word_t *result)
{
    const size_t source_words = bnn_words_for(source_row), result_words = bnn_words_for(result_row);
    size_t from = 0, to = 0, i;
    for (i = 0; i < count; i++) {
        if (to == 0) {
            bnn_clear(result, result_words);
        }
        bnn_set_bit(result, to, bnn_bit(source, from));
        if (++from == source_row) {
            from = 0;
            source += source_words;
        }
        if (++to == result_row) {
            to = 0;
            result += result_words;
        }
    }
}
