/* SPDX-License-Identifier: MIT */
/* needs: bits */
/* Counts of ones for a block of eight outputs, whose weights lie interleaved: word j of output l is weights[8 * j + l]. Lanes of 64 bits are outputs. */
typedef struct {
    __m256i low, high;
} bnn_counts;

BNN_KERNEL void bnn_counts_clear(bnn_counts *counts)
{
    counts->low = _mm256_setzero_si256();
    counts->high = _mm256_setzero_si256();
}

/* Ones of every byte: a table gives those of its two nibbles. */
BNN_INLINE __m256i bnn_ones_of_bytes(__m256i bits)
{
    const __m256i table = _mm256_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
    const __m256i nibble = _mm256_set1_epi8(15);
    __m256i low = _mm256_and_si256(bits, nibble), high = _mm256_and_si256(_mm256_srli_epi16(bits, 4), nibble);
    return _mm256_add_epi8(_mm256_shuffle_epi8(table, low), _mm256_shuffle_epi8(table, high));
}

BNN_INLINE __m256i bnn_sum_of_bytes(__m256i counts)
{
    return _mm256_sad_epu8(counts, _mm256_setzero_si256());
}

/* What is counted of word j for four outputs. */
BNN_INLINE __m256i bnn_term(const bnn_word_t *x, const bnn_word_t *weights, size_t j, int both)
{
    __m256i input = _mm256_set1_epi64x((long long)x[j]), w = _mm256_loadu_si256((const __m256i *)(const void *)(weights + (8 * j)));
    return both ? _mm256_and_si256(input, w) : _mm256_xor_si256(input, w);
}

/* A full adder of every bit: the sum stays in `ones`, the carry is returned. */
BNN_INLINE __m256i bnn_carry(__m256i *ones, __m256i a, __m256i b)
{
    __m256i differs = _mm256_xor_si256(a, b), carry = _mm256_or_si256(_mm256_and_si256(a, b), _mm256_and_si256(differs, *ones));
    *ones = _mm256_xor_si256(*ones, differs);
    return carry;
}

/* The ones of up to 31 words: no byte counts more than 8 * 31. */
BNN_INLINE __m256i bnn_ones_of_words(const bnn_word_t *x, const bnn_word_t *weights, size_t words, int both)
{
    __m256i bytes = _mm256_setzero_si256();
    size_t j;
    for (j = 0; j < words; j++) {
        bytes = _mm256_add_epi8(bytes, bnn_ones_of_bytes(bnn_term(x, weights, j, both)));
    }
    return bnn_sum_of_bytes(bytes);
}

/* The ones of groups of eight words, added by full adders, so that one table look-up serves eight words. At most 31 groups. */
BNN_INLINE __m256i bnn_ones_of_groups(const bnn_word_t *x, const bnn_word_t *weights, size_t groups, int both)
{
    __m256i ones = _mm256_setzero_si256(), twos = ones, fours = ones, bytes = ones, rest;
    size_t g;
    for (g = 0; g < groups; g++, x += 8, weights += 64) {
        __m256i a = bnn_carry(&ones, bnn_term(x, weights, 0, both), bnn_term(x, weights, 1, both));
        __m256i b = bnn_carry(&ones, bnn_term(x, weights, 2, both), bnn_term(x, weights, 3, both));
        __m256i c = bnn_carry(&twos, a, b), d;
        a = bnn_carry(&ones, bnn_term(x, weights, 4, both), bnn_term(x, weights, 5, both));
        b = bnn_carry(&ones, bnn_term(x, weights, 6, both), bnn_term(x, weights, 7, both));
        d = bnn_carry(&twos, a, b);
        bytes = _mm256_add_epi8(bytes, bnn_ones_of_bytes(bnn_carry(&fours, c, d)));
    }
    rest = bnn_ones_of_bytes(fours);
    rest = _mm256_add_epi8(_mm256_add_epi8(rest, rest), bnn_ones_of_bytes(twos));
    rest = _mm256_add_epi8(_mm256_add_epi8(rest, rest), bnn_ones_of_bytes(ones));
    return _mm256_add_epi64(_mm256_slli_epi64(bnn_sum_of_bytes(bytes), 3), bnn_sum_of_bytes(rest));
}

/* Adds the ones of x xor w, or, where `both` is set, of x and w. */
BNN_INLINE void bnn_counts_add(bnn_counts *counts, const bnn_word_t *x, const bnn_word_t *weights, size_t words, int both)
{
    while (words >= 24) {
        size_t groups = bnn_least(words / 8, 31);
        counts->low = _mm256_add_epi64(counts->low, bnn_ones_of_groups(x, weights, groups, both));
        counts->high = _mm256_add_epi64(counts->high, bnn_ones_of_groups(x, weights + 4, groups, both));
        x += 8 * groups;
        weights += 64 * groups;
        words -= 8 * groups;
    }
    counts->low = _mm256_add_epi64(counts->low, bnn_ones_of_words(x, weights, words, both));
    counts->high = _mm256_add_epi64(counts->high, bnn_ones_of_words(x, weights + 4, words, both));
}

/* Adds the ones of x xor w under a mask for each word of weights. */
BNN_KERNEL void bnn_counts_add_masked(bnn_counts *counts, const bnn_word_t *x, const bnn_word_t *weights, const bnn_word_t *masks, size_t words)
{
    size_t j;
    for (j = 0; j < words; j++) {
        __m256i low = _mm256_and_si256(bnn_term(x, weights, j, 0), _mm256_loadu_si256((const __m256i *)(const void *)(masks + (8 * j))));
        __m256i high = _mm256_and_si256(bnn_term(x, weights + 4, j, 0), _mm256_loadu_si256((const __m256i *)(const void *)(masks + (8 * j) + 4)));
        counts->low = _mm256_add_epi64(counts->low, bnn_sum_of_bytes(bnn_ones_of_bytes(low)));
        counts->high = _mm256_add_epi64(counts->high, bnn_sum_of_bytes(bnn_ones_of_bytes(high)));
    }
}

BNN_KERNEL void bnn_counts_double(bnn_counts *counts)
{
    counts->low = _mm256_add_epi64(counts->low, counts->low);
    counts->high = _mm256_add_epi64(counts->high, counts->high);
}

/* The counts as eight numbers of 32 bits. */
BNN_INLINE __m256i bnn_counts_narrow(const bnn_counts *counts)
{
    const __m256i even = _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6);
    __m256i low = _mm256_permutevar8x32_epi32(counts->low, even), high = _mm256_permutevar8x32_epi32(counts->high, even);
    return _mm256_blend_epi32(low, high, 0xF0);
}

/* Bit l: count l is at most limit l. */
BNN_KERNEL unsigned bnn_counts_at_most(const bnn_counts *counts, const bnn_i32_t *limits)
{
    __m256i greater = _mm256_cmpgt_epi32(bnn_counts_narrow(counts), _mm256_loadu_si256((const __m256i *)(const void *)limits));
    return ~(unsigned)_mm256_movemask_ps(_mm256_castsi256_ps(greater)) & 255u;
}

/* Numbers 2 * count - total. */
BNN_KERNEL void bnn_counts_signed(const bnn_counts *counts, int32_t total, int32_t *sums)
{
    __m256i twice = _mm256_slli_epi32(bnn_counts_narrow(counts), 1);
    _mm256_storeu_si256((__m256i *)(void *)sums, _mm256_sub_epi32(twice, _mm256_set1_epi32(total)));
}
