/* SPDX-License-Identifier: MIT */
/* Times generated C against generated C# (NativeAOT) in one process, in turns: MODEL INPUTS CSHARP.so C.so... ; prints minimum and median, of times and ratios. */
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 200, MOST = 8, MOST_INPUTS = 128 };

typedef int32_t (*csharp_run)(const uint8_t *, size_t, float *, size_t);
typedef int32_t (*c_run)(const uint8_t *, float *, void *);

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return ((double)time.tv_sec * 1e6) + ((double)time.tv_nsec * 1e-3);
}

static int by_value(const void *a, const void *b)
{
    return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

static void *function(const char *library, const char *model)
{
    char name[256];
    void *loaded = dlopen(library, RTLD_NOW | RTLD_LOCAL), *found;
    snprintf(name, sizeof name, "%s_run", model);
    if (loaded == NULL || (found = dlsym(loaded, name)) == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        exit(1);
    }
    return found;
}

int main(int argc, char **argv)
{
    static uint8_t inputs[1 << 20], arena[1 << 20] __attribute__((aligned(64)));
    static double times[MOST][ROUNDS], ratios[ROUNDS];
    const char *model = argv[1];
    size_t length = (size_t)atol(argv[3]), classes = (size_t)atol(argv[4]), count, i;
    int engines = argc - 5, e, r;
    void *runs[MOST];
    float scores[64], expected[64];
    FILE *file = fopen(argv[2], "rb");
    fseek(file, 16, SEEK_SET);
    count = fread(inputs, length, MOST_INPUTS, file);
    for (e = 0; e < engines; e++) {
        runs[e] = function(argv[5 + e], model);
    }
    for (r = 0; r < ROUNDS; r++) {
        for (e = 0; e < engines; e++) {
            double start = now();
            for (i = 0; i < count; i++) {
                if (e == 0) {
                    ((csharp_run)runs[0])(inputs + (i * length), length, scores, classes);
                } else {
                    ((c_run)runs[e])(inputs + (i * length), scores, arena);
                }
            }
            times[e][r] = (now() - start) / (double)count;
            if (e == 0) {
                memcpy(expected, scores, classes * sizeof(float));
            } else if (memcmp(expected, scores, classes * sizeof(float)) != 0) {
                fprintf(stderr, "%s: the scores differ\n", argv[5 + e]);
                return 1;
            }
        }
    }
    for (e = 0; e < engines; e++) {
        for (r = 0; r < ROUNDS; r++) {
            ratios[r] = times[0][r] / times[e][r];
        }
        qsort(ratios, ROUNDS, sizeof(double), by_value);
        if (e > 0) {
            qsort(times[e], ROUNDS, sizeof(double), by_value);
            printf("| %s | %s | %.1f | %.1f | %.2f | %.2f |\n", model, strrchr(argv[5 + e], '/') + 1, times[e][0], times[e][ROUNDS / 2], ratios[0], ratios[ROUNDS / 2]);
        }
    }
    qsort(times[0], ROUNDS, sizeof(double), by_value);
    printf("| %s | C# | %.1f | %.1f | 1 | 1 |\n", model, times[0][0], times[0][ROUNDS / 2]);
    return 0;
}
