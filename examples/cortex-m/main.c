/* SPDX-License-Identifier: MIT */
/* A network that reads handwritten digits, on a processor with no operating system and no library. */
#include "mnist_tiny.h"
#include "samples.h"
#include "semihosting.h"
#include "stack.h"
#include "stopwatch.h"

enum { ALL_RIGHT = 0, SOMETHING_WRONG = 1 };

enum { LOOP_ROUNDS = 1000000 };

extern const uint8_t flash_start[], flash_end[], data_start[], bss_end[];

/* All the memory that the network writes to. The scores are not needed here: mnist_tiny_classify keeps them to itself. */
static uint32_t arena[(MNIST_TINY_ARENA_BYTES + 3) / 4] __attribute__((aligned(MNIST_TINY_ARENA_ALIGN)));

/* In an idx file numbers have their highest byte first. */
static uint32_t number_in(const uint8_t *file, uint32_t index)
{
    const uint8_t *bytes = file + 4 * index;
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void print_named(const char *name, uint32_t number, const char *unit)
{
    print(name);
    print_number((int32_t)number);
    print(unit);
}

static uint32_t bytes_between(const uint8_t *from, const uint8_t *to)
{
    return (uint32_t)((uintptr_t)to - (uintptr_t)from);
}

/* What one tick of the counter is, on this machine: the time of a loop whose number of instructions is known. */
static uint32_t instructions_per_tick(void)
{
    uint32_t start = stopwatch_ticks();
    loop_of_two_instructions(LOOP_ROUNDS);
    uint32_t ticks = stopwatch_ticks() - start;
    uint32_t rate = (2 * LOOP_ROUNDS + ticks / 2) / ticks;
    print_named("clock: ", 2 * LOOP_ROUNDS, " instructions took ");
    print_named("", ticks, " ticks, so a tick is ");
    print_named("", rate, " instructions\n");
    return rate;
}

static int is_right(uint32_t index, uint32_t rate)
{
    uint32_t start = stopwatch_ticks();
    int32_t class = mnist_tiny_classify(sample_images + SAMPLE_IMAGES_HEADER + index * MNIST_TINY_INPUT_LENGTH, arena);
    uint32_t ticks = stopwatch_ticks() - start;
    int32_t label = sample_labels[SAMPLE_LABELS_HEADER + index];
    print_named("digit ", index, ": class ");
    print_number(class);
    print(", label ");
    print_number(label);
    print_named(", ", ticks, " ticks, ");
    print_named("", ticks * rate, class == label ? " instructions\n" : " instructions: WRONG\n");
    return class == label;
}

int main(void)
{
    uint32_t count = number_in(sample_images, 1);
    if (number_in(sample_images, 2) * number_in(sample_images, 3) != MNIST_TINY_INPUT_LENGTH || number_in(sample_labels, 1) != count) {
        print("the sample images are not of the network's size, or have no labels\n");
        return SOMETHING_WRONG;
    }
    stopwatch_start();
    print("mnist-tiny " MNIST_TINY_VERSION " on a Cortex-M4\n");

    int32_t failed = mnist_tiny_self_test(arena);
    if (failed != 0) {
        print_named("self-test: FAILED at input ", (uint32_t)failed, "\n");
        return SOMETHING_WRONG;
    }
    print("self-test: passed\n");

    uint32_t rate = instructions_per_tick();
    uint32_t right = 0;
    for (uint32_t i = 0; i < count; i++)
        right += (uint32_t)is_right(i, rate);

    uint32_t stack = stack_bytes_of_classify(sample_images + SAMPLE_IMAGES_HEADER, arena);
    print_named("stack: ", stack, " bytes used by an inference, ");
    print_named("", MNIST_TINY_STACK_BYTES, " promised\n");
    print_named("flash: ", bytes_between(flash_start, flash_end), " bytes without the sample images, ");
    print_named("", MNIST_TINY_CONSTANT_BYTES, " of them the network's constants\n");
    print_named("ram: ", bytes_between(data_start, bss_end), " bytes and the stack, ");
    print_named("", MNIST_TINY_ARENA_BYTES, " of them the network's arena\n");
    print_named("right: ", right, " of ");
    print_named("", count, "\n");
    return right == count && stack != 0 && stack <= MNIST_TINY_STACK_BYTES ? ALL_RIGHT : SOMETHING_WRONG;
}
