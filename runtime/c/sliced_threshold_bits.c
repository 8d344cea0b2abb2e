/* SPDX-License-Identifier: MIT */
/* needs: sliced_results, sliced_inputs */
/* A dense layer and its threshold. */
BNN_APART void bnn_sliced_threshold_bits(
    const bnn_word_t *inputs, size_t rows, size_t row_length, const bnn_word_t *weights, size_t outputs, size_t planes, uint32_t bias,
    const bnn_word_t *limits, bnn_word_t *counters, bnn_word_t *bits)
{
    bnn_sum sum;
    bnn_sum_start(&sum, weights, rows * row_length, bnn_words_for(outputs), planes, counters);
    bnn_sliced_inputs_bits(&sum, inputs, rows, row_length);
    bnn_sliced_compare(&sum, bias, limits, outputs, bits);
}
