/* SPDX-License-Identifier: MIT */
/* needs: bits */
/* Bit k of plane b is bit b of pixel k; eight planes of whole words. */
BNN_KERNEL void bnn_bit_planes(const uint8_t *pixels, size_t count, bnn_word_t *planes)
{
    const uint64_t lowest = UINT64_MAX / 255u;
    size_t words = bnn_words_for(count), j, k, b;
    for (j = 0; j < words; j++, pixels += BNN_WORD_BITS, count -= BNN_WORD_BITS) {
        bnn_word_t row[8] = { 0, 0, 0, 0, 0, 0, 0, 0 };
        for (k = 0; k < BNN_WORD_BITS && k < count; k += 8) {
            uint64_t eight = 0;
            for (b = 0; b < 8 && k + b < count; b++) {
                eight |= (uint64_t)pixels[k + b] << (8 * b);
            }
            /* The low bits of eight bytes meet in the top byte of a product: factor bit 56 - 7 i moves byte i's bit to 56 + i. */
            for (b = 0; b < 8; b++) {
                row[b] |= ((((eight >> b) & lowest) * UINT64_C(0x0102040810204080)) >> 56) << k;
            }
        }
        for (b = 0; b < 8; b++) {
            planes[(b * words) + j] = row[b];
        }
    }
}
