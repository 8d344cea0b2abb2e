/* SPDX-License-Identifier: MIT */
/* needs: blocks, runs */
/*
 * sums = K - 2 * popcount((x xor w_n) and mask_n) over the taps on the image, K terms. A block of eight outputs reads some of the words of each
 * pixel, from starts[block] on, and masks what belongs to other groups.
 */
BNN_KERNEL void bnn_grouped_xnor_conv(
    const bnn_word_t *image, size_t pixel_words, size_t fan_in_per_tap, const bnn_window_t *window, const bnn_word_t *weights, const bnn_word_t *masks,
    const bnn_i32_t *starts, size_t words, size_t outputs, bnn_i32_t *sums)
{
    const size_t block_words = (size_t)8 * window->rows.size * window->columns.size * words;
    size_t i, j, block, row, column;
    for (i = 0; i < window->rows.outputs; i++) {
        bnn_taps rows = bnn_taps_at(&window->rows, i);
        for (j = 0; j < window->columns.outputs; j++, sums += outputs) {
            bnn_taps columns = bnn_taps_at(&window->columns, j);
            int32_t terms = (int32_t)(rows.count * columns.count * fan_in_per_tap);
            for (block = 0; 8 * block < outputs; block++) {
                int32_t eight[8];
                bnn_counts counts;
                bnn_counts_clear(&counts);
                for (row = 0; row < rows.count; row++) {
                    for (column = 0; column < columns.count; column++) {
                        size_t pixel = bnn_pixel_at(window, &rows, row, &columns, column);
                        size_t tap = ((rows.first + row) * window->columns.size) + columns.first + column;
                        size_t first = (block * block_words) + (8 * tap * words);
                        bnn_counts_add_masked(
                            &counts, image + (pixel * pixel_words) + (size_t)starts[block], weights + first, masks + first, words);
                    }
                }
                bnn_xnor_sums(&counts, terms, eight);
                bnn_put_sums(sums, block, outputs, eight);
            }
        }
    }
}
