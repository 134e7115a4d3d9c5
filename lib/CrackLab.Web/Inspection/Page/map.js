// A photo's map as the server answers it, made ready for drawing.

/** Takes an answer of /api/heatmap apart: the grid becomes numbers, outlines become flat arrays. */
export function read(answer) {
  const bytes = Uint8Array.from(atob(answer.cells.logOdds), letter => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const logOdds = Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
  const lists = answer.sensitivities.map(list => ({
    ...list,
    regions: list.regions.map(region => ({ ...region, outlines: region.outlines.map(outline => Float32Array.from(outline.flat())) })),
  }));
  return { ...answer, cells: { ...answer.cells, logOdds }, sensitivities: lists };
}

/** The regions at a position of the slider; they come largest first, so a least area cuts the end off. */
export function regionsAt(map, settings) {
  return map.sensitivities[settings.step].regions.filter(region => region.area >= settings.area);
}

/** How many regions there are, of which the server may have described the largest only. */
export function countAt(map, settings) {
  const list = map.sensitivities[settings.step], shown = regionsAt(map, settings).length;
  return shown < list.regions.length ? shown : list.count;
}

/** The part of the photo that is in regions, 0..1. */
export function shareOf(map, regions) {
  return regions.reduce((sum, region) => sum + region.area, 0) / (map.width * map.height);
}

/** The log-odds at a point of the photo: bilinear between the middles of cells. */
export function logOddsAt(map, x, y) {
  const { columns, rows, size, logOdds } = map.cells;
  const [left, right, across] = between(x / size - 0.5, columns);
  const [top, bottom, down] = between(y / size - 0.5, rows);
  const above = mix(logOdds[top * columns + left], logOdds[top * columns + right], across);
  return mix(above, mix(logOdds[bottom * columns + left], logOdds[bottom * columns + right], across), down);
}

export function probabilityOf(logOdds) {
  return 1 / (1 + Math.exp(-logOdds));
}

function between(place, places) {
  const kept = Math.min(Math.max(place, 0), places - 1), first = Math.floor(kept);
  return [first, Math.min(first + 1, places - 1), kept - first];
}

function mix(a, b, part) {
  return a + part * (b - a);
}
