/* SPDX-License-Identifier: MIT */
/* Each pixel's entry of a table of 256. */
BNN_KERNEL void bnn_lookup(const uint8_t *pixels, size_t count, const bnn_i16_t *table, bnn_i16_t *values)
{
    size_t i;
    for (i = 0; i < count; i++) {
        values[i] = table[pixels[i]];
    }
}
