/* SPDX-License-Identifier: MIT */
/* needs: bits */
/* Bit k of plane b is bit b of pixel k; eight planes of whole words. The top bits of all bytes are a mask, and doubling them brings up the next plane. */
BNN_KERNEL void bnn_bit_planes(const uint8_t *pixels, size_t count, bnn_word_t *planes)
{
    size_t words = bnn_words_for(count), j, k, b;
    for (j = 0; j < words; j++, pixels += 64, count -= 64) {
        __m256i low, high;
        if (count >= 64) {
            low = _mm256_loadu_si256((const __m256i *)(const void *)pixels);
            high = _mm256_loadu_si256((const __m256i *)(const void *)(pixels + 32));
        } else {
            uint8_t last[64] = { 0 };
            for (k = 0; k < count; k++) {
                last[k] = pixels[k];
            }
            low = _mm256_loadu_si256((const __m256i *)(const void *)last);
            high = _mm256_loadu_si256((const __m256i *)(const void *)(last + 32));
        }
        for (b = 8; b-- > 0;) {
            planes[(b * words) + j] = (uint32_t)_mm256_movemask_epi8(low) | ((uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32);
            low = _mm256_add_epi8(low, low);
            high = _mm256_add_epi8(high, high);
        }
        if (count < 64) {
            break;
        }
    }
}
