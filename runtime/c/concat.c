/* SPDX-License-Identifier: MIT */
/* Pixels of both operands, side by side. */
BNN_KERNEL void bnn_concat_VALUE(
    const VALUE_T *left, size_t left_channels, const VALUE_T *right, size_t right_channels, size_t pixels, VALUE_T *result)
{
    size_t pixel, c;
    for (pixel = 0; pixel < pixels; pixel++) {
        for (c = 0; c < left_channels; c++) {
            *result++ = *left++;
            BNN_BARRIER;
        }
        for (c = 0; c < right_channels; c++) {
            *result++ = *right++;
            BNN_BARRIER;
        }
    }
}
