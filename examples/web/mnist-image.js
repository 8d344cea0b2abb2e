// SPDX-License-Identifier: MIT

/** The side of an image of MNIST, and of the square inside it that the digit fills. */
export const SIDE = 28;
const BOX = 20;

/**
 * Brings a drawing to the form that MNIST's digits have: its bounding box is scaled, in proportion, until it just fits into 20 x 20 pixels, and is put
 * into 28 x 28 so that the ink's centre of mass is in the middle.
 * @param {Uint8Array} ink a square of gray values, row by row, 0 where nothing is drawn
 * @param {number} side of that square
 * @returns {Uint8Array | null} 28 x 28 pixels; null where nothing is drawn
 */
export function toMnistImage(ink, side) {
    const box = boundingBox(ink, side);
    if (box === null)
        return null;
    const digit = shrink(ink, side, box);
    const [x, y] = centred(digit);
    const image = new Uint8Array(SIDE * SIDE);
    for (let row = 0; row < digit.height; row++) {
        for (let column = 0; column < digit.width; column++)
            image[(y + row) * SIDE + x + column] = Math.round(digit.gray[row * digit.width + column]);
    }
    return image;
}

function boundingBox(ink, side) {
    let left = side, top = side, right = -1, bottom = -1;
    for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
            if (ink[y * side + x] === 0)
                continue;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
        }
    }
    return right < 0 ? null : { left, top, width: right + 1 - left, height: bottom + 1 - top };
}

/** Every pixel of the result is the mean of the part of the drawing that it covers, edges in proportion. */
function shrink(ink, side, box) {
    const scale = Math.max(box.width, box.height) / BOX;
    const width = Math.max(1, Math.round(box.width / scale));
    const height = Math.max(1, Math.round(box.height / scale));
    const columns = coverage(width, box.width);
    const rows = coverage(height, box.height);
    const gray = new Float64Array(width * height);
    for (const [row, y, high] of rows) {
        for (const [column, x, wide] of columns)
            gray[row * width + column] += high * wide * ink[(box.top + y) * side + box.left + x];
    }
    return { width, height, gray };
}

/** Which of `from` source positions lie in which of `to` target positions, and with what share of the target. */
function coverage(to, from) {
    const size = from / to;
    const parts = [];
    for (let target = 0; target < to; target++) {
        const start = target * size, end = start + size;
        for (let source = Math.floor(start); source < Math.min(from, Math.ceil(end)); source++)
            parts.push([target, source, (Math.min(end, source + 1) - Math.max(start, source)) / size]);
    }
    return parts;
}

/** Where the digit's upper left corner comes to lie; no part of it leaves the image. */
function centred(digit) {
    let mass = 0, massX = 0, massY = 0;
    for (let y = 0; y < digit.height; y++) {
        for (let x = 0; x < digit.width; x++) {
            const gray = digit.gray[y * digit.width + x];
            mass += gray;
            massX += gray * (x + 0.5);
            massY += gray * (y + 0.5);
        }
    }
    const place = (centre, size) => Math.min(SIDE - size, Math.max(0, Math.round(SIDE / 2 - centre)));
    return [place(massX / mass, digit.width), place(massY / mass, digit.height)];
}
