/* SPDX-License-Identifier: MIT */
/* needs: bits */
/* Bit c of each row = pixel c is at least the limit: the greater of both is the pixel. */
BNN_KERNEL void bnn_at_least_u8(const uint8_t *values, size_t rows, size_t row_length, int32_t limit, bnn_word_t *bits)
{
    const __m256i limits = _mm256_set1_epi8((char)(limit < 0 ? 0 : limit));
    size_t row, c, i;
    for (row = 0; row < rows; row++, values += row_length) {
        for (c = 0; c < row_length; c += 64) {
            uint64_t word = 0;
            if (limit > 255) {
                word = 0;
            } else if (row_length - c >= 64) {
                __m256i low = _mm256_loadu_si256((const __m256i *)(const void *)(values + c));
                __m256i high = _mm256_loadu_si256((const __m256i *)(const void *)(values + c + 32));
                word = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_max_epu8(low, limits), low));
                word |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_max_epu8(high, limits), high)) << 32;
            } else {
                for (i = 0; i < row_length - c; i++) {
                    word |= (uint64_t)(values[c + i] >= limit) << i;
                }
            }
            *bits++ = word;
        }
    }
}
