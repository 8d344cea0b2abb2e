/* SPDX-License-Identifier: MIT */
/* float32 rounded to a whole number; from 2^23 on there are no others, and a NaN stays one. What becomes 0 keeps its sign. */
BNN_KERNEL float bnn_truncated(float x)
{
    float whole;
    if (!(x > -8388608.0f && x < 8388608.0f)) {
        return x;
    }
    whole = (float)(int32_t)x;
    return whole != 0.0f ? whole : x * 0.0f;
}

BNN_KERNEL float bnn_round_down(float x)
{
    float whole = bnn_truncated(x);
    return whole > x ? whole - 1.0f : whole;
}

BNN_KERNEL float bnn_round_up(float x)
{
    float whole = bnn_truncated(x);
    whole = whole < x ? whole + 1.0f : whole;
    return whole != 0.0f ? whole : x * 0.0f;
}

/* Halves go to the even neighbour. */
BNN_KERNEL float bnn_round_even(float x)
{
    float low = bnn_round_down(x), above = x - low, whole = low;
    if (above > 0.5f || (!(above < 0.5f) && above > 0.0f && ((int32_t)low & 1) != 0)) {
        whole = low + 1.0f;
    }
    return whole != 0.0f ? whole : x * 0.0f;
}
