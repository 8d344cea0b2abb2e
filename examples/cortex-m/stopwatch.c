/* SPDX-License-Identifier: MIT */
#include "stopwatch.h"

static volatile uint32_t *const CONTROL = (volatile uint32_t *)0xe000e010u;
static volatile uint32_t *const RELOAD = (volatile uint32_t *)0xe000e014u;
static volatile uint32_t *const CURRENT = (volatile uint32_t *)0xe000e018u;

enum { ENABLE = 1, INTERRUPT = 2, PROCESSOR_CLOCK = 4 };

static const uint32_t TICKS_PER_RELOAD = 1u << 24;

static volatile uint32_t reloads;

void stopwatch_start(void)
{
    *RELOAD = TICKS_PER_RELOAD - 1;
    *CURRENT = 0;
    *CONTROL = ENABLE | INTERRUPT | PROCESSOR_CLOCK;
}

void stopwatch_reloaded(void)
{
    reloads++;
}

/* A reload between the two reads would pair an old count of reloads with a new counter; then both are read again. */
uint32_t stopwatch_ticks(void)
{
    uint32_t before, counter;
    do {
        before = reloads;
        counter = *CURRENT;
    } while (before != reloads);
    return before * TICKS_PER_RELOAD + (TICKS_PER_RELOAD - 1 - counter);
}

void loop_of_two_instructions(uint32_t n)
{
    __asm__ volatile("1: subs %0, %0, #1\n"
                     "bne 1b\n"
                     : "+r"(n)
                     :
                     : "cc");
}
