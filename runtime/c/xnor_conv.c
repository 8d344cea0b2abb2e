/* SPDX-License-Identifier: MIT */
/* needs: blocks, runs */
/* sums = K - 2 * popcount(x xor w_n) over the taps on the image, K terms. */
BNN_KERNEL void bnn_xnor_conv(
    const bnn_word_t *image, size_t channels, size_t words, const bnn_window_t *window, const bnn_word_t *weights, size_t outputs, bnn_i32_t *sums)
{
    const size_t block_words = (size_t)8 * window->rows.size * window->columns.size * words;
    size_t i, j, block;
    for (i = 0; i < window->rows.outputs; i++) {
        bnn_taps rows = bnn_taps_at(&window->rows, i);
        for (j = 0; j < window->columns.outputs; j++, sums += outputs) {
            bnn_taps columns = bnn_taps_at(&window->columns, j);
            int32_t terms = (int32_t)(rows.count * columns.count * channels);
            for (block = 0; 8 * block < outputs; block++) {
                const bnn_word_t *w = weights + (block * block_words);
                int32_t eight[8];
                bnn_counts counts;
                bnn_runs runs = bnn_runs_of(rows, columns, window->columns.dilation);
                bnn_counts_clear(&counts);
                while (bnn_next_run(&runs, window)) {
                    bnn_counts_add(&counts, image + (runs.pixel * words), w + (8 * runs.tap * words), runs.length * words, 0);
                }
                bnn_xnor_sums(&counts, terms, eight);
                bnn_put_sums(sums, block, outputs, eight);
            }
        }
    }
}
