/* SPDX-License-Identifier: MIT */
/*
 * Scores from sums by a table for each class: a sum is looked up in column (sum - least) / step, or at the nearest end of the table. The division is by
 * shifts and differences, since not every processor divides.
 */
BNN_KERNEL void bnn_rank(
    const bnn_i32_t *sums, size_t rows, size_t channels, const bnn_i16_t *table, size_t columns, int32_t least, int32_t greatest, uint32_t step,
    bnn_i32_t *scores)
{
    size_t row, c;
    for (row = 0; row < rows; row++) {
        for (c = 0; c < channels; c++) {
            int32_t sum = *sums < least ? least : *sums > greatest ? greatest : *sums;
            uint32_t rest = (uint32_t)sum - (uint32_t)least, column = 0, b;
            for (b = 32; b-- > 0;) {
                column <<= 1;
                if ((rest >> b) >= step) {
                    rest -= step << b;
                    column |= 1u;
                }
            }
            *scores++ = table[(c * columns) + column];
            sums++;
        }
    }
}
