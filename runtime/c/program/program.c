/* SPDX-License-Identifier: MIT */
/* A program around the network: reads examples from a file and prints the class of each. */
#include "NAME.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef INPUT_T element_t;

static int fail(const char *what, const char *file)
{
    fprintf(stderr, "NAME: %s: %s\n", file, what);
    return 2;
}

/* Where the elements begin: behind the header of an idx or npy file, else at once; -1 for a file of other elements. */
static long data_offset(const unsigned char *head, size_t length)
{
    if (length >= 16 && head[0] == 0 && head[1] == 0 && head[2] >= 8 && head[2] <= 14 && head[3] >= 1 && head[3] <= 4) {
        return head[2] == 8 && sizeof(element_t) == 1 ? 4 + (4L * head[3]) : -1;
    }
    if (length >= 16 && memcmp(head, "\x93NUMPY", 6) == 0) {
        long header = head[6] == 1 ? 10 + head[8] + (256L * head[9]) : 12 + head[8] + (256L * head[9]) + (65536L * head[10]);
        char text[512];
        size_t end = length < sizeof text ? length : sizeof text - 1, i;
        for (i = 0; i < end; i++) {
            text[i] = head[i] == 0 ? ' ' : (char)head[i];
        }
        text[end] = 0;
        return strstr(text, "'NPY_TYPE'") != NULL && strstr(text, "'fortran_order': False") != NULL ? header : -1;
    }
    return 0;
}

int main(int argc, char **argv)
{
    static element_t input[MACRO_INPUT_LENGTH];
    NAME_score_t scores[MACRO_CLASS_COUNT];
    static unsigned char head[512];
    long offset;
    int with_scores = argc == 3 && strcmp(argv[1], "--scores") == 0;
    void *arena = malloc(MACRO_ARENA_BYTES + 1);
    size_t read, i;
    FILE *file;
    if (argc != 2 + with_scores || strcmp(argv[1], "--help") == 0) {
        printf("usage: NAME [--scores] FILE\n\n"
               "Prints the class of every example of FILE: an idx or npy file, or raw ELEMENT_TEXT, %d of them per example.\n", MACRO_INPUT_LENGTH);
        return argc == 2 ? 0 : 2;
    }
    file = fopen(argv[1 + with_scores], "rb");
    if (file == NULL) {
        return fail("cannot be opened", argv[1 + with_scores]);
    }
    read = fread(head, 1, sizeof head, file);
    offset = data_offset(head, read);
    if (offset < 0) {
        return fail("holds elements of another type; expected ELEMENT_TEXT", argv[1 + with_scores]);
    }
    if (arena == NULL || fseek(file, offset, SEEK_SET) != 0) {
        return fail("cannot be read", argv[1 + with_scores]);
    }
    while ((read = fread(input, sizeof *input, MACRO_INPUT_LENGTH, file)) == MACRO_INPUT_LENGTH) {
        int32_t best = 0;
        NAME_run(input, scores, arena);
        for (i = 1; i < MACRO_CLASS_COUNT; i++) {
            best = scores[i] > scores[best] ? (int32_t)i : best;
        }
        printf("%ld", (long)best);
        for (i = 0; with_scores && i < MACRO_CLASS_COUNT; i++) {
            printf(" SCORE_FORMAT", SCORE_CAST scores[i]);
        }
        printf("\n");
    }
    if (ferror(file) || fflush(stdout) != 0) {
        return fail("cannot be read to its end, or the output cannot be written", argv[1 + with_scores]);
    }
    if (read != 0) {
        return fail("found a part of an example at the end; expected a whole number of examples", argv[1 + with_scores]);
    }
    fclose(file);
    free(arena);
    return 0;
}
