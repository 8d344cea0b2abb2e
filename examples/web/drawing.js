// SPDX-License-Identifier: MIT

/** The pen's width, as a part of the drawing's side: after scaling it is about as thick as MNIST's pens. */
const PEN = 0.08;

/** A square on which one draws with mouse, pen or finger: white ink on black, as in MNIST. */
export class Drawing extends EventTarget {
    #context;
    #pointers = new Map();

    constructor(canvas) {
        super();
        this.side = canvas.width;
        this.#context = canvas.getContext("2d", { willReadFrequently: true });
        this.#context.lineCap = this.#context.lineJoin = "round";
        this.#context.lineWidth = PEN * this.side;
        this.clear();
        canvas.addEventListener("pointerdown", event => this.#begin(canvas, event));
        canvas.addEventListener("pointermove", event => this.#continue(canvas, event));
        for (const end of ["pointerup", "pointercancel"])
            canvas.addEventListener(end, event => this.#end(event));
    }

    /** The gray values, row by row. */
    get ink() {
        const { data } = this.#context.getImageData(0, 0, this.side, this.side);
        return Uint8Array.from({ length: this.side * this.side }, (_, index) => data[4 * index]);
    }

    clear() {
        this.#context.fillStyle = "black";
        this.#context.fillRect(0, 0, this.side, this.side);
        this.#changed();
    }

    /** Draws an image of gray values over the whole square. */
    show({ pixels, width, height }) {
        this.clear();
        for (let y = 0; y < height; y++) {
            for (let x = 0; x < width; x++) {
                this.#context.fillStyle = `rgb(${Array(3).fill(pixels[y * width + x]).join(" ")})`;
                this.#context.fillRect(x * this.side / width, y * this.side / height, this.side / width, this.side / height);
            }
        }
        this.#changed();
        this.dispatchEvent(new Event("finished"));
    }

    #begin(canvas, event) {
        canvas.setPointerCapture(event.pointerId);
        const point = this.#point(canvas, event);
        this.#pointers.set(event.pointerId, point);
        this.#line(point, point);
        event.preventDefault();
    }

    #continue(canvas, event) {
        if (!this.#pointers.has(event.pointerId))
            return;
        // A browser reports one event for a frame; the ones in between make the line round.
        const events = event.getCoalescedEvents?.() ?? [];
        for (const each of events.length > 0 ? events : [event]) {
            const point = this.#point(canvas, each);
            this.#line(this.#pointers.get(event.pointerId), point);
            this.#pointers.set(event.pointerId, point);
        }
    }

    #end(event) {
        if (this.#pointers.delete(event.pointerId))
            this.dispatchEvent(new Event("finished"));
    }

    #line(from, to) {
        this.#context.strokeStyle = "white";
        this.#context.beginPath();
        this.#context.moveTo(...from);
        this.#context.lineTo(...to);
        this.#context.stroke();
        this.#changed();
    }

    #point(canvas, event) {
        const place = canvas.getBoundingClientRect();
        return [(event.clientX - place.left) * this.side / place.width, (event.clientY - place.top) * this.side / place.height];
    }

    #changed() {
        this.dispatchEvent(new Event("changed"));
    }
}
