/* SPDX-License-Identifier: MIT */
/* needs: sliced_sum */
/*
 * Bit n = 2 P_n - A + bias is at least limit n, P_n being the counted sum of output n and A that of all inputs. Limits are planes of bits like the
 * counters, the lowest first, one more than these; all lanes of a word are compared at once, from the lowest plane up.
 */
BNN_KERNEL void bnn_sliced_compare(const bnn_sum *sum, uint32_t bias, const bnn_word_t *limits, size_t outputs, bnn_word_t *bits)
{
    const uint32_t seed = bias - sum->total;
    const bnn_word_t *plane = sum->counters;
    const bnn_word_t lowest = (seed & 1u) != 0 ? BNN_ALL_ONES : (bnn_word_t)0;
    size_t column, b;
    for (column = 0; column < sum->columns; column++) {
        const bnn_word_t *limit = limits + column;
        bnn_word_t reached = (bnn_word_t)(lowest | (bnn_word_t)~*limit), carry = 0;
        uint32_t seed_bits = seed >> 1;
        for (b = 0; b < sum->planes; b++, seed_bits >>= 1) {
            bnn_word_t added = (seed_bits & 1u) != 0 ? BNN_ALL_ONES : (bnn_word_t)0, differ = *plane ^ added, value = differ ^ carry;
            carry = (bnn_word_t)((*plane & added) | (carry & differ));
            limit += sum->columns;
            reached = (bnn_word_t)(value ^ ((bnn_word_t)~(value ^ *limit) & (value ^ reached)));
            plane++;
        }
        if (outputs < BNN_WORD_BITS) {
            reached = (bnn_word_t)(reached & (bnn_word_t)(((bnn_word_t)1 << outputs) - 1u));
        }
        outputs -= BNN_WORD_BITS;
        bits[column] = reached;
    }
}

/* sums[n] = (2 P_n - A) * scale + offset n. */
BNN_KERNEL void bnn_sliced_sums(const bnn_sum *sum, int32_t scale, const bnn_i32_t *offsets, size_t outputs, bnn_i32_t *sums)
{
    const bnn_word_t *column = sum->counters;
    size_t n, lane = 0, b;
    for (n = 0; n < outputs; n++, lane++) {
        uint32_t count = 0;
        if (lane == BNN_WORD_BITS) {
            lane = 0;
            column += sum->planes;
        }
        for (b = sum->planes; b-- > 0;) {
            count = (count << 1) | (uint32_t)((column[b] >> lane) & 1u);
        }
        sums[n] = (((2 * (int32_t)count) - (int32_t)sum->total) * scale) + offsets[n];
    }
}
