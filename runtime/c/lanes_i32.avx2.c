/* SPDX-License-Identifier: MIT */
/* Adds a value where a lane is all ones, else its negative. */
BNN_INLINE __m256i bnn_add_signed_i32(__m256i sum, __m256i value, __m256i plus)
{
    __m256i minus = _mm256_xor_si256(plus, _mm256_set1_epi32(-1));
    return _mm256_add_epi32(sum, _mm256_sub_epi32(_mm256_xor_si256(value, minus), minus));
}

BNN_INLINE void bnn_store_i32(bnn_i32_t *sums, __m256i sum)
{
    _mm256_storeu_si256((__m256i *)(void *)sums, sum);
}
