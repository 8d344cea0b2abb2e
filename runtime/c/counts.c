/* SPDX-License-Identifier: MIT */
/* needs: popcount */
/* Counts of ones for a block of eight outputs, whose weights lie interleaved: word j of output l is weights[8 * j + l]. */
typedef struct {
    uint32_t of[8];
} bnn_counts;

BNN_KERNEL void bnn_counts_clear(bnn_counts *counts)
{
    size_t l;
    for (l = 0; l < 8; l++) {
        counts->of[l] = 0;
    }
}

/* Adds the ones of x xor w, or, where `both` is set, of x and w. */
BNN_INLINE void bnn_counts_add(bnn_counts *counts, const bnn_word_t *x, const bnn_word_t *weights, size_t words, int both)
{
    size_t j, l;
    for (j = 0; j < words; j++) {
        for (l = 0; l < 8; l++) {
            bnn_word_t w = weights[(8 * j) + l];
            counts->of[l] += bnn_popcount(both ? x[j] & w : x[j] ^ w);
        }
    }
}

/* The same under a mask for each word of weights. */
BNN_KERNEL void bnn_counts_add_masked(bnn_counts *counts, const bnn_word_t *x, const bnn_word_t *weights, const bnn_word_t *masks, size_t words)
{
    size_t j, l;
    for (j = 0; j < words; j++) {
        for (l = 0; l < 8; l++) {
            counts->of[l] += bnn_popcount((x[j] ^ weights[(8 * j) + l]) & masks[(8 * j) + l]);
        }
    }
}

BNN_KERNEL void bnn_counts_double(bnn_counts *counts)
{
    size_t l;
    for (l = 0; l < 8; l++) {
        counts->of[l] <<= 1;
    }
}

/* Bit l: count l is at most limit l. */
BNN_KERNEL unsigned bnn_counts_at_most(const bnn_counts *counts, const bnn_i32_t *limits)
{
    unsigned bits = 0;
    size_t l;
    for (l = 0; l < 8; l++) {
        bits |= (unsigned)((int32_t)counts->of[l] <= limits[l]) << l;
    }
    return bits;
}

/* Numbers 2 * count - total. */
BNN_KERNEL void bnn_counts_signed(const bnn_counts *counts, int32_t total, int32_t *sums)
{
    size_t l;
    for (l = 0; l < 8; l++) {
        sums[l] = (2 * (int32_t)counts->of[l]) - total;
    }
}
