/* SPDX-License-Identifier: MIT */
/* From reset to main, and what happens where the processor gives up. */
#include "semihosting.h"
#include "stopwatch.h"

extern uint32_t stack_guard[], stack_bottom[], stack_top[], data_load[], data_start[], data_end[], bss_start[], bss_end[];

void reset_handler(void);
void fault_handler(void);
void report_fault(const uint32_t *frame);
int main(void);

static volatile uint32_t *const SHCSR = (volatile uint32_t *)0xe000ed24u;
static volatile uint32_t *const CFSR = (volatile uint32_t *)0xe000ed28u;
static volatile uint32_t *const BFAR = (volatile uint32_t *)0xe000ed38u;
static volatile uint32_t *const MPU_CTRL = (volatile uint32_t *)0xe000ed94u;
static volatile uint32_t *const MPU_RNR = (volatile uint32_t *)0xe000ed98u;
static volatile uint32_t *const MPU_RBAR = (volatile uint32_t *)0xe000ed9cu;
static volatile uint32_t *const MPU_RASR = (volatile uint32_t *)0xe000eda0u;

typedef union {
    void (*handler)(void);
    uint32_t *stack;
} vector_t;

/* A region of 2^(n + 1) bytes is written as n. */
enum { REGION_OF_256_BYTES = 7, MPU_ENABLE = 1, MPU_DEFAULT_ELSEWHERE = 4 };

enum { EXCEPTIONS = 16, BUS_FAULT = 5, STOPPED_BY_A_FAULT = 3, PROGRAM_COUNTER = 6, FRAME_WORDS = 8 };

/* The processor's own exceptions; no peripheral of the board is switched on. */
static const vector_t vectors[EXCEPTIONS] __attribute__((section(".vectors"), used)) = {
    { .stack = stack_top },       { .handler = reset_handler }, { .handler = fault_handler }, { .handler = fault_handler },
    { .handler = fault_handler }, { .handler = fault_handler }, { .handler = fault_handler }, { .handler = fault_handler },
    { .handler = fault_handler }, { .handler = fault_handler }, { .handler = fault_handler }, { .handler = fault_handler },
    { .handler = fault_handler }, { .handler = fault_handler }, { .handler = fault_handler }, { .handler = stopwatch_reloaded },
};

/* The 256 bytes of stack_guard, without any access; the rest of the address space stays as it is without this unit. */
static void guard_the_stack(void)
{
    *MPU_RNR = 0;
    *MPU_RBAR = (uint32_t)stack_guard;
    *MPU_RASR = REGION_OF_256_BYTES << 1 | 1u;
    *MPU_CTRL = MPU_ENABLE | MPU_DEFAULT_ELSEWHERE;
    __asm__ volatile("dsb\n"
                     "isb" ::: "memory");
}

void reset_handler(void)
{
    const uint32_t *from = data_load;
    for (uint32_t *to = data_start; to < data_end; to++)
        *to = *from++;
    for (uint32_t *to = bss_start; to < bss_end; to++)
        *to = 0;

    /* Without these bits every fault would be a hard fault, and none would say which. */
    *SHCSR |= 7u << 16;
    guard_the_stack();
    exit_with((uint32_t)main());
}

/* The stack may be what is broken, so the report starts a new one; where the old one stood tells it what the processor had saved. */
__attribute__((naked)) void fault_handler(void)
{
    __asm__ volatile("mov r0, sp\n"
                     "ldr r1, =stack_top\n"
                     "mov sp, r1\n"
                     "b report_fault\n");
}

void report_fault(const uint32_t *frame)
{
    static const char *const names[EXCEPTIONS] = { [2] = "n NMI", [3] = " hard fault", [4] = " memory management fault", [BUS_FAULT] = " bus fault",
                                                   [6] = " usage fault" };
    uint32_t number;
    __asm__ volatile("mrs %0, ipsr" : "=r"(number));
    print("stopped by a");
    print(number < EXCEPTIONS && names[number] != 0 ? names[number] : "n exception without a handler");
    print(", number ");
    print_number((int32_t)number);
    print(", status ");
    print_hex(*CFSR);
    if (number == BUS_FAULT) {
        print(", at address ");
        print_hex(*BFAR);
    }
    if (frame >= stack_bottom && frame + FRAME_WORDS <= stack_top) {
        print(", by the instruction at ");
        print_hex(frame[PROGRAM_COUNTER]);
    } else {
        print(": the stack is too small, STACK_SIZE in the linker script");
    }
    print("\n");
    exit_with(STOPPED_BY_A_FAULT);
}
