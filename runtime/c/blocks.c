/* SPDX-License-Identifier: MIT */
/* needs: counts */
/* Eight bits of a row; the blocks of a row come in ascending order, the first of a word sets the others to 0. */
BNN_KERNEL void bnn_put_block(bnn_word_t *row, size_t block, unsigned bits)
{
    if (block % 8 == 0) {
        row[block / 8] = bits;
    } else {
        row[block / 8] |= (bnn_word_t)bits << (8 * (block % 8));
    }
}

/* Eight sums K - 2 * count of differing bits, K terms. */
BNN_KERNEL void bnn_xnor_sums(const bnn_counts *counts, int32_t terms, int32_t *eight)
{
    size_t l;
    bnn_counts_signed(counts, terms, eight);
    for (l = 0; l < 8; l++) {
        eight[l] = -eight[l];
    }
}

/* At most eight sums of a block. */
BNN_KERNEL void bnn_put_sums(bnn_i32_t *sums, size_t block, size_t outputs, const int32_t *eight)
{
    size_t l;
    for (l = 0; l < 8 && (8 * block) + l < outputs; l++) {
        sums[(8 * block) + l] = eight[l];
    }
}
