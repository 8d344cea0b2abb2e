/* SPDX-License-Identifier: MIT */
/* Ones of a word: pairs, nibbles and bytes are counted side by side, and a product adds up the bytes. */
BNN_KERNEL unsigned bnn_popcount(bnn_word_t word)
{
#if defined(__POPCNT__) || defined(__riscv_zbb) || defined(__wasm__)
    return (unsigned)__builtin_popcountll(word);
#else
    const uint64_t one = UINT64_MAX / 3u, two = UINT64_MAX / 5u, four = UINT64_MAX / 17u, bytes = UINT64_MAX / 255u;
    uint64_t x = word;
    x -= (x >> 1) & one;
    x = (x & two) + ((x >> 2) & two);
    x = (x + (x >> 4)) & four;
    return (unsigned)((x * bytes) >> 56);
#endif
}
