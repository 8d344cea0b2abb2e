/* SPDX-License-Identifier: MIT */
/* An image in a frame of one value. */
BNN_KERNEL void bnn_pad(
    const bnn_f32_t *image, size_t height, size_t row_length, size_t above, size_t left, size_t below, size_t right, float value, bnn_f32_t *result)
{
    const size_t length = left + row_length + right;
    size_t row, c;
    for (row = 0; row < above + height + below; row++) {
        for (c = 0; c < length; c++) {
            int inside = row >= above && row < above + height && c >= left && c < left + row_length;
            *result++ = inside != 0 ? *image++ : value;
        }
    }
}
