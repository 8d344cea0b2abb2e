/* SPDX-License-Identifier: MIT */
#ifndef STACK_H
#define STACK_H

#include <stdint.h>

extern uint32_t stack_bottom[], stack_top[];

/* Classifies one image; returns how many bytes of the stack were written meanwhile, 0 if the network gave an error. */
uint32_t stack_bytes_of_classify(const uint8_t *image, void *arena);

#endif
