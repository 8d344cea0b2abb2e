/* SPDX-License-Identifier: MIT */
#include "semihosting.h"

enum { SYS_WRITE0 = 0x04, SYS_EXIT_EXTENDED = 0x20 };

/* ADP_Stopped_ApplicationExit: the reason of an end that was meant. */
static const uint32_t APPLICATION_EXIT = 0x20026;

static void call_host(uint32_t operation, const void *argument)
{
    register uint32_t r0 __asm__("r0") = operation;
    register const void *r1 __asm__("r1") = argument;
    __asm__ volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
}

void print(const char *text)
{
    call_host(SYS_WRITE0, text);
}

static void print_digits(uint32_t number, uint32_t base)
{
    char text[11];
    uint32_t at = sizeof text - 1;
    text[at] = '\0';
    do {
        text[--at] = "0123456789abcdef"[number % base];
        number /= base;
    } while (number != 0);
    print(text + at);
}

void print_number(int32_t number)
{
    if (number < 0)
        print("-");
    print_digits(number < 0 ? 0u - (uint32_t)number : (uint32_t)number, 10);
}

void print_hex(uint32_t number)
{
    print("0x");
    print_digits(number, 16);
}

void exit_with(uint32_t status)
{
    const uint32_t reason_and_status[2] = { APPLICATION_EXIT, status };
    call_host(SYS_EXIT_EXTENDED, reason_and_status);
    for (;;) {
    }
}
