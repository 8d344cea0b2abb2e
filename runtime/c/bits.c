/* SPDX-License-Identifier: MIT */
BNN_INLINE size_t bnn_least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Words that a row of bits occupies: every row starts in a new word. */
BNN_KERNEL size_t bnn_words_for(size_t bits)
{
    return (bits + BNN_WORD_BITS - 1u) / BNN_WORD_BITS;
}

/* Bit `index` of a row: 0 or 1. */
BNN_KERNEL unsigned bnn_bit(const bnn_word_t *row, size_t index)
{
    return (unsigned)(row[index / BNN_WORD_BITS] >> (index % BNN_WORD_BITS)) & 1u;
}

/* Sets bit `index` of a row that was cleared before. */
BNN_KERNEL void bnn_set_bit(bnn_word_t *row, size_t index, unsigned bit)
{
    row[index / BNN_WORD_BITS] = (bnn_word_t)(row[index / BNN_WORD_BITS] | ((bnn_word_t)bit << (index % BNN_WORD_BITS)));
}

/* The barrier keeps compilers from making a call of memset out of the loop: there may be no library to call. */
BNN_KERNEL void bnn_clear(bnn_word_t *words, size_t count)
{
    size_t i;
    for (i = 0; i < count; i++) {
        words[i] = 0;
        BNN_BARRIER;
    }
}
