/* SPDX-License-Identifier: MIT */
/* Counts the instructions of one bit-sliced layer of 1024 inputs, half of them active, and 128 outputs. MODEL is the generated source. */
#include MODEL
#include "semihosting.h"
#include "stopwatch.h"

/* A tick is 40 instructions, so as many runs give the instructions of one in ticks. */
enum { RUNS = 40 };

static bnn_word_t inputs[1024 / BNN_WORD_BITS], counters[64], bits[4];

int main(void)
{
    uint32_t i, random = 1, ticks;
    for (i = 0; i < 1024; i++) {
        random = random * 1664525u + 1013904223u;
        inputs[i / BNN_WORD_BITS] |= (bnn_word_t)(random >> 31) << (i % BNN_WORD_BITS);
    }
    stopwatch_start();
    loop_of_two_instructions(100);
    ticks = stopwatch_ticks();
    for (i = 0; i < RUNS; i++) {
        LAYER
    }
    print_number((int32_t)(stopwatch_ticks() - ticks));
    print("\n");
    exit_with(0);
}
