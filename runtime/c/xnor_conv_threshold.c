/* SPDX-License-Identifier: MIT */
/* needs: blocks, runs */
/*
 * Bit n of pixel (i, j) = popcount(x xor w_n) over the taps on the image is at most limit n of class rows[i] + columns[j]: pixels near the border
 * have fewer terms and so limits of their own.
 */
BNN_KERNEL void bnn_xnor_conv_threshold(
    const bnn_word_t *image, size_t words, const bnn_window_t *window, const bnn_word_t *weights, size_t outputs,
    const bnn_i32_t *limits, const uint8_t *row_classes, const uint8_t *column_classes, bnn_word_t *bits)
{
    const size_t blocks = (outputs + 7) / 8, block_words = (size_t)8 * window->rows.size * window->columns.size * words;
    size_t i, j, block;
    for (i = 0; i < window->rows.outputs; i++) {
        bnn_taps rows = bnn_taps_at(&window->rows, i);
        for (j = 0; j < window->columns.outputs; j++, bits += (blocks + 7) / 8) {
            bnn_taps columns = bnn_taps_at(&window->columns, j);
            const bnn_i32_t *limit = limits + (((size_t)row_classes[i] + column_classes[j]) * 8 * blocks);
            for (block = 0; block < blocks; block++) {
                const bnn_word_t *w = weights + (block * block_words);
                bnn_counts counts;
                bnn_runs runs = bnn_runs_of(rows, columns, window->columns.dilation);
                bnn_counts_clear(&counts);
                while (bnn_next_run(&runs, window)) {
                    bnn_counts_add(&counts, image + (runs.pixel * words), w + (8 * runs.tap * words), runs.length * words, 0);
                }
                bnn_put_block(bits, block, bnn_counts_at_most(&counts, limit + (8 * block)));
            }
        }
    }
}
