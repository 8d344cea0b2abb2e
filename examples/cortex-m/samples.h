/* SPDX-License-Identifier: MIT */
#ifndef SAMPLES_H
#define SAMPLES_H

#include <stdint.h>

enum { SAMPLE_IMAGES_HEADER = 16, SAMPLE_LABELS_HEADER = 8 };

extern const uint8_t sample_images[];
extern const uint8_t sample_labels[];

#endif
