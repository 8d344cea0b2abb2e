/* SPDX-License-Identifier: MIT */
/* needs: bits */
/* Channels of each pixel, each any number of times, negated where a bit says so; the least integer is its own negative. */
BNN_KERNEL void bnn_select_channels(
    const bnn_i32_t *values, size_t pixels, size_t channels, const bnn_i32_t *sources, const bnn_word_t *negated, size_t outputs, bnn_i32_t *result)
{
    size_t pixel, n;
    for (pixel = 0; pixel < pixels; pixel++, values += channels, result += outputs) {
        for (n = 0; n < outputs; n++) {
            int32_t value = values[sources[n]];
            result[n] = bnn_bit(negated, n) != 0 ? (int32_t)(0u - (uint32_t)value) : value;
        }
    }
}
