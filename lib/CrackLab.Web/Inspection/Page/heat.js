// Draws a map over its photo, as the command's pictures have it.
import { logOddsAt } from "./map.js";

const REACH = 4; // Log-odds from the coldest colour to the level of regions, and from there to the hottest.
const MOST_PIXELS = 250_000;
const INK = "rgb(24 33 43 / 0.85)", LIGHT = "#ffffff", MARKED = "#fee838";
const ramp = document.body.dataset.colours.match(/../g).map(part => parseInt(part, 16));

/** The scale of colours, cold to hot, as it lies over a photo. */
export function drawRamp(canvas) {
  const context = canvas.getContext("2d"), image = context.createImageData(canvas.width, 1);
  for (let x = 0; x < canvas.width; x++) {
    paint(image.data, 4 * x, x / (canvas.width - 1), 1);
  }
  context.putImageData(image, 0, 0);
}

/** Log-odds of the coldest and the hottest colour at a position of the slider. */
export function ends(map, step) {
  const level = map.sensitivities[step].level;
  return [level - REACH, level, level + REACH];
}

/** The heat as a picture of its own, the more transparent the colder. */
export function heatOf(map, step) {
  const [cold, , hot] = ends(map, step);
  const wanted = Math.min(map.width * map.height, 16 * map.cells.columns * map.cells.rows, MOST_PIXELS);
  const scale = Math.sqrt(wanted / (map.width * map.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(map.width * scale));
  canvas.height = Math.max(1, Math.round(map.height * scale));
  const context = canvas.getContext("2d"), image = context.createImageData(canvas.width, canvas.height);
  for (let y = 0, at = 0; y < canvas.height; y++) {
    for (let x = 0; x < canvas.width; x++, at += 4) {
      const logOdds = logOddsAt(map, (x + 0.5) * map.width / canvas.width, (y + 0.5) * map.height / canvas.height);
      const share = Math.min(Math.max((logOdds - cold) / (hot - cold), 0), 1);
      paint(image.data, at, share, share);
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

/**
 * Draws photo, heat, outlines and numbers.
 * place: left, top and scale of the photo on the canvas; look: photo (or null), heat, opacity, regions, marked (a number or null).
 */
export function drawMap(context, map, place, look) {
  const { left, top, scale } = place, width = map.width * scale, height = map.height * scale;
  context.imageSmoothingEnabled = scale < 4;
  context.imageSmoothingQuality = "high";
  if (look.photo) {
    context.drawImage(look.photo, left, top, width, height);
  }
  if (look.heat && look.opacity > 0) {
    context.save();
    context.imageSmoothingEnabled = true;
    context.globalAlpha = look.opacity;
    context.drawImage(look.heat, left, top, width, height);
    context.restore();
  }
  context.save();
  context.lineJoin = "round";
  const paths = look.regions.map(region => pathOf(region, place));
  paths.forEach(path => stroke(context, path, 4.5, INK));
  paths.forEach((path, i) => stroke(context, path, look.regions[i].number === look.marked ? 3 : 1.75, look.regions[i].number === look.marked ? MARKED : LIGHT));
  const plates = [], isFirst = region => region.number === look.marked;
  [...look.regions.filter(isFirst), ...look.regions.filter(region => !isFirst(region))]
    .forEach(region => label(context, region, place, { width, height }, isFirst(region), plates));
  context.restore();
}

/** The region at a point of the canvas, the smallest one that holds it, or undefined. */
export function regionAt(context, regions, place, x, y) {
  return regions.slice().reverse().find(region => context.isPointInPath(pathOf(region, place), x, y, "evenodd"));
}

function pathOf(region, { left, top, scale }) {
  const path = new Path2D();
  region.outlines.forEach(points => {
    for (let i = 0; i < points.length; i += 2) {
      path[i === 0 ? "moveTo" : "lineTo"](left + points[i] * scale, top + points[i + 1] * scale);
    }
    path.closePath();
  });
  return path;
}

function stroke(context, path, width, colour) {
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.stroke(path);
}

/** The number on a plate at the upper left corner of the region's box, within the photo; left out where it would hide a larger region's. */
function label(context, region, { left, top, scale }, size, isMarked, plates) {
  const text = String(region.number), tall = 18;
  context.font = "600 12px system-ui, sans-serif";
  const wide = context.measureText(text).width + 10;
  const x = left + Math.min(Math.max(region.x * scale, 0), Math.max(0, size.width - wide));
  const y = top + Math.min(Math.max(region.y * scale - tall - 2, 0), Math.max(0, size.height - tall));
  if (plates.some(plate => x < plate.x + plate.wide && plate.x < x + wide && y < plate.y + tall && plate.y < y + tall)) {
    return;
  }
  plates.push({ x, y, wide });
  context.fillStyle = isMarked ? MARKED : INK;
  context.beginPath();
  context.roundRect(x, y, wide, tall, 4);
  context.fill();
  context.fillStyle = isMarked ? "#18212b" : LIGHT;
  context.textBaseline = "middle";
  context.fillText(text, x + 5, y + tall / 2 + 0.5);
}

function paint(data, at, share, opacity) {
  const colour = 3 * Math.round(share * (ramp.length / 3 - 1));
  data[at] = ramp[colour];
  data[at + 1] = ramp[colour + 1];
  data[at + 2] = ramp[colour + 2];
  data[at + 3] = Math.round(255 * opacity);
}
