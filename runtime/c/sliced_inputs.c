/* SPDX-License-Identifier: MIT */
/* needs: sliced_sum */
/* All inputs of a dense layer: rows of bits, each from a new word on. */
BNN_KERNEL void bnn_sliced_inputs_bits(bnn_sum *sum, const bnn_word_t *inputs, size_t rows, size_t row_length)
{
    const size_t words = bnn_words_for(row_length);
    size_t row;
    for (row = 0; row < rows; row++, inputs += words) {
        bnn_sum_bits(sum, inputs, 0, row_length, row * row_length);
    }
    bnn_sum_finish(sum);
}
