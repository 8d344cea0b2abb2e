/* SPDX-License-Identifier: MIT */
/* result[i_0, i_1, ...] = source[i_0 * strides[0] + i_1 * strides[1] + ...]. */
BNN_KERNEL void bnn_transpose_VALUE(const VALUE_T *source, size_t rank, const uint32_t *extents, const uint32_t *strides, size_t count, VALUE_T *result)
{
    uint32_t index[8] = { 0, 0, 0, 0, 0, 0, 0, 0 };
    size_t offset = 0, i, axis;
    for (i = 0; i < count; i++) {
        result[i] = source[offset];
        for (axis = rank; axis-- > 0;) {
            offset += strides[axis];
            index[axis]++;
            if (index[axis] < extents[axis]) {
                break;
            }
            offset -= (size_t)extents[axis] * strides[axis];
            index[axis] = 0;
        }
    }
}
