/* SPDX-License-Identifier: MIT */
/* needs: sliced_results, sliced_taps */
/* The sums of a convolution; channels and outputs are those of one group. The offsets of pixel (i, j) are those of class rows[i] + columns[j]. */
BNN_APART void bnn_sliced_conv(
    const bnn_word_t *image, size_t groups, size_t channels, const bnn_window_t *window, const bnn_word_t *weights, size_t outputs, size_t planes,
    const bnn_i32_t *offsets, const uint8_t *row_classes, const uint8_t *column_classes, bnn_word_t *counters, bnn_i32_t *sums)
{
    const size_t group_rows = window->rows.size * window->columns.size * channels, words = bnn_words_for(groups * channels);
    size_t i, j, group;
    for (i = 0; i < window->rows.outputs; i++) {
        bnn_taps rows = bnn_taps_at(&window->rows, i);
        for (j = 0; j < window->columns.outputs; j++) {
            bnn_taps columns = bnn_taps_at(&window->columns, j);
            const bnn_i32_t *offset = offsets + (((size_t)row_classes[i] + column_classes[j]) * groups * outputs);
            for (group = 0; group < groups; group++, offset += outputs, sums += outputs) {
                bnn_sum sum;
                bnn_sum_start(&sum, weights, groups * group_rows, bnn_words_for(outputs), planes, counters);
                bnn_sliced_taps(&sum, image, words, group * channels, channels, group * group_rows, window, &rows, &columns);
                bnn_sliced_sums(&sum, 2, offset, outputs, sums);
            }
        }
    }
}
