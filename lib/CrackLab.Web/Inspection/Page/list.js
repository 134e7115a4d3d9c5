// The lines of the list of photos: a small picture, the name, what became of it.
import { countAt } from "./map.js";
import { open } from "./viewer.js";
import { count, make, setText } from "./page.js";

const SIDE = 112;

/** Makes the line of a photo. told: onChoose(photo), onRetry(photo), onRemove(photo), onKey(event, photo). */
export function createLine(photo, told) {
  const picture = make("canvas", { width: SIDE, height: SIDE, "aria-hidden": "true" });
  const state = make("span", { class: "state" }), bar = make("progress", { max: 1, value: 0, "aria-hidden": "true" });
  const choose = make("button", { type: "button", class: "choose", click: () => told.onChoose(photo) },
    picture, make("span", { class: "words" }, make("span", { class: "file", title: photo.name }, photo.name), state, bar));
  const retry = make("button", { type: "button", class: "plain", click: () => told.onRetry(photo), "aria-label": `Try ${photo.name} again`, title: "Try again" }, "↻");
  const remove = make("button", { type: "button", class: "plain", click: () => told.onRemove(photo), "aria-label": `Remove ${photo.name}`, title: "Remove" }, "×");
  const element = make("li", { keydown: event => told.onKey(event, photo) }, choose, retry, remove);
  let isDrawn = false;

  async function draw() {
    isDrawn = true;
    const bitmap = await open(photo.file);
    if (bitmap) {
      const scale = SIDE / Math.min(bitmap.width, bitmap.height), context = picture.getContext("2d");
      const [wide, tall] = [bitmap.width * scale, bitmap.height * scale];
      context.imageSmoothingQuality = "high";
      context.drawImage(bitmap, (SIDE - wide) / 2, (SIDE - tall) / 2, wide, tall);
      bitmap.close();
    }
  }

  /** Shows the photo's state. Only the buttons of the photo in view are stops of the Tab key; arrow keys lead to the others. */
  function show(settings, isChosen, isCrackedOnly) {
    const regions = photo.map ? countAt(photo.map, settings) : 0, isUnderWay = photo.state === "sending" || photo.state === "looking";
    if (isUnderWay && !isDrawn) {
      draw();
    }
    setText(state, words(photo, regions));
    state.className = `state ${photo.state}${photo.state === "done" ? (regions > 0 ? " cracked" : " sound") : ""}`;
    bar.hidden = !isUnderWay;
    if (photo.state === "looking") {
      bar.removeAttribute("value");
    } else {
      bar.value = photo.sent;
    }
    retry.hidden = photo.state !== "failed" && photo.state !== "cancelled";
    element.hidden = isCrackedOnly && photo.state === "done" && regions === 0;
    element.classList.toggle("chosen", isChosen);
    choose.setAttribute("aria-current", String(isChosen));
    [choose, retry, remove].forEach(button => button.setAttribute("tabindex", isChosen ? 0 : -1));
  }

  return { element, show, focus: () => choose.focus() };
}

function words({ state, sent, isGone, map }, regions) {
  return {
    waiting: () => "waiting",
    sending: () => sent > 0 && sent < 1 ? `sending ${Math.floor(100 * sent)}%` : "sending",
    looking: () => "looking",
    done: () => `${map.label ?? `no ${map.class}`} ${map.probability.toFixed(4)}\n${regions === 0 ? "no region" : count(regions, "region")}`,
    failed: () => isGone ? "server gone" : "failed",
    cancelled: () => "cancelled",
  }[state]();
}
