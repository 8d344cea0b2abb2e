/* SPDX-License-Identifier: MIT */
/* needs: sliced_results, sliced_inputs */
/* The sums of a dense layer. */
BNN_APART void bnn_sliced_dense_bits(
    const bnn_word_t *inputs, size_t rows, size_t row_length, const bnn_word_t *weights, size_t outputs, size_t planes, int32_t scale,
    const bnn_i32_t *offsets, bnn_word_t *counters, bnn_i32_t *sums)
{
    bnn_sum sum;
    bnn_sum_start(&sum, weights, rows * row_length, bnn_words_for(outputs), planes, counters);
    bnn_sliced_inputs_bits(&sum, inputs, rows, row_length);
    bnn_sliced_sums(&sum, scale, offsets, outputs, sums);
}
