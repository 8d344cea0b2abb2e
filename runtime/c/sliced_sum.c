/* SPDX-License-Identifier: MIT */
/* needs: bits, add_rows */
/* A sum over inputs of 0 or 1 of their rows of weights, which is counted in blocks: the rows of inputs that are 1 are listed first. */
typedef struct {
    const bnn_word_t *weights;
    size_t columns, planes, listed;
    bnn_word_t *counters;
    uint32_t total; /* of all inputs */
    bnn_offset_t zeros; /* the row of zeros, which fills up the last block */
    bnn_offset_t rows[BNN_LISTED + BNN_WORD_BITS];
} bnn_sum;

BNN_KERNEL void bnn_sum_start(bnn_sum *sum, const bnn_word_t *weights, size_t rows, size_t columns, size_t planes, bnn_word_t *counters)
{
    sum->weights = weights;
    sum->columns = columns;
    sum->planes = planes;
    sum->listed = 0;
    sum->counters = counters;
    sum->total = 0;
    sum->zeros = (bnn_offset_t)(rows * columns);
    bnn_clear(counters, columns * planes);
}

/* Adds the listed blocks; what fills no block stays in the list. */
BNN_KERNEL void bnn_sum_blocks(bnn_sum *sum)
{
    size_t blocks = sum->listed / 32, done = 32 * blocks, rest = sum->listed - done, i;
    bnn_add_rows(sum->weights, sum->rows, blocks, sum->columns, sum->planes, sum->counters);
    for (i = 0; i < rest; i++) {
        sum->rows[i] = sum->rows[done + i];
        BNN_BARRIER;
    }
    sum->listed = rest;
#if !BNN_CONSTANT_TIME
    sum->total += (uint32_t)done;
#endif
}

/* Adds all that is listed. */
BNN_KERNEL void bnn_sum_finish(bnn_sum *sum)
{
    while (sum->listed % 32 != 0) {
        sum->rows[sum->listed++] = sum->zeros;
#if !BNN_CONSTANT_TIME
        sum->total--;
#endif
    }
    bnn_sum_blocks(sum);
}

/* Lists the rows of up to a word of inputs, the first of which has the row at `first`; bits behind the last of `count` inputs are 0. */
BNN_INLINE void bnn_sum_word(bnn_sum *sum, bnn_word_t inputs, size_t first, size_t count)
{
    bnn_offset_t *next = sum->rows + sum->listed;
    const size_t step = sum->columns;
#if BNN_CONSTANT_TIME
    /* Every input lists a row, that of zeros where it is 0, so that the work is the same for all inputs. */
    for (; count > 0; count--, first += step, inputs = (bnn_word_t)(inputs >> 1)) {
        size_t input = inputs & 1u, mask = (size_t)0 - input;
        *next++ = (bnn_offset_t)(((first ^ sum->zeros) & mask) ^ sum->zeros);
        sum->total += (uint32_t)input;
    }
#else
    (void)count;
    while (inputs != 0) {
#if defined(BNN_FIRST_ONE)
        *next++ = (bnn_offset_t)(first + (BNN_FIRST_ONE(inputs) * step));
        inputs = (bnn_word_t)(inputs & (inputs - 1u));
#else
        *next = (bnn_offset_t)first;
        next += inputs & 1u;
        first += step;
        inputs = (bnn_word_t)(inputs >> 1);
#endif
    }
#endif
    sum->listed = (size_t)(next - sum->rows);
    if (sum->listed >= BNN_LISTED) {
        bnn_sum_blocks(sum);
    }
}

/* Adds `count` inputs from bit `bit` of a row of bits on; their rows of weights begin with number `row`. */
BNN_KERNEL void bnn_sum_bits(bnn_sum *sum, const bnn_word_t *inputs, size_t bit, size_t count, size_t row)
{
    const size_t shift = bit % BNN_WORD_BITS;
    size_t first = row * sum->columns;
    inputs += bit / BNN_WORD_BITS;
    while (count > 0) {
        size_t some = bnn_least(count, BNN_WORD_BITS);
        bnn_word_t word = (bnn_word_t)(*inputs >> shift);
        if (shift != 0 && some > BNN_WORD_BITS - shift) {
            word = (bnn_word_t)(word | (bnn_word_t)(inputs[1] << (BNN_WORD_BITS - shift)));
        }
        if (some < BNN_WORD_BITS) {
            word = (bnn_word_t)(word & (bnn_word_t)(((bnn_word_t)1 << some) - 1u));
        }
        bnn_sum_word(sum, word, first, some);
        inputs++;
        count -= some;
        first += some * sum->columns;
    }
}
