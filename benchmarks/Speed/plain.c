/* SPDX-License-Identifier: MIT */
/*
 * A binarized network as a good C programmer writes it in an afternoon: 64 bits to a word, XNOR and popcount, one loop over outputs, taps and
 * words, one comparison a bit. No intrinsics, no blocking, nothing about any processor. PlainNetwork.cs fills in the structs.
 */
#include <stdint.h>
#include <string.h>

struct layer {
    int32_t height, width, channels, outputs;          /* of the image it reads */
    int32_t kernel_height, kernel_width, stride, padding;
    int32_t rows, columns, pool;                       /* of its sums; pool is 1 for none */
    int32_t words, result_words;                       /* of a pixel of its input, of its result */
    const uint64_t *weights;                           /* [outputs][taps][words], a layer on bits */
    const int16_t *signs;                              /* [outputs][taps][channels], a layer on pixels; else NULL */
    const int32_t *limits;                             /* [outputs], the least sum that is +1 */
    const float *scores;                               /* [outputs][fan_in + 1], the last layer; else NULL */
};

struct network {
    int32_t height, width, channels, count, sign_from; /* sign_from: the least pixel that is +1; 0 where the first layer reads steps */
    const int16_t *steps;                              /* [256], what the first layer reads for a pixel */
    const struct layer *layers;
    uint64_t *bits, *next;                             /* room for the bits of any image of the network */
    int16_t *numbers, *patch;                          /* room for the pixels, and for those that a window meets */
};

static int differing(const uint64_t *a, const uint64_t *b, int words)
{
    int count = 0;
    for (int i = 0; i < words; i++) {
        count += __builtin_popcountll(a[i] ^ b[i]);
    }
    return count;
}

static int smaller(int a, int b) { return a < b ? a : b; }

static int larger(int a, int b) { return a > b ? a : b; }

static void set(uint64_t *bits, int index, int bit) { bits[index / 64] |= (uint64_t)bit << (index % 64); }

static void dense(const struct layer *l, const uint64_t *bits, uint64_t *result, float *scores)
{
    int fan_in = l->kernel_height * l->kernel_width * l->channels, words = l->kernel_height * l->kernel_width * l->words;
    for (int o = 0; o < l->outputs; o++) {
        int count = differing(bits, l->weights + (size_t)o * words, words);
        if (l->scores != NULL) {
            scores[o] = l->scores[(size_t)o * (fan_in + 1) + (fan_in - count)];
        } else {
            set(result, o, fan_in - 2 * count >= l->limits[o]);
        }
    }
}

static void convolve(const struct layer *l, const uint64_t *bits, uint64_t *result)
{
    int taps = l->kernel_height * l->kernel_width;
    for (int y = 0; y < l->rows; y++) {
        for (int x = 0; x < l->columns; x++) {
            int top = y * l->stride - l->padding, left = x * l->stride - l->padding;
            int first_row = larger(0, -top), end_row = smaller(l->kernel_height, l->height - top);
            int first_column = larger(0, -left), end_column = smaller(l->kernel_width, l->width - left);
            int fan_in = (end_row - first_row) * (end_column - first_column) * l->channels;
            int run = (end_column - first_column) * l->words; /* neighbouring taps of a row lie side by side, in the image and in the weights */
            uint64_t *pixel = result + (size_t)(y * l->columns + x) * l->result_words;
            for (int o = 0; o < l->outputs; o++) {
                const uint64_t *weights = l->weights + (size_t)o * taps * l->words;
                int count = 0;
                for (int row = first_row; row < end_row; row++) {
                    count += differing(
                        bits + (size_t)((top + row) * l->width + left + first_column) * l->words,
                        weights + (size_t)(row * l->kernel_width + first_column) * l->words,
                        run);
                }
                set(pixel, o, fan_in - 2 * count >= l->limits[o]);
            }
        }
    }
}

static void first(const struct layer *l, const int16_t *numbers, int16_t *patch, uint64_t *result)
{
    int fan_in = l->kernel_height * l->kernel_width * l->channels, run = l->kernel_width * l->channels;
    for (int y = 0; y < l->rows; y++) {
        for (int x = 0; x < l->columns; x++) {
            uint64_t *pixel = result + (size_t)(y * l->columns + x) * l->result_words;
            for (int row = 0; row < l->kernel_height; row++) {
                int top = y * l->stride - l->padding + row, left = x * l->stride - l->padding;
                for (int i = 0; i < run; i++) {
                    int column = left + i / l->channels;
                    int inside = top >= 0 && top < l->height && column >= 0 && column < l->width;
                    patch[row * run + i] = inside ? numbers[(top * l->width + left) * l->channels + i] : 0;
                }
            }
            for (int o = 0; o < l->outputs; o++) {
                const int16_t *signs = l->signs + (size_t)o * fan_in;
                int sum = 0;
                for (int i = 0; i < fan_in; i++) {
                    sum += patch[i] * signs[i];
                }
                set(pixel, o, sum >= l->limits[o]);
            }
        }
    }
}

static void pool(const struct layer *l, const uint64_t *bits, uint64_t *result)
{
    int rows = l->rows / l->pool, columns = l->columns / l->pool;
    for (int y = 0; y < rows * l->pool; y++) {
        for (int x = 0; x < columns * l->pool; x++) {
            const uint64_t *from = bits + (size_t)(y * l->columns + x) * l->result_words;
            uint64_t *to = result + (size_t)(y / l->pool * columns + x / l->pool) * l->result_words;
            for (int i = 0; i < l->result_words; i++) {
                to[i] |= from[i];
            }
        }
    }
}

/* Pixels lie channels first; the network reads them channels last. */
static void read_pixels(const struct network *n, const uint8_t *pixels)
{
    int words = (n->channels + 63) / 64, area = n->height * n->width;
    if (n->sign_from > 0) {
        memset(n->bits, 0, sizeof(uint64_t) * (size_t)area * words);
    }
    for (int i = 0; i < area; i++) {
        for (int c = 0; c < n->channels; c++) {
            uint8_t pixel = pixels[(size_t)c * area + i];
            if (n->sign_from > 0) {
                set(n->bits + (size_t)i * words, c, pixel >= n->sign_from);
            } else {
                n->numbers[(size_t)i * n->channels + c] = n->steps[pixel];
            }
        }
    }
}

void plain_run(const struct network *n, const uint8_t *pixels, float *scores)
{
    uint64_t *bits = n->bits, *next = n->next;
    read_pixels(n, pixels);
    for (int i = 0; i < n->count; i++) {
        const struct layer *l = n->layers + i;
        uint64_t *read = bits;
        memset(next, 0, sizeof(uint64_t) * (size_t)l->rows * l->columns * l->result_words);
        if (l->signs != NULL) {
            first(l, n->numbers, n->patch, next);
        } else if (l->padding == 0 && l->rows * l->columns == 1) {
            dense(l, bits, next, scores);
        } else {
            convolve(l, bits, next);
        }
        bits = next;
        next = read;
        if (l->pool > 1) {
            memset(next, 0, sizeof(uint64_t) * (size_t)(l->rows / l->pool) * (l->columns / l->pool) * l->result_words);
            pool(l, bits, next);
            read = bits;
            bits = next;
            next = read;
        }
    }
}
