/* SPDX-License-Identifier: MIT */
/* needs: bits */
/* sums[n] = ((0 +- x_0) +- x_1) +- ... in float32; row k of signs holds the signs that x_k has in all outputs. */
BNN_KERNEL void bnn_column_sum(const bnn_f32_t *values, size_t count, const bnn_word_t *signs, size_t outputs, bnn_f32_t *sums)
{
    const size_t words = bnn_words_for(outputs);
    size_t k, word, n;
    for (n = 0; n < outputs; n++) {
        sums[n] = 0;
        BNN_BARRIER;
    }
    for (k = 0; k < count; k++) {
        for (word = 0; word < words; word++) {
            size_t first = word * BNN_WORD_BITS, some = bnn_least(outputs - first, BNN_WORD_BITS);
            bnn_word_t bits = *signs++;
            for (n = 0; n < some; n++) {
                sums[first + n] += (bits & 1u) != 0 ? values[k] : -values[k];
                bits = (bnn_word_t)(bits >> 1);
            }
        }
    }
}
