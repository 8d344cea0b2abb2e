// SPDX-License-Identifier: MIT

/** The compiled network: pixels in, ten scores out. */
export class Network {
    #exports;

    constructor(exports, bytes) {
        this.#exports = exports;
        this.bytes = bytes;
        this.classCount = exports.class_count();
    }

    static async load(address) {
        const response = await fetch(address);
        if (!response.ok)
            throw new Error(`${address}: the server answers ${response.status}`);
        const program = await response.arrayBuffer();
        const { instance } = await WebAssembly.instantiate(program);
        return new Network(instance.exports, program.byteLength);
    }

    /** The scores of 28 x 28 pixels, row by row. The largest is the answer; of equal ones the first. */
    run(pixels) {
        this.#write(pixels);
        const error = this.#exports.run();
        if (error !== 0)
            throw new Error(`the network answers with error ${error}`);
        return Array.from({ length: this.classCount }, (_, index) => this.#exports.score(index));
    }

    /** Microseconds that a run takes. The clock of a browser is coarse, so many runs are timed together. */
    microseconds(pixels, milliseconds = 20) {
        this.#write(pixels);
        const start = performance.now();
        let runs = 0;
        let elapsed;
        do {
            for (let i = 0; i < 8; i++)
                this.#exports.run();
            runs += 8;
            elapsed = performance.now() - start;
        } while (elapsed < milliseconds);
        return elapsed * 1000 / runs;
    }

    #write(pixels) {
        new Uint8Array(this.#exports.memory.buffer, this.#exports.input_address(), this.#exports.input_length()).set(pixels);
    }
}
