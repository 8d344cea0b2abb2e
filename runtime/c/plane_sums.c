/* SPDX-License-Identifier: MIT */
/* needs: blocks, popcount */
/* The sum of all pixels, from their planes. */
BNN_KERNEL int32_t bnn_sum_of_planes(const bnn_word_t *planes, size_t words)
{
    uint32_t sum = 0;
    size_t b, j;
    for (b = 8; b-- > 0;) {
        sum <<= 1;
        for (j = 0; j < words; j++) {
            sum += bnn_popcount(planes[(b * words) + j]);
        }
    }
    return (int32_t)sum;
}

/* Eight sums of pixels signed by weights: twice those whose weight is +1, less all; the highest plane first, so that one doubling weighs all. */
BNN_KERNEL void bnn_plane_sums(const bnn_word_t *planes, size_t words, const bnn_word_t *weights, int32_t total, int32_t *eight)
{
    size_t b;
    bnn_counts counts;
    bnn_counts_clear(&counts);
    for (b = 8; b-- > 0;) {
        bnn_counts_double(&counts);
        bnn_counts_add(&counts, planes + (b * words), weights, words, 1);
    }
    bnn_counts_signed(&counts, total, eight);
}
