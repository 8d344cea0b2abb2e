/* SPDX-License-Identifier: MIT */
/* needs: plane_sums */
/* sums[n] = the sum of the pixels signed by w_n. */
BNN_KERNEL void bnn_plane_dense(const bnn_word_t *planes, size_t words, const bnn_word_t *weights, size_t outputs, bnn_i32_t *sums)
{
    int32_t total = bnn_sum_of_planes(planes, words);
    size_t block;
    for (block = 0; 8 * block < outputs; block++, weights += 8 * words) {
        int32_t eight[8];
        bnn_plane_sums(planes, words, weights, total, eight);
        bnn_put_sums(sums, block, outputs, eight);
    }
}
