/* SPDX-License-Identifier: MIT */
/* Integers wrap around. */
BNN_INLINE int32_t bnn_add_i32(int32_t a, int32_t b)
{
    return (int32_t)((uint32_t)a + (uint32_t)b);
}
