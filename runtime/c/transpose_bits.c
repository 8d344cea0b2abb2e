/* SPDX-License-Identifier: MIT */
/* needs: bits */
/* The same of bits: strides count bits of the source with those that fill the last word of a row; rows of the result begin new words. */
BNN_KERNEL void bnn_transpose_bits(
    const bnn_word_t *source, size_t rank, const uint32_t *extents, const uint32_t *strides, size_t rows, bnn_word_t *result)
{
    const size_t length = extents[rank - 1], words = bnn_words_for(length);
    uint32_t index[8] = { 0, 0, 0, 0, 0, 0, 0, 0 };
    size_t offset = 0, row, c, axis;
    bnn_clear(result, rows * words);
    for (row = 0; row < rows; row++, result += words) {
        for (c = 0; c < length; c++) {
            bnn_set_bit(result, c, bnn_bit(source, offset + (c * strides[rank - 1])));
        }
        for (axis = rank - 1; axis-- > 0;) {
            offset += strides[axis];
            index[axis]++;
            if (index[axis] < extents[axis]) {
                break;
            }
            offset -= (size_t)extents[axis] * strides[axis];
            index[axis] = 0;
        }
    }
}
