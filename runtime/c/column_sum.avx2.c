/* SPDX-License-Identifier: MIT */
/* needs: bits */
/* sums[n] = ((0 +- x_0) +- x_1) +- ... in float32; row k of signs holds the signs that x_k has in all outputs. Lanes are outputs. */
BNN_KERNEL void bnn_column_sum(const bnn_f32_t *values, size_t count, const bnn_word_t *signs, size_t outputs, bnn_f32_t *sums)
{
    const __m256i bit = _mm256_setr_epi32(1, 2, 4, 8, 16, 32, 64, 128), top = _mm256_set1_epi32(INT32_MIN);
    const size_t words = bnn_words_for(outputs);
    size_t first, k, r, n;
    for (first = 0; first < outputs; first += 32) {
        float part[32];
        __m256 sum[4];
        for (r = 0; r < 4; r++) {
            sum[r] = _mm256_setzero_ps();
        }
        for (k = 0; k < count; k++) {
            uint32_t bits = (uint32_t)(signs[(k * words) + (first / 64)] >> (first % 64));
            __m256 value = _mm256_set1_ps(values[k]);
            for (r = 0; r < 4; r++) {
                __m256i plus = _mm256_cmpeq_epi32(_mm256_and_si256(_mm256_set1_epi32((int32_t)(bits >> (8 * r))), bit), bit);
                sum[r] = _mm256_add_ps(sum[r], _mm256_xor_ps(value, _mm256_castsi256_ps(_mm256_andnot_si256(plus, top))));
            }
        }
        for (r = 0; r < 4; r++) {
            _mm256_storeu_ps(part + (8 * r), sum[r]);
        }
        for (n = 0; n < 32 && first + n < outputs; n++) {
            sums[first + n] = part[n];
        }
    }
}
