// SPDX-License-Identifier: MIT

const IMAGES_HEADER = 16, LABELS_HEADER = 8;

/** The sample digits, in the format of the MNIST files: a header, then a byte for each pixel or label. */
export async function loadSamples(name) {
    const [images, labels] = await Promise.all([bytesOf(`${name}-images.idx3-ubyte`), bytesOf(`${name}-labels.idx1-ubyte`)]);
    const header = new DataView(images.buffer);
    const [count, height, width] = [4, 8, 12].map(at => header.getUint32(at));
    return Array.from({ length: count }, (_, index) => ({
        label: labels[LABELS_HEADER + index],
        width,
        height,
        pixels: images.subarray(IMAGES_HEADER + index * width * height, IMAGES_HEADER + (index + 1) * width * height),
    }));
}

async function bytesOf(address) {
    const response = await fetch(address);
    if (!response.ok)
        throw new Error(`${address}: the server answers ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
}
