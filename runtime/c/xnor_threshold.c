/* SPDX-License-Identifier: MIT */
/* needs: blocks */
/* Bit n = popcount(x xor w_n) is at most limit n: the batch norm and the sign behind the layer, as one comparison. */
BNN_KERNEL void bnn_xnor_threshold(
    const bnn_word_t *input, size_t words, const bnn_word_t *weights, const bnn_i32_t *limits, size_t outputs, bnn_word_t *bits)
{
    size_t block;
    for (block = 0; 8 * block < outputs; block++, weights += 8 * words, limits += 8) {
        bnn_counts counts;
        bnn_counts_clear(&counts);
        bnn_counts_add(&counts, input, weights, words, 0);
        bnn_put_block(bits, block, bnn_counts_at_most(&counts, limits));
    }
}
