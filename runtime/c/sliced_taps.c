/* SPDX-License-Identifier: MIT */
/* needs: sliced_sum, taps */
/* The inputs under a window: of each pixel `channels` bits from bit `first` on; pixels outside of the image are left out. Weights begin with row `row`. */
BNN_KERNEL void bnn_sliced_taps(
    bnn_sum *sum, const bnn_word_t *image, size_t words, size_t first, size_t channels, size_t row, const bnn_window_t *window,
    const bnn_taps *rows, const bnn_taps *columns)
{
    size_t i, j;
    for (i = 0; i < rows->count; i++) {
        const bnn_word_t *line = image + (((rows->position + (i * window->rows.dilation)) * window->columns.extent) * words);
        size_t tap = ((rows->first + i) * window->columns.size) + columns->first;
        for (j = 0; j < columns->count; j++) {
            bnn_sum_bits(sum, line + ((columns->position + (j * window->columns.dilation)) * words), first, channels, row + ((tap + j) * channels));
        }
    }
    bnn_sum_finish(sum);
}
