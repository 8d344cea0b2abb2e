/* SPDX-License-Identifier: MIT */
BNN_INLINE float bnn_add_f32(float a, float b)
{
    return a + b;
}
