/* SPDX-License-Identifier: MIT */
/* What the page sees of the network: places to put pixels and to find scores, and two functions. There is no C library and nothing is imported. */
#include "mnist_tiny.h"

#define EXPORT(name) __attribute__((export_name(#name)))

uint8_t *input_address(void);
int32_t input_length(void);
int32_t class_count(void);
double score(int32_t index);
int32_t run(void);
int32_t classify(void);

static uint8_t input[MNIST_TINY_INPUT_LENGTH];
static mnist_tiny_score_t scores[MNIST_TINY_CLASS_COUNT];
static uint8_t arena[MNIST_TINY_ARENA_BYTES] __attribute__((aligned(MNIST_TINY_ARENA_ALIGN)));

/* Where the page writes the pixels, row by row, 0 for paper and 255 for ink. */
EXPORT(input_address) uint8_t *input_address(void)
{
    return input;
}

EXPORT(input_length) int32_t input_length(void)
{
    return MNIST_TINY_INPUT_LENGTH;
}

EXPORT(class_count) int32_t class_count(void)
{
    return MNIST_TINY_CLASS_COUNT;
}

/* A score of the last run, as JavaScript's kind of number, which holds an int32 or a float exactly. */
EXPORT(score) double score(int32_t index)
{
    return (double)scores[index];
}

EXPORT(run) int32_t run(void)
{
    return mnist_tiny_run(input, scores, arena);
}

EXPORT(classify) int32_t classify(void)
{
    return mnist_tiny_classify(input, arena);
}
