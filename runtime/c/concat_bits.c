/* SPDX-License-Identifier: MIT */
/* needs: bits */
/* Pixels of both operands, side by side. */
BNN_KERNEL void bnn_concat_bits(
    const bnn_word_t *left, size_t left_channels, const bnn_word_t *right, size_t right_channels, size_t pixels, bnn_word_t *result)
{
    const size_t left_words = bnn_words_for(left_channels), right_words = bnn_words_for(right_channels);
    const size_t words = bnn_words_for(left_channels + right_channels);
    size_t pixel, c;
    bnn_clear(result, pixels * words);
    for (pixel = 0; pixel < pixels; pixel++, left += left_words, right += right_words, result += words) {
        for (c = 0; c < left_channels; c++) {
            bnn_set_bit(result, c, bnn_bit(left, c));
        }
        for (c = 0; c < right_channels; c++) {
            bnn_set_bit(result, left_channels + c, bnn_bit(right, c));
        }
    }
}
