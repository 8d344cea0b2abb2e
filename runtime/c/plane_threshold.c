/* SPDX-License-Identifier: MIT */
/* needs: plane_sums */
/* Bit n = the sum of the pixels signed by w_n is at least limit n. */
BNN_KERNEL void bnn_plane_threshold(
    const bnn_word_t *planes, size_t words, const bnn_word_t *weights, const bnn_i32_t *limits, size_t outputs, bnn_word_t *bits)
{
    int32_t total = bnn_sum_of_planes(planes, words);
    size_t block, l;
    for (block = 0; 8 * block < outputs; block++, weights += 8 * words, limits += 8) {
        int32_t eight[8];
        unsigned reached = 0;
        bnn_plane_sums(planes, words, weights, total, eight);
        for (l = 0; l < 8; l++) {
            reached |= (unsigned)(eight[l] >= limits[l]) << l;
        }
        bnn_put_block(bits, block, reached);
    }
}
