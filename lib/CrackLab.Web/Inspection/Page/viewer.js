// The photo with its map: drawing, zoom and pan by wheel, pinch, drag and keys.
import { countAt, logOddsAt, probabilityOf, regionsAt } from "./map.js";
import { drawMap, heatOf, regionAt } from "./heat.js";
import { count } from "./page.js";

const MOST_SCALE = 16, PREVIEW_SIDE = 2048, STEP = 1.25;

/** Makes the viewer of a stage. told: onMark(number or null), onPick(number), onRead(text), onTurn(1 or -1). */
export function createViewer(stage, settings, told) {
  const canvas = stage.querySelector("canvas"), context = canvas.getContext("2d");
  const pointers = new Map();
  let photo = null, bitmap = null, preview = null, heat = null, heatKey = "", marked = null, loads = 0;
  let place = { left: 0, top: 0, scale: 1 }, isWhole = true, drawing = 0, moved = 0, pinch = 0;

  const width = () => photo?.map?.width ?? bitmap?.width ?? 1;
  const height = () => photo?.map?.height ?? bitmap?.height ?? 1;
  const fit = () => Math.min(stage.clientWidth / width(), stage.clientHeight / height());

  function draw() {
    drawing ||= requestAnimationFrame(() => {
      drawing = 0;
      const ratio = window.devicePixelRatio || 1;
      canvas.width = Math.round(stage.clientWidth * ratio);
      canvas.height = Math.round(stage.clientHeight * ratio);
      if (!photo) {
        return;
      }
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      settle();
      const source = preview && place.scale * width() * ratio <= preview.width ? preview : bitmap;
      if (photo.map) {
        drawMap(context, photo.map, place, { photo: source, heat: heatNow(), opacity: settings.opacity, regions: regionsAt(photo.map, settings), marked });
      } else if (source) {
        context.imageSmoothingQuality = "high";
        context.drawImage(source, place.left, place.top, width() * place.scale, height() * place.scale);
      }
    });
  }

  function heatNow() {
    const key = `${photo.id} ${settings.step}`;
    if (heatKey !== key) {
      heat = heatOf(photo.map, settings.step);
      heatKey = key;
    }
    return heat;
  }

  /** Keeps the photo on the stage: whole and in the middle, or covering it as far as it is large enough. */
  function settle() {
    if (isWhole || place.scale <= fit()) {
      place.scale = fit();
      isWhole = true;
    }
    const [wide, tall] = [width() * place.scale, height() * place.scale];
    place.left = wide <= stage.clientWidth ? (stage.clientWidth - wide) / 2 : Math.min(0, Math.max(stage.clientWidth - wide, place.left));
    place.top = tall <= stage.clientHeight ? (stage.clientHeight - tall) / 2 : Math.min(0, Math.max(stage.clientHeight - tall, place.top));
    stage.classList.toggle("zoomed", !isWhole);
  }

  function zoom(factor, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
    const scale = Math.min(place.scale * factor, Math.max(MOST_SCALE, fit()));
    place.left = x - (x - place.left) * scale / place.scale;
    place.top = y - (y - place.top) * scale / place.scale;
    place.scale = scale;
    isWhole = scale <= fit() * 1.001;
    draw();
  }

  function pan(x, y) {
    place.left += x;
    place.top += y;
    draw();
  }

  function showWhole() {
    isWhole = true;
    draw();
  }

  /** Brings a region into the middle, as large as is useful. */
  function showRegion(region) {
    const scale = Math.min(stage.clientWidth / (region.width * 1.6), stage.clientHeight / (region.height * 1.6), 4);
    isWhole = scale <= fit();
    place.scale = scale;
    place.left = stage.clientWidth / 2 - (region.x + region.width / 2) * scale;
    place.top = stage.clientHeight / 2 - (region.y + region.height / 2) * scale;
    draw();
  }

  function mark(number) {
    if (marked !== number) {
      marked = number;
      draw();
    }
  }

  /** Shows another photo, or what has become of this one. */
  async function show(next) {
    if (next === photo) {
      describe();
      draw();
      return;
    }
    const load = ++loads;
    photo = next;
    bitmap?.close();
    preview?.close();
    bitmap = preview = heat = marked = null;
    heatKey = "";
    isWhole = true;
    describe();
    draw();
    const opened = photo ? await open(photo.file) : null;
    if (load !== loads) {
      opened?.close();
      return;
    }
    bitmap = opened;
    describe();
    draw();
    const shrunk = opened && await shrink(opened);
    if (load === loads) {
      preview = shrunk;
    } else {
      shrunk?.close();
    }
  }

  function describe() {
    const map = photo?.map;
    stage.style.setProperty("--ratio", width() / height());
    stage.setAttribute("aria-label", !photo ? "No photo" : map
      ? `${photo.name}: ${map.label ?? "none"}, ${count(countAt(map, settings), "region")}`
      : photo.name);
  }

  function point(event) {
    const box = stage.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  function readAt(event) {
    const [x, y] = point(event), map = photo?.map;
    const [column, row] = [(x - place.left) / place.scale, (y - place.top) / place.scale];
    const isInside = map && column >= 0 && row >= 0 && column < map.width && row < map.height;
    told.onRead(isInside ? `${Math.floor(column)}, ${Math.floor(row)}: ${probabilityOf(logOddsAt(map, column, row)).toFixed(4)}` : "");
    return isInside ? regionAt(unscaled(), regionsAt(map, settings), place, x, y) : undefined;
  }

  /** isPointInPath takes pixels of the canvas, paths are in those of the page. */
  function unscaled() {
    context.setTransform(1, 0, 0, 1, 0, 0);
    return context;
  }

  stage.addEventListener("wheel", event => {
    if (photo && !(isWhole && event.deltaY > 0)) {
      event.preventDefault();
      zoom(Math.exp(-Math.max(-200, Math.min(200, event.deltaY * (event.deltaMode === 1 ? 20 : 1))) / 400), ...point(event));
    }
  }, { passive: false });

  stage.addEventListener("pointerdown", event => {
    pointers.set(event.pointerId, point(event));
    moved = 0;
    if (pointers.size === 2) {
      pinch = distance(pointers);
    }
  });

  stage.addEventListener("pointermove", event => {
    const before = pointers.get(event.pointerId), now = point(event);
    if (!before) {
      const over = readAt(event)?.number ?? null;
      mark(over);
      told.onMark(over);
      return;
    }
    pointers.set(event.pointerId, now);
    moved += Math.abs(now[0] - before[0]) + Math.abs(now[1] - before[1]);
    if (pointers.size === 2) {
      const apart = distance(pointers), [a, b] = [...pointers.values()];
      zoom(apart / pinch, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2);
      pinch = apart;
    } else if (!isWhole) {
      if (!stage.hasPointerCapture(event.pointerId)) {
        stage.setPointerCapture(event.pointerId);
      }
      pan(now[0] - before[0], now[1] - before[1]);
    }
  });

  ["pointerup", "pointercancel"].forEach(name => stage.addEventListener(name, event => {
    const wasOne = pointers.size === 1;
    pointers.delete(event.pointerId);
    if (name === "pointerup" && wasOne && moved < 6) {
      const region = readAt(event);
      if (region) {
        mark(region.number);
        told.onPick(region.number);
      }
    }
  }));

  stage.addEventListener("pointerleave", event => {
    pointers.delete(event.pointerId);
    if (event.pointerType === "mouse") {
      told.onRead("");
      told.onMark(null);
      mark(null);
    }
  });

  stage.addEventListener("dblclick", event => isWhole ? zoom(3, ...point(event)) : showWhole());

  stage.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    const far = 60;
    const acts = {
      "+": () => zoom(STEP), "=": () => zoom(STEP), "-": () => zoom(1 / STEP), "0": showWhole,
      ArrowLeft: () => isWhole ? told.onTurn(-1) : pan(far, 0), ArrowRight: () => isWhole ? told.onTurn(1) : pan(-far, 0),
      ArrowUp: isWhole ? null : () => pan(0, far), ArrowDown: isWhole ? null : () => pan(0, -far),
      PageUp: () => told.onTurn(-1), PageDown: () => told.onTurn(1),
    };
    if (acts[event.key]) {
      event.preventDefault();
      acts[event.key]();
    }
  });

  new ResizeObserver(draw).observe(stage);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  return { show, draw, mark, showRegion, showWhole, zoomIn: () => zoom(STEP), zoomOut: () => zoom(1 / STEP) };
}

/** Decodes a photo upright, or gives null where the browser cannot. */
export async function open(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
}

/** A smaller copy for looking at the whole, or null where the photo is small anyway. */
async function shrink(bitmap) {
  const scale = PREVIEW_SIDE / Math.max(bitmap.width, bitmap.height);
  return scale >= 1 ? null : createImageBitmap(bitmap, {
    resizeWidth: Math.max(1, Math.round(bitmap.width * scale)), resizeHeight: Math.max(1, Math.round(bitmap.height * scale)), resizeQuality: "high",
  });
}


function distance(pointers) {
  const [a, b] = [...pointers.values()];
  return Math.max(1, Math.hypot(a[0] - b[0], a[1] - b[1]));
}
