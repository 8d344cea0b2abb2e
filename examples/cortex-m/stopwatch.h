/* SPDX-License-Identifier: MIT */
/* Time by SysTick, the 24-bit down counter of every Cortex-M. */
#ifndef STOPWATCH_H
#define STOPWATCH_H

#include <stdint.h>

void stopwatch_start(void);

/* Ticks since the start, correct across reloads for 2^32 ticks. */
uint32_t stopwatch_ticks(void);

/* The exception handler: the counter began again. */
void stopwatch_reloaded(void);

/* Runs exactly 2 n + 3 instructions or a few more, to find out what a tick is. */
void loop_of_two_instructions(uint32_t n);

#endif
