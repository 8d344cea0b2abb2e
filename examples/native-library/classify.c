/* SPDX-License-Identifier: MIT */
/* Reads an image of raw pixels and prints the digit and its score. */
#include <stdio.h>
#include "digits.h"

int main(int argc, char **argv)
{
    uint8_t pixels[DIGITS_PIXELS];
    float scores[DIGITS_CLASSES];
    if (argc != 2) {
        fprintf(stderr, "usage: classify PIXELS.raw\n");
        return 2;
    }

    FILE *file = fopen(argv[1], "rb");
    if (file == NULL || fread(pixels, 1, sizeof pixels, file) != sizeof pixels) {
        fprintf(stderr, "%s: found no file of %d pixels\n", argv[1], DIGITS_PIXELS);
        return 2;
    }

    fclose(file);
    int32_t digit = digits_classify(pixels, scores);
    printf("%d (score %.3f)\n", (int)digit, (double)scores[digit]);
    return 0;
}
