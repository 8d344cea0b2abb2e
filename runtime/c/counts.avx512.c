/* SPDX-License-Identifier: MIT */
/* Counts of ones for a block of eight outputs, whose weights lie interleaved: word j of output l is weights[8 * j + l]. Lanes of 64 bits are outputs. */
typedef struct {
    __m512i all;
} bnn_counts;

BNN_KERNEL void bnn_counts_clear(bnn_counts *counts)
{
    counts->all = _mm512_setzero_si512();
}

/* Adds the ones of x xor w, or, where `both` is set, of x and w. */
BNN_INLINE void bnn_counts_add(bnn_counts *counts, const bnn_word_t *x, const bnn_word_t *weights, size_t words, int both)
{
    size_t j;
    for (j = 0; j < words; j++) {
        __m512i input = _mm512_set1_epi64((long long)x[j]), w = _mm512_loadu_si512(weights + (8 * j));
        __m512i term = both ? _mm512_and_si512(input, w) : _mm512_xor_si512(input, w);
        counts->all = _mm512_add_epi64(counts->all, _mm512_popcnt_epi64(term));
    }
}

/* Adds the ones of x xor w under a mask for each word of weights. */
BNN_KERNEL void bnn_counts_add_masked(bnn_counts *counts, const bnn_word_t *x, const bnn_word_t *weights, const bnn_word_t *masks, size_t words)
{
    size_t j;
    for (j = 0; j < words; j++) {
        __m512i differs = _mm512_xor_si512(_mm512_set1_epi64((long long)x[j]), _mm512_loadu_si512(weights + (8 * j)));
        differs = _mm512_and_si512(differs, _mm512_loadu_si512(masks + (8 * j)));
        counts->all = _mm512_add_epi64(counts->all, _mm512_popcnt_epi64(differs));
    }
}

BNN_KERNEL void bnn_counts_double(bnn_counts *counts)
{
    counts->all = _mm512_add_epi64(counts->all, counts->all);
}

/* Bit l: count l is at most limit l. */
BNN_KERNEL unsigned bnn_counts_at_most(const bnn_counts *counts, const bnn_i32_t *limits)
{
    __m512i wide = _mm512_cvtepi32_epi64(_mm256_loadu_si256((const __m256i *)(const void *)limits));
    return (unsigned)_mm512_cmple_epi64_mask(counts->all, wide);
}

/* Numbers 2 * count - total. */
BNN_KERNEL void bnn_counts_signed(const bnn_counts *counts, int32_t total, int32_t *sums)
{
    __m512i twice = _mm512_sub_epi64(_mm512_slli_epi64(counts->all, 1), _mm512_set1_epi64(total));
    _mm256_storeu_si256((__m256i *)(void *)sums, _mm512_cvtepi64_epi32(twice));
}
