/* SPDX-License-Identifier: MIT */
#ifndef DIGITS_H
#define DIGITS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DIGITS_PIXELS 256  /* 16 x 16 gray values, row by row */
#define DIGITS_CLASSES 10

/* The digit that an image shows, or -1 where pixels is NULL. Fills scores, unless it is NULL. Thread-safe, allocates nothing. */
int32_t digits_classify(const uint8_t pixels[DIGITS_PIXELS], float scores[DIGITS_CLASSES]);

#ifdef __cplusplus
}
#endif

#endif
