/* SPDX-License-Identifier: MIT */
/* Adds a value where a lane is all ones, else its negative. */
BNN_INLINE __m256 bnn_add_signed_f32(__m256 sum, __m256 value, __m256i plus)
{
    __m256i minus = _mm256_andnot_si256(plus, _mm256_set1_epi32(INT32_MIN));
    return _mm256_add_ps(sum, _mm256_xor_ps(value, _mm256_castsi256_ps(minus)));
}

BNN_INLINE void bnn_store_f32(bnn_f32_t *sums, __m256 sum)
{
    _mm256_storeu_ps((float *)(void *)sums, sum);
}
