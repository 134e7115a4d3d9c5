// Sends photos to the server, a few at a time, and keeps what became of each.
import { read } from "./map.js";

const AT_ONCE = 3, STEPS = 21, HEAD = 12;
const SIGNATURES = [["image/jpeg", [0xff, 0xd8, 0xff]], ["image/png", [0x89, 0x50, 0x4e, 0x47]], ["image/bmp", [0x42, 0x4d]]];

/**
 * Makes a queue. told(photo) is called whenever a photo's state changes; limits() gives the server's limits, window() the square's side.
 * A photo is { id, name, file, state, sent, error, isGone, map }; its state is waiting, sending, looking, done, failed or cancelled.
 */
export function createQueue(told, limits, window) {
  const waiting = [], running = new Map();
  let isHeld = false;

  function add(photo) {
    Object.assign(photo, { state: "waiting", sent: 0, error: "", isGone: false, map: null });
    waiting.push(photo);
    told(photo);
    pump();
  }

  function pump() {
    while (!isHeld && running.size < AT_ONCE && waiting.length > 0) {
      send(waiting.shift());
    }
  }

  async function send(photo) {
    const request = new XMLHttpRequest();
    running.set(photo, request);
    change(photo, "sending");
    const most = limits()?.fileBytes;
    const type = await typeOf(photo.file).catch(() => null);
    if (running.get(photo) !== request) {
      return;
    }
    if (type === null) {
      finish(photo, "failed", { error: `${photo.name}: expected a file that can be read, received one that cannot. It may have been moved or changed: add it again.` });
      return;
    }
    if (photo.file.size > most) {
      finish(photo, "failed", { error: `${photo.name}: expected at most ${megabytes(most)}, received ${megabytes(photo.file.size)}. Choose a smaller photo.` });
      return;
    }
    const square = window();
    request.open("POST", `/api/heatmap?steps=${STEPS}&name=${encodeURIComponent(photo.name)}${square ? `&window=${square}` : ""}`);
    request.setRequestHeader("Content-Type", type);
    request.responseType = "json";
    request.upload.onprogress = event => {
      photo.sent = event.lengthComputable ? event.loaded / event.total : 0;
      told(photo);
    };
    request.upload.onload = () => change(photo, "looking");
    request.onload = () => receive(photo, request);
    request.onerror = () => lose(photo);
    request.onabort = () => finish(photo, "cancelled", {});
    request.send(photo.file);
  }

  function receive(photo, request) {
    if (request.status === 200 && request.response) {
      finish(photo, "done", { map: read(request.response) });
    } else {
      finish(photo, "failed", { error: request.response?.detail ?? `${photo.name}: expected an answer, received status ${request.status}. Try again.` });
    }
  }

  /** The server is gone: the photo and all behind it wait until it is back. */
  function lose(photo) {
    isHeld = true;
    finish(photo, "failed", { isGone: true, error: `${photo.name}: expected an answer, received none: the server is gone. Start it again, then try again.` });
  }

  function finish(photo, state, facts) {
    running.delete(photo);
    Object.assign(photo, facts);
    change(photo, state);
    pump();
  }

  function change(photo, state) {
    photo.state = state;
    told(photo);
  }

  /** Takes a photo out, whether it waits or is under way. */
  function cancel(photo) {
    const at = waiting.indexOf(photo);
    if (at >= 0) {
      waiting.splice(at, 1);
      change(photo, "cancelled");
    } else if (running.has(photo)) {
      const request = running.get(photo);
      running.delete(photo);
      request.onabort = null;
      request.abort();
      change(photo, "cancelled");
      pump();
    }
  }

  return {
    add,
    cancel,
    cancelAll: () => [...waiting, ...running.keys()].forEach(cancel),
    resume: () => { isHeld = false; pump(); },
    isBusy: () => waiting.length + running.size > 0,
  };
}

/** What a file is by its first bytes, else by its name: a PNG may be called .jpg. */
async function typeOf(file) {
  const head = new Uint8Array(await file.slice(0, HEAD).arrayBuffer());
  const known = SIGNATURES.find(([, bytes]) => bytes.every((byte, i) => head[i] === byte));
  return known?.[0] ?? (file.type || "application/octet-stream");
}

export function megabytes(bytes) {
  return bytes < 100_000 ? `${bytes.toLocaleString("en")} bytes` : `${(bytes / 1e6).toLocaleString("en", { maximumFractionDigits: 1 })} MB`;
}
