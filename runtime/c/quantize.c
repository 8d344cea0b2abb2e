/* SPDX-License-Identifier: MIT */
/*
 * Codes from numbers: value i follows rule i mod rules, and its code stands in the row of codes that is the number of limits it reaches. Limits and
 * codes are rows of one for each rule; there is one row of codes more. A NaN reaches no limit.
 */
BNN_KERNEL void bnn_quantize_VALUE(
    const VALUE_T *values, size_t count, const LIMIT_T *limits, size_t limit_rows, size_t rules, const uint8_t *codes, uint8_t *result)
{
    size_t i, l, rule = 0;
    for (i = 0; i < count; i++) {
        size_t reached = 0;
        for (l = 0; l < limit_rows; l++) {
            reached += (size_t)(values[i] >= limits[(l * rules) + rule]);
        }
        result[i] = codes[(reached * rules) + rule];
        rule = rule + 1 == rules ? 0 : rule + 1;
    }
}
