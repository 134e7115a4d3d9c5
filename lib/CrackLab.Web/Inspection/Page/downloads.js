// What is taken home: tables as CSV, and a page that stands alone.
import { countAt, regionsAt, shareOf } from "./map.js";
import { drawMap, heatOf } from "./heat.js";
import { open } from "./viewer.js";
import { count, millimetres, percent } from "./page.js";

const REGIONS = [
  "photo", "region", "x", "y", "width", "height", "area", "peak", "mean",
  "width_mm_estimate", "height_mm_estimate", "area_mm2_estimate", "date_taken", "latitude", "longitude", "altitude",
];
const PHOTOS = [
  "photo", "label", "probability", "regions", "share", "width", "height", "date_taken", "latitude", "longitude", "altitude", "error",
];
const PICTURE_SIDE = 1200, MOST_ROWS = 40;

/** The regions of all photos, as 'cracklab heatmap --csv' writes them; a photo without any has no row. */
export function regionsCsv(photos, settings) {
  return csv(REGIONS, photos.filter(photo => photo.map).flatMap(({ name, map }) => regionsAt(map, settings).map(region => [
    name, region.number, region.x, region.y, region.width, region.height, Math.round(region.area), region.peak.toFixed(4), region.mean.toFixed(4),
    tenth(region.width, settings.scale), tenth(region.height, settings.scale),
    settings.scale ? Math.round(region.area * settings.scale ** 2) : "", ...taken(map),
  ])));
}

/** All photos, a row each, those that failed too. */
export function photosCsv(photos, settings) {
  return csv(PHOTOS, photos.filter(photo => photo.map || photo.error).map(({ name, map, error }) => map
    ? [name, map.label ?? "", map.probability.toFixed(4), countAt(map, settings), shareOf(map, regionsAt(map, settings)).toFixed(4), map.width, map.height, ...taken(map), ""]
    : [name, ...Array(10).fill(""), error]));
}

function taken(map) {
  return [map.dateTaken ?? "", map.latitude ?? "", map.longitude ?? "", map.altitude ?? ""];
}

function tenth(pixels, scale) {
  return scale ? String(Math.round(10 * pixels * scale) / 10) : "";
}

function csv(columns, rows) {
  return [columns, ...rows].map(row => row.map(cell).join(",") + "\n").join("");
}

/** A name that a spreadsheet would take for a formula gets an apostrophe before it. */
function cell(value) {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) || text.trim() !== text ? `"${text.replaceAll("\"", "\"\"")}"` : text;
}

/** A page with pictures and regions of all photos, that needs no network, no script and no other file. told(done) is called on the way. */
export async function reportPage(photos, settings, health, told) {
  const style = await (await fetch("/report.css")).text();
  const mapped = photos.filter(photo => photo.map).map(photo => ({ ...photo, regions: regionsAt(photo.map, settings) }));
  mapped.forEach(photo => { photo.share = shareOf(photo.map, photo.regions); });
  mapped.sort((a, b) => b.share - a.share || b.map.probability - a.map.probability);
  const broken = photos.filter(photo => !photo.map && photo.error), cracked = mapped.filter(photo => photo.regions.length > 0);
  const sections = [];
  for (const photo of mapped) {
    sections.push(section(photo, sections.length + 1, settings, await picture(photo, settings)));
    told(sections.length, mapped.length);
  }
  const lead = mapped.length === 0 ? "No photo could be read."
    : cracked.length === 0 ? "No place looks cracked."
    : `${cracked.length} of ${count(mapped.length, "photo")} ${cracked.length === 1 ? "has" : "have"} places that look cracked: ${count(cracked.reduce((sum, photo) => sum + countAt(photo.map, settings), 0), "region")}.`;
  const windows = [...new Set(mapped.map(photo => photo.map.window))];
  const facts = [
    new Date().toISOString().slice(0, 16).replace("T", " ") + " UTC", `model ${health.model.name}`, `looks for ${health.model.class}`,
    `sensitivity ${(settings.step / (settings.steps - 1)).toFixed(2)}`, ...settings.area > 0 ? [`least area ${settings.area} pixels`] : [],
    ...windows.length > 0 ? [`seen in squares of ${windows.join(", ")} pixels`] : [],
    settings.scale ? `${settings.scale} mm a pixel, as given` : "size of a pixel on the wall unknown",
    ...broken.length > 0 ? [`${count(broken.length, "file")} could not be read`] : [],
  ];
  return html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>Inspection of ${count(mapped.length, "photo")}</title><style>${raw(style)}</style></head>
<body><header><p class="overline">CrackLab inspection</p><h1>${count(mapped.length, "photo")}</h1><p class="lead">${lead}</p>
<p class="facts">${facts.map(fact => html`<span>${fact}</span>`)}</p></header>
<main>${mapped.length > 1 ? overview(mapped, settings) : ""}${sections}${broken.length > 0 ? unread(broken) : ""}</main>
<footer><p>Yellow is where the model sees a crack, the clearer the surer; outlines enclose what counts at this sensitivity, sound concrete beside the
crack included. Peak and mean are the greatest and the mean probability in a region. ${settings.scale
    ? "Millimetres are estimates: they take the wall for flat and square to the camera. A region's size is not a crack's width." : ""}</p>
<p>The model knows cracks as its training pictures show them. A crack much thinner or wider in pixels than there, or on another material, can be
missed. This does not replace an inspection by someone qualified.</p></footer></body></html>
`.text;
}

function overview(mapped, settings) {
  return html`<section id="photos"><h2>Photos</h2><div class="scroll"><table class="numbers tight">
<thead><tr><th scope="col">Photo</th><th scope="col">Label</th><th scope="col">Regions</th><th scope="col">Part of the photo</th><th scope="col">Peak</th></tr></thead>
<tbody>${mapped.map((photo, i) => html`<tr><th scope="row"><a href="#photo-${i + 1}">${photo.name}</a></th><td>${photo.map.label ?? ""}</td><td>${countAt(photo.map, settings)}</td><td>${percent(photo.share)}</td><td>${photo.map.probability.toFixed(4)}</td></tr>
`)}</tbody></table></div></section>
`;
}

function section({ name, map, regions, share }, number, settings, image) {
  const outcome = regions.length === 0
    ? `No place counts at this sensitivity; the surest has ${map.probability.toFixed(4)}.`
    : `${count(countAt(map, settings), "region")} on ${percent(share)} of the photo.`;
  const when = map.dateTaken ? `, taken ${map.dateTaken}` : "", where = map.latitude === null ? "" : ` at ${map.latitude}, ${map.longitude}`;
  return html`<section id="photo-${number}"><h2>${name}</h2><p class="note">${outcome} ${map.width} × ${map.height} pixels${when}${where}.</p>
<div class="map"><img src="${image}" alt="${name} with ${count(regions.length, "outlined region")}"></div>
${regions.length > 0 ? table(regions, settings) : ""}</section>
`;
}

function table(regions, { scale }) {
  return html`<div class="scroll"><table class="numbers tight"><thead><tr><th scope="col">Region</th><th scope="col">Left, top</th><th scope="col">Size, pixels</th>${
    scale ? html`<th scope="col">Size, mm (estimate)</th>` : ""}<th scope="col">Area, pixels</th><th scope="col">Peak</th><th scope="col">Mean</th></tr></thead>
<tbody>${regions.slice(0, MOST_ROWS).map(region => html`<tr><th scope="row">${region.number}</th><td>${region.x}, ${region.y}</td><td>${region.width} × ${region.height}</td>${
    scale ? html`<td>${millimetres(region.width, scale)} × ${millimetres(region.height, scale)}</td>` : ""}<td>${Math.round(region.area).toLocaleString("en")}</td><td>${region.peak.toFixed(4)}</td><td>${region.mean.toFixed(4)}</td></tr>
`)}</tbody></table></div>${regions.length > MOST_ROWS ? html`<p class="note">The ${MOST_ROWS} largest of ${regions.length}; the table of regions lists all.</p>` : ""}`;
}

function unread(broken) {
  return html`<section id="unread"><h2>Could not be read</h2><div class="scroll"><table class="tight"><tbody>${
    broken.map(photo => html`<tr><th scope="row">${photo.name}</th><td>${photo.error}</td></tr>`)}</tbody></table></div></section>`;
}

/** The photo with its map, as a JPEG in an address. */
async function picture(photo, settings) {
  const bitmap = await open(photo.file), scale = Math.min(1, PICTURE_SIDE / Math.max(photo.map.width, photo.map.height));
  const canvas = document.createElement("canvas"), context = canvas.getContext("2d");
  canvas.width = Math.max(1, Math.round(photo.map.width * scale));
  canvas.height = Math.max(1, Math.round(photo.map.height * scale));
  drawMap(context, photo.map, { left: 0, top: 0, scale }, {
    photo: bitmap, heat: heatOf(photo.map, settings.step), opacity: settings.opacity, regions: photo.regions, marked: null,
  });
  bitmap?.close();
  return canvas.toDataURL("image/jpeg", 0.85);
}

/** Markup: literals as they are, everything else encoded. */
function html(literals, ...values) {
  return raw(literals.reduce((text, literal, i) => text + encode(values[i - 1]) + literal));
}

function raw(text) {
  return { text };
}

function encode(value) {
  return Array.isArray(value) ? value.map(encode).join("")
    : value?.text !== undefined ? value.text
    : String(value).replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`);
}
