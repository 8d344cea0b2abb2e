/* SPDX-License-Identifier: MIT */
/* needs: blocks */
/* sums[n] = K - 2 * popcount(x xor w_n), K the fan-in. */
BNN_KERNEL void bnn_xnor_dense(
    const bnn_word_t *input, size_t words, const bnn_word_t *weights, size_t fan_in, size_t outputs, bnn_i32_t *sums)
{
    size_t block;
    for (block = 0; 8 * block < outputs; block++, weights += 8 * words) {
        int32_t eight[8];
        bnn_counts counts;
        bnn_counts_clear(&counts);
        bnn_counts_add(&counts, input, weights, words, 0);
        bnn_xnor_sums(&counts, (int32_t)fan_in, eight);
        bnn_put_sums(sums, block, outputs, eight);
    }
}
