// SPDX-License-Identifier: MIT
import { Drawing } from "./drawing.js";
import { SIDE, toMnistImage } from "./mnist-image.js";
import { Network } from "./network.js";
import { loadSamples } from "./samples.js";

const element = id => document.getElementById(id);

/** The part of the height that the lowest score's bar has, so that it can be seen to be there. */
const LOWEST = 0.02;

/** One bar for each class; what they show is how the scores compare, not probabilities. */
function makeBars(count) {
    return Array.from({ length: count }, (_, index) => {
        const bar = document.createElement("li");
        bar.append(document.createElement("i"), String(index));
        element("scores").append(bar);
        return bar;
    });
}

function showScores(bars, scores) {
    const highest = Math.max(...scores), lowest = Math.min(...scores);
    const answer = scores.indexOf(highest);
    bars.forEach((bar, index) => {
        const part = highest === lowest ? 1 : (scores[index] - lowest) / (highest - lowest);
        bar.firstChild.style.setProperty("--part", LOWEST + (1 - LOWEST) * part);
        bar.classList.toggle("best", index === answer);
        bar.title = `score of ${index}: ${scores[index]}`;
    });
    element("answer").textContent = answer;
}

function showNothing(bars) {
    for (const bar of bars) {
        bar.firstChild.style.setProperty("--part", 0);
        bar.classList.remove("best");
        bar.title = "";
    }
    element("answer").textContent = "";
}

/** What the network is given, pixel for pixel. */
function showImage(image) {
    const context = element("seen").getContext("2d");
    const picture = context.createImageData(SIDE, SIDE);
    for (let i = 0; i < SIDE * SIDE; i++)
        picture.data.set([image?.[i] ?? 0, image?.[i] ?? 0, image?.[i] ?? 0, 255], 4 * i);
    context.putImageData(picture, 0, 0);
}

function showTime(microseconds) {
    element("time").textContent = microseconds < 100 ? `${microseconds.toFixed(1)} µs` : `${Math.round(microseconds).toLocaleString("en")} µs`;
}

async function start() {
    const [network, samples] = await Promise.all([Network.load("mnist_tiny.wasm"), loadSamples("digits")]);
    const bars = makeBars(network.classCount);
    const drawing = new Drawing(element("drawing"));
    let waiting = false;
    let next = 0;

    const read = () => {
        const image = toMnistImage(drawing.ink, drawing.side);
        showImage(image);
        if (image === null)
            showNothing(bars);
        else
            showScores(bars, network.run(image));
        element("hint").hidden = image !== null;
        return image;
    };

    // At most once for every frame that is shown, however many events there are.
    drawing.addEventListener("changed", () => {
        if (waiting)
            return;
        waiting = true;
        requestAnimationFrame(() => {
            waiting = false;
            read();
        });
    });
    drawing.addEventListener("finished", () => {
        const image = read();
        if (image !== null)
            showTime(network.microseconds(image));
    });
    element("clear").addEventListener("click", () => {
        drawing.clear();
        element("about").textContent = "";
    });
    element("sample").addEventListener("click", () => {
        const sample = samples[next];
        drawing.show(sample);
        element("about").textContent = `sample ${next + 1} of ${samples.length}: a ${sample.label}`;
        next = (next + 1) % samples.length;
    });
    element("drawing").addEventListener("pointerdown", () => element("about").textContent = "");

    element("size").textContent = `${network.bytes.toLocaleString("en")} bytes`;
    read();
    document.body.dataset.state = "ready";
}

start().catch(error => {
    document.body.dataset.state = "failed";
    element("hint").textContent = `This page does not work here: ${error.message}`;
});
