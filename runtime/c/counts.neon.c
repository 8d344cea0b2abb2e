/* SPDX-License-Identifier: MIT */
/* needs: bits */
/* Counts of ones for a block of eight outputs, whose weights lie interleaved: word j of output l is weights[8 * j + l]. Lanes of 64 bits are outputs. */
typedef struct {
    uint64x2_t of[4];
} bnn_counts;

BNN_KERNEL void bnn_counts_clear(bnn_counts *counts)
{
    size_t l;
    for (l = 0; l < 4; l++) {
        counts->of[l] = vdupq_n_u64(0);
    }
}

BNN_INLINE uint64x2_t bnn_sum_of_bytes(uint8x16_t bytes)
{
    return vpaddlq_u32(vpaddlq_u16(vpaddlq_u8(bytes)));
}

/* Adds the ones of x xor w, or, where `both` is set, of x and w; no byte counts more than 8 * 31 before it is added up. */
BNN_INLINE void bnn_counts_add(bnn_counts *counts, const bnn_word_t *x, const bnn_word_t *weights, size_t words, int both)
{
    while (words > 0) {
        size_t some = bnn_least(words, 31), j, l;
        uint8x16_t bytes[4];
        for (l = 0; l < 4; l++) {
            bytes[l] = vdupq_n_u8(0);
        }
        for (j = 0; j < some; j++) {
            uint64x2_t input = vdupq_n_u64(x[j]);
            for (l = 0; l < 4; l++) {
                uint64x2_t w = vld1q_u64((const uint64_t *)weights + (8 * j) + (2 * l)), term = both ? vandq_u64(input, w) : veorq_u64(input, w);
                bytes[l] = vaddq_u8(bytes[l], vcntq_u8(vreinterpretq_u8_u64(term)));
            }
        }
        for (l = 0; l < 4; l++) {
            counts->of[l] = vaddq_u64(counts->of[l], bnn_sum_of_bytes(bytes[l]));
        }
        x += some;
        weights += 8 * some;
        words -= some;
    }
}

/* Adds the ones of x xor w under a mask for each word of weights. */
BNN_KERNEL void bnn_counts_add_masked(bnn_counts *counts, const bnn_word_t *x, const bnn_word_t *weights, const bnn_word_t *masks, size_t words)
{
    size_t j, l;
    for (j = 0; j < words; j++) {
        for (l = 0; l < 4; l++) {
            uint64x2_t w = vld1q_u64((const uint64_t *)weights + (8 * j) + (2 * l)), m = vld1q_u64((const uint64_t *)masks + (8 * j) + (2 * l));
            uint64x2_t term = vandq_u64(veorq_u64(vdupq_n_u64(x[j]), w), m);
            counts->of[l] = vaddq_u64(counts->of[l], bnn_sum_of_bytes(vcntq_u8(vreinterpretq_u8_u64(term))));
        }
    }
}

BNN_KERNEL void bnn_counts_double(bnn_counts *counts)
{
    size_t l;
    for (l = 0; l < 4; l++) {
        counts->of[l] = vaddq_u64(counts->of[l], counts->of[l]);
    }
}

/* Numbers 2 * count - total. */
BNN_KERNEL void bnn_counts_signed(const bnn_counts *counts, int32_t total, int32_t *sums)
{
    size_t l;
    for (l = 0; l < 4; l++) {
        int32x2_t count = vreinterpret_s32_u32(vmovn_u64(counts->of[l]));
        vst1_s32(sums + (2 * l), vsub_s32(vadd_s32(count, count), vdup_n_s32(total)));
    }
}

/* Bit l: count l is at most limit l. */
BNN_KERNEL unsigned bnn_counts_at_most(const bnn_counts *counts, const bnn_i32_t *limits)
{
    unsigned bits = 0;
    size_t l;
    for (l = 0; l < 4; l++) {
        bits |= (unsigned)((int32_t)vgetq_lane_u64(counts->of[l], 0) <= limits[2 * l]) << (2 * l);
        bits |= (unsigned)((int32_t)vgetq_lane_u64(counts->of[l], 1) <= limits[(2 * l) + 1]) << ((2 * l) + 1);
    }
    return bits;
}
