/* SPDX-License-Identifier: MIT */
/* needs: sliced_sum */
/* All inputs of a dense layer on pixels, the highest bit of every pixel first: doubling the counters weighs the bits. */
BNN_KERNEL void bnn_sliced_inputs_u8(bnn_sum *sum, const uint8_t *pixels, size_t rows, size_t row_length)
{
    const size_t count = rows * row_length;
    uint32_t total = 0;
    size_t b, k, i, column, plane;
    for (b = 8; b-- > 0;) {
        for (column = 0; column < sum->columns; column++) {
            bnn_word_t *planes = sum->counters + (column * sum->planes);
            for (plane = sum->planes; plane-- > 1;) {
                planes[plane] = planes[plane - 1];
                BNN_BARRIER;
            }
            planes[0] = 0;
        }
        sum->total = 0;
        for (k = 0; k < count; k += 8) {
            bnn_word_t eight = 0;
            size_t some = bnn_least(count - k, 8);
            for (i = 0; i < some; i++) {
                eight = (bnn_word_t)(eight | (((pixels[k + i] >> b) & 1u) << i));
            }
            bnn_sum_word(sum, eight, k * sum->columns, some);
        }
        bnn_sum_finish(sum);
        total = (2 * total) + sum->total;
    }
    sum->total = total;
}
