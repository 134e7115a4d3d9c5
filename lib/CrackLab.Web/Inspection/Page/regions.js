// The table of regions of the photo in view.
import { make, millimetres } from "./page.js";

const COLUMNS = [
  { key: "number", title: "No.", sort: region => region.number },
  { key: "place", title: "Left, top", sort: region => region.x },
  { key: "size", title: "Size, px", estimated: "Size, px; mm estimated", sort: region => Math.max(region.width, region.height) },
  { key: "area", title: "Area, px²", sort: region => region.area },
  { key: "peak", title: "Peak", sort: region => region.peak },
  { key: "mean", title: "Mean", sort: region => region.mean },
];

/** Makes the table. told: onMark(number or null), onPick(region). */
export function createTable(table, told) {
  const [head, body] = [table.tHead, table.tBodies[0]];
  let shown = [], scale = null, order = { key: "number", isDown: false }, current = 1, marked = null;

  function show(regions, millimetresPerPixel) {
    [shown, scale] = [regions, millimetresPerPixel];
    draw();
  }

  function draw() {
    const column = COLUMNS.find(({ key }) => key === order.key) ?? COLUMNS[0], sign = order.isDown ? -1 : 1;
    const rows = shown.slice().sort((a, b) => sign * (column.sort(a) - column.sort(b)) || a.number - b.number);
    if (!rows.some(region => region.number === current)) {
      current = rows[0]?.number;
    }
    const focused = document.activeElement?.closest?.("tr")?.dataset.number, focusedKey = document.activeElement?.dataset?.key;
    const hadFocus = table.contains(document.activeElement);
    head.replaceChildren(make("tr", {}, ...COLUMNS.map(heading)));
    body.replaceChildren(...rows.map(row));
    if (hadFocus) {
      const next = focusedKey ? head.querySelector(`[data-key="${focusedKey}"]`) : rowOf(Number(focused)) ?? rowOf(current);
      next?.focus({ preventScroll: true });
    }
    paint();
  }

  function heading({ key, title, estimated }) {
    const isOrder = key === order.key;
    const turn = () => {
      order = { key, isDown: isOrder ? !order.isDown : key !== "number" && key !== "place" };
      draw();
    };
    return make("th", { scope: "col", "aria-sort": isOrder ? (order.isDown ? "descending" : "ascending") : "none" },
      make("button", { type: "button", "data-key": key, click: turn }, scale && estimated ? estimated : title));
  }

  function row(region) {
    const cells = {
      place: `${region.x}, ${region.y}`,
      size: `${region.width} × ${region.height}`,
      area: Math.round(region.area).toLocaleString("en"),
      peak: region.peak.toFixed(4),
      mean: region.mean.toFixed(4),
    };
    const estimate = scale ? make("small", {}, `${millimetres(region.width, scale)} × ${millimetres(region.height, scale)} mm`) : null;
    return make("tr", {
      "data-number": region.number,
      tabindex: region.number === current ? 0 : -1,
      "aria-label": `Region ${region.number}: ${cells.size} pixels at ${cells.place}, peak ${cells.peak}`,
      pointerenter: () => told.onMark(region.number),
      pointerleave: () => told.onMark(null),
      focus: () => {
        setCurrent(region.number);
        told.onMark(region.number);
      },
      blur: () => told.onMark(null),
      click: () => told.onPick(region),
      keydown: event => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step) {
          event.preventDefault();
          (step > 0 ? event.currentTarget.nextElementSibling : event.currentTarget.previousElementSibling)?.focus();
        } else if (event.key === "Enter" || event.key === " ") {
          event.preventDefault();
          told.onPick(region);
        }
      },
    }, make("th", { scope: "row" }, String(region.number)), ...COLUMNS.slice(1).map(({ key }) => make("td", {}, cells[key], key === "size" ? estimate : null)));
  }

  function setCurrent(number) {
    rowOf(current)?.setAttribute("tabindex", "-1");
    current = number;
    rowOf(current)?.setAttribute("tabindex", "0");
  }

  function rowOf(number) {
    return body.querySelector(`tr[data-number="${number}"]`);
  }

  function paint() {
    body.querySelectorAll("tr").forEach(line => line.classList.toggle("marked", Number(line.dataset.number) === marked));
  }

  function mark(number) {
    marked = number;
    paint();
  }

  /** Shows the row of a region that was picked in the photo. */
  function pick(number) {
    setCurrent(number);
    rowOf(number)?.focus();
  }

  return { show, mark, pick };
}
