/* SPDX-License-Identifier: MIT */
/* Ones of a word, by the processor's own instruction. */
BNN_KERNEL unsigned bnn_popcount(bnn_word_t word)
{
    return (unsigned)__builtin_popcountll(word);
}
