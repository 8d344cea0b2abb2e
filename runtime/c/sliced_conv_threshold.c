/* SPDX-License-Identifier: MIT */
/* needs: sliced_results, sliced_taps */
/* A convolution and its threshold; the limits of pixel (i, j) are those of class rows[i] + columns[j]. */
BNN_APART void bnn_sliced_conv_threshold(
    const bnn_word_t *image, size_t channels, const bnn_window_t *window, const bnn_word_t *weights, size_t outputs, size_t planes, uint32_t bias,
    const bnn_word_t *limits, const uint8_t *row_classes, const uint8_t *column_classes, bnn_word_t *counters, bnn_word_t *bits)
{
    const size_t weight_rows = window->rows.size * window->columns.size * channels, output_words = bnn_words_for(outputs);
    size_t i, j;
    for (i = 0; i < window->rows.outputs; i++) {
        bnn_taps rows = bnn_taps_at(&window->rows, i);
        for (j = 0; j < window->columns.outputs; j++, bits += output_words) {
            bnn_taps columns = bnn_taps_at(&window->columns, j);
            bnn_sum sum;
            bnn_sum_start(&sum, weights, weight_rows, output_words, planes, counters);
            bnn_sliced_taps(&sum, image, bnn_words_for(channels), 0, channels, 0, window, &rows, &columns);
            bnn_sliced_compare(
                &sum, bias, limits + (((size_t)row_classes[i] + column_classes[j]) * (planes + 1) * output_words), outputs, bits);
        }
    }
}
