/* SPDX-License-Identifier: MIT */
/* Prints the ticks of one inference of each of several random inputs. */
#include "network.h"
#include "semihosting.h"
#include "stopwatch.h"

static uint32_t arena[NETWORK_ARENA_BYTES / 4];
static uint8_t input[NETWORK_INPUT_LENGTH];

int main(void)
{
    uint32_t random = 1, ticks, run, i, threshold;
    network_score_t scores[NETWORK_CLASS_COUNT];
    stopwatch_start();
    loop_of_two_instructions(100);
    for (run = 0; run < 8; run++) {
        /* From all pixels black to all white. */
        threshold = run * 36;
        for (i = 0; i < NETWORK_INPUT_LENGTH; i++) {
            random = random * 1664525u + 1013904223u;
            input[i] = (uint8_t)((random >> 24) < threshold ? 255 : 0);
        }
        ticks = stopwatch_ticks();
        network_run(input, scores, arena);
        print_number((int32_t)(stopwatch_ticks() - ticks));
        print("\n");
    }
    exit_with(0);
}
