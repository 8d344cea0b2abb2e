/* SPDX-License-Identifier: MIT */
/* What the firmware says, through qemu or a debugger, to the machine that runs it (Arm's "Semihosting for AArch32 and AArch64"). */
#ifndef SEMIHOSTING_H
#define SEMIHOSTING_H

#include <stdint.h>

void print(const char *text);
void print_number(int32_t number);
void print_hex(uint32_t number);

/* Ends the run; qemu's own exit status is this status. */
void exit_with(uint32_t status) __attribute__((noreturn));

#endif
