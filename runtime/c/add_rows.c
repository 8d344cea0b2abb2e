/* SPDX-License-Identifier: MIT */
/*
 * Bit-sliced counting: lane n of counter plane b is bit b of the number of rows, added so far, whose bit n is set. All lanes of a word are counted
 * by the same few logic operations, so 32 rows cost about as many operations as 10 of them would with a population count.
 */

/* Two rows of equal weight, or two carries, as one of them and where they differ: what an adder needs. */
typedef struct {
    bnn_word_t one, differ;
} bnn_pair;

/* Adds four rows to a plane; the carries are a pair of twice its weight. Two full adders that share their first steps. */
BNN_INLINE bnn_pair bnn_add_pairs(bnn_word_t *plane, bnn_pair a, bnn_pair b)
{
    bnn_word_t first = *plane ^ a.differ;
    bnn_word_t moved = (bnn_word_t)((b.one ^ first) & (bnn_word_t)~b.differ);
    bnn_pair carry;
    carry.one = first ^ moved;
    carry.differ = (bnn_word_t)((a.differ | (a.one ^ *plane)) ^ moved);
    *plane = first ^ b.differ;
    return carry;
}

BNN_INLINE bnn_pair bnn_pair_of(const bnn_word_t *weights, const bnn_offset_t *rows)
{
    bnn_pair pair;
    pair.one = weights[rows[0]];
    pair.differ = pair.one ^ weights[rows[1]];
    return pair;
}

/* Four rows. */
BNN_INLINE bnn_pair bnn_add_four(bnn_word_t *plane, const bnn_word_t *weights, const bnn_offset_t *rows)
{
    return bnn_add_pairs(plane, bnn_pair_of(weights, rows), bnn_pair_of(weights, rows + 2));
}

/* Eight rows. */
BNN_INLINE bnn_pair bnn_add_eight(bnn_word_t *ones, bnn_word_t *twos, const bnn_word_t *weights, const bnn_offset_t *rows)
{
    bnn_pair low = bnn_add_four(ones, weights, rows);
    return bnn_add_pairs(twos, low, bnn_add_four(ones, weights, rows + 4));
}

/* Adds two numbers of the weight of the first plane, and carries on; the counters have planes for all inputs, so a carry ends in one of them. */
BNN_INLINE void bnn_carry_on(bnn_word_t *plane, size_t planes, bnn_pair pair)
{
    bnn_word_t other = pair.one ^ pair.differ, carry = (bnn_word_t)((pair.one & other) | (*plane & pair.differ));
#if BNN_CONSTANT_TIME
    size_t b;
    *plane = *plane ^ pair.differ;
    for (b = 1; b < planes; b++) {
        bnn_word_t before = plane[b];
        plane[b] = before ^ carry;
        carry = before & carry;
    }
#else
    (void)planes;
    *plane = *plane ^ pair.differ;
    while (carry != 0) {
        bnn_word_t before = *++plane;
        *plane = before ^ carry;
        carry = before & carry;
    }
#endif
}

/* Sixteen rows. */
BNN_INLINE bnn_pair bnn_add_sixteen(bnn_word_t *ones, bnn_word_t *twos, bnn_word_t *fours, const bnn_word_t *weights, const bnn_offset_t *rows)
{
    bnn_pair low = bnn_add_eight(ones, twos, weights, rows);
    return bnn_add_pairs(fours, low, bnn_add_eight(ones, twos, weights, rows + 8));
}

/* Adds blocks of 32 rows to the counters of each column; a column is as many outputs as a word has bits, and `planes` is at least 5. */
BNN_KERNEL void bnn_add_rows(
    const bnn_word_t *weights, const bnn_offset_t *rows, size_t blocks, size_t columns, size_t planes, bnn_word_t *counters)
{
    const bnn_offset_t *end = rows + (32 * blocks), *row;
    for (; columns > 0; columns--, weights++, counters += planes) {
        bnn_word_t ones = counters[0], twos = counters[1], fours = counters[2];
        for (row = rows; row != end; row += 32) {
            bnn_pair low = bnn_add_sixteen(&ones, &twos, &fours, weights, row);
            bnn_pair high = bnn_add_sixteen(&ones, &twos, &fours, weights, row + 16);
            bnn_carry_on(counters + 4, planes - 4, bnn_add_pairs(counters + 3, low, high));
        }
        counters[0] = ones;
        counters[1] = twos;
        counters[2] = fours;
    }
}
