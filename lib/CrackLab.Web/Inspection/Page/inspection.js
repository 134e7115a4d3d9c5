// The inspection page: photos come in, go through the queue, and are shown with what was found.
import { countAt, probabilityOf, regionsAt, shareOf } from "./map.js";
import { drawRamp, ends } from "./heat.js";
import { createViewer } from "./viewer.js";
import { createQueue, megabytes } from "./queue.js";
import { createLine } from "./list.js";
import { createTable } from "./regions.js";
import { photosCsv, regionsCsv, reportPage } from "./downloads.js";
import { count, find, make, percent, save, setText } from "./page.js";

const MOST_PHOTOS = 500, STEPS = 21, AGAIN = 2000, HERE = ["127.0.0.1", "localhost", "[::1]"];
const settings = { step: 10, steps: STEPS, opacity: 0.5, area: 0, scale: null, window: null };
const photos = [], lines = new Map();
let health = null, chosen = null, lastId = 0;

const queue = createQueue(onPhoto, () => health?.limits, () => settings.window === health?.model.window ? null : settings.window);
const viewer = createViewer(find("stage"), settings, {
  onMark: number => table.mark(number),
  onPick: number => table.pick(number),
  onRead: text => setText(find("reading"), text),
  onTurn: turn,
});
const table = createTable(find("regions").querySelector("table"), {
  onMark: number => { viewer.mark(number); table.mark(number); },
  onPick: region => viewer.showRegion(region),
});

// Photos come in.

function addFiles(files) {
  const room = MOST_PHOTOS - photos.length, taken = [...files].slice(0, room), isFirst = photos.length === 0;
  const hadFocus = find("drop").contains(document.activeElement);
  document.body.classList.toggle("empty", photos.length + taken.length === 0);
  taken.forEach(file => {
    const photo = { id: ++lastId, name: file.name || "photo", file };
    photos.push(photo);
    const line = createLine(photo, { onChoose: choose, onRetry: one => again([one]), onRemove: remove, onKey: walk });
    lines.set(photo, line);
    find("list").append(line.element);
    queue.add(photo);
  });
  if (files.length > room) {
    tell(`expected at most ${MOST_PHOTOS} photos at a time, received more: ${files.length - taken.length} were left out. Download what there is, remove it, and go on.`);
  }
  if (taken.length > 0 && (!chosen || isFirst)) {
    choose(photos[photos.length - taken.length]);
    if (isFirst && hadFocus) {
      lines.get(chosen).focus();
    }
  }
  update();
}

/** The files of a drop, those in folders too. */
async function filesOf(transfer) {
  const entries = [...transfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.some(entry => entry.isDirectory)) {
    return [...transfer.files];
  }
  const found = [];
  for (const entry of entries) {
    await gather(entry, found, entry.isDirectory);
  }
  return found;
}

async function gather(entry, found, isInFolder) {
  if (entry.isFile) {
    const file = await new Promise((take, fail) => entry.file(take, fail));
    if (!isInFolder || file.type.startsWith("image/")) {
      found.push(file);
    }
    return;
  }
  const reader = entry.createReader();
  for (let some; (some = await new Promise((take, fail) => reader.readEntries(take, fail))).length > 0;) {
    for (const inner of some.sort((a, b) => a.name.localeCompare(b.name))) {
      await gather(inner, found, true);
    }
  }
}

// The list of photos.

function walk(event, photo) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
  if (step && !event.ctrlKey && !event.altKey && !event.metaKey) {
    event.preventDefault();
    turn(step);
    lines.get(chosen)?.focus();
  } else if (event.key === "Delete") {
    event.preventDefault();
    remove(photo);
    lines.get(chosen)?.focus();
  }
}

function describe(photo) {
  lines.get(photo).show(settings, photo === chosen, find("cracked-only").checked);
}

/** Goes so many photos on, among those in the list. */
function turn(step) {
  const next = neighbour(step);
  if (next) {
    choose(next);
  }
}

/** The photo so many places on in the list, or the last one there is on that side, or null where the one in view is that. */
function neighbour(step) {
  const shown = photos.filter(photo => photo === chosen || !lines.get(photo).element.hidden);
  const next = shown[Math.min(Math.max(shown.indexOf(chosen) + step, 0), shown.length - 1)];
  return next && next !== chosen ? next : null;
}

function choose(photo) {
  const before = chosen;
  chosen = photo;
  [before, photo].filter(one => lines.has(one)).forEach(describe);
  lines.get(photo)?.element.scrollIntoView({ block: "nearest", inline: "nearest" });
  showChosen();
  update();
}

function remove(photo) {
  queue.cancel(photo);
  const at = photos.indexOf(photo);
  photos.splice(at, 1);
  lines.get(photo).element.remove();
  lines.delete(photo);
  if (chosen === photo) {
    chosen = null;
    choose(photos[Math.min(at, photos.length - 1)] ?? null);
  }
  if (photos.length === 0) {
    document.body.classList.add("empty");
    find("choose").focus();
  }
  update();
}

function again(some) {
  queue.resume();
  some.forEach(photo => { queue.cancel(photo); queue.add(photo); });
  update();
}

// What is shown.

function onPhoto(photo) {
  if (!lines.has(photo)) {
    return;
  }
  if (photo.isGone) {
    lookForServer();
  }
  describe(photo);
  if (photo === chosen) {
    showChosen();
  }
  update();
}

function showChosen() {
  const map = chosen?.map;
  viewer.show(chosen);
  setText(find("name"), chosen?.name ?? "");
  setText(find("facts"), map
    ? [`${map.width} × ${map.height} pixels`, map.dateTaken && `taken ${map.dateTaken}`, map.latitude !== null && `at ${map.latitude}, ${map.longitude}`].filter(Boolean).join(" · ")
    : chosen ? megabytes(chosen.file.size) : "");
  const message = { waiting: "Waiting for its turn", sending: "Sending", looking: "Looking for cracks", failed: chosen?.error, cancelled: "Cancelled" }[chosen?.state] ?? "";
  find("message").hidden = message === "";
  find("message").classList.toggle("wrong", chosen?.state === "failed");
  setText(find("message"), message);
  showFindings();
}

function showFindings() {
  const map = chosen?.map, regions = map ? regionsAt(map, settings) : [], total = map ? countAt(map, settings) : 0;
  const verdict = find("verdict"), hasNone = chosen?.state === "failed" || chosen?.state === "cancelled";
  verdict.className = `verdict ${!map ? "open" : total > 0 ? "cracked" : "sound"}`;
  verdict.replaceChildren(
    make("p", { class: "value" }, map ? map.label ?? `No ${map.class}` : hasNone ? "No answer" : "…"),
    make("p", { class: "note" }, !map ? (hasNone ? "This photo was not looked at." : "The answer is on its way.") : total === 0
      ? `No place counts at this sensitivity; the surest has a probability of ${map.probability.toFixed(4)}.`
      : `${map.probability.toFixed(4)} at its surest place. ${count(total, "region")} on ${percent(shareOf(map, regions))} of the photo.`));
  setText(find("regions-title"), map && total > 0 ? `${count(total, "region")}` : "Regions");
  find("regions-title").hidden = !map;
  find("regions").hidden = regions.length === 0;
  find("none").hidden = regions.length === total && regions.length > 0;
  setText(find("none"), !map ? "" : total === 0 ? "None at these settings." : `The ${regions.length} largest are listed.`);
  table.show(regions, settings.scale);
  const [cold, level, hot] = map ? ends(map, settings.step).map(probabilityOf) : [];
  setText(find("cold"), map ? near(cold) : "");
  setText(find("hot"), map ? near(hot) : "");
  find("legend").classList.toggle("off", !map);
  find("ramp").title = map ? `Outlines lie at a probability of ${near(level)}` : "";
  viewer.draw();
}

function near(probability) {
  return probability < 0.01 ? probability.toPrecision(1) : probability > 0.99 ? String(Number(probability.toFixed(4))) : probability.toFixed(2);
}

function update() {
  const of = state => photos.filter(photo => photo.state === state).length;
  const [done, failed, cancelled] = ["done", "failed", "cancelled"].map(of), ended = done + failed + cancelled;
  const cracked = photos.filter(photo => photo.map && countAt(photo.map, settings) > 0).length;
  setText(find("status"), ended < photos.length
    ? `${ended} of ${photos.length} done${failed > 0 ? `, ${failed} failed` : ""}`
    : [count(photos.length, "photo"), `${cracked} cracked`, failed > 0 && `${failed} failed`, cancelled > 0 && `${cancelled} cancelled`].filter(Boolean).join(", "));
  const progress = find("progress");
  progress.max = Math.max(1, photos.length);
  progress.value = ended;
  progress.hidden = ended === photos.length;
  document.title = ended < photos.length ? `${ended}/${photos.length} CrackLab inspection` : "CrackLab inspection";
  find("cancel").hidden = !queue.isBusy();
  find("retry-all").hidden = failed + cancelled === 0 || queue.isBusy();
  find("nothing").hidden = photos.length === 0 || photos.some(photo => !lines.get(photo).element.hidden);
  ["regions-csv", "photos-csv"].forEach(id => { find(id).disabled = ended === 0; });
  find("report").disabled = done === 0 || isReporting;
  find("previous").disabled = !neighbour(-1);
  find("next").disabled = !neighbour(1);
}

function onSetting() {
  settings.step = Number(find("sensitivity").value);
  settings.opacity = Number(find("opacity").value);
  settings.area = Math.max(0, Number(find("area").value) || 0);
  settings.scale = Number(find("scale").value) > 0 ? Number(find("scale").value) : null;
  const sensitivity = (settings.step / (STEPS - 1)).toFixed(2);
  setText(find("sensitivity-value"), sensitivity);
  find("sensitivity").setAttribute("aria-valuetext", settings.step === (STEPS - 1) / 2 ? `${sensitivity}, the model's own threshold` : sensitivity);
  setText(find("opacity-value"), `${Math.round(100 * settings.opacity)}%`);
  find("opacity").setAttribute("aria-valuetext", `${Math.round(100 * settings.opacity)} percent`);
  find("scale-note").hidden = settings.scale === null;
  photos.forEach(describe);
  showFindings();
  update();
}

// The server.

async function lookForServer() {
  if (lookForServer.isOn) {
    return;
  }
  lookForServer.isOn = true;
  for (let wasGone = false; ; wasGone = true) {
    try {
      const answer = await fetch("/healthz", { cache: "no-store" });
      if (answer.ok) {
        health = await answer.json();
        tell("");
        showHealth();
        if (wasGone) {
          again(photos.filter(photo => photo.isGone));
        } else {
          queue.resume();
        }
        break;
      }
    } catch {
      // Tried again below.
    }
    tell("The server does not answer. Start 'cracklab serve' again: this page waits for it and goes on.");
    await new Promise(go => setTimeout(go, AGAIN));
  }
  lookForServer.isOn = false;
}

function showHealth() {
  const { model, limits } = health;
  find("model").replaceChildren(...[`model ${model.name}`, `finds ${model.class} from ${Number(model.threshold.toPrecision(3))} on`, `squares of ${model.window} pixels`]
    .map(fact => make("span", {}, fact)));
  settings.window ??= model.window;
  find("window").value = settings.window;
  const where = HERE.includes(location.hostname) ? "stay on this machine" : `go to ${location.hostname} and nowhere else`;
  find("hint").textContent = `See where they are cracked. JPEG, PNG or BMP, up to ${megabytes(limits.fileBytes)} each. Photos ${where}, and nothing is kept.`;
}

function tell(text) {
  find("gone").hidden = text === "";
  setText(find("gone"), text);
}

// What is taken home.

let isReporting = false;
async function download() {
  isReporting = true;
  update();
  const label = find("report").textContent;
  try {
    save("cracklab-report.html", "text/html", await reportPage(photos, settings, health, (done, all) => setText(find("report"), `${done} of ${all}`)));
  } catch {
    tell("The report could not be made: the server, or one of the photos, is gone. Start the server again, or add the photos again.");
  }
  setText(find("report"), label);
  isReporting = false;
  update();
}

// Wiring.

let depth = 0;
const hasFiles = event => event.dataTransfer?.types.includes("Files");
const drag = step => event => {
  if (hasFiles(event)) {
    event.preventDefault();
    depth = Math.max(0, depth + step);
    document.body.classList.toggle("dragging", depth > 0);
  }
};
window.addEventListener("dragenter", drag(1));
window.addEventListener("dragleave", drag(-1));
window.addEventListener("dragover", drag(0));
window.addEventListener("drop", async event => {
  if (hasFiles(event)) {
    event.preventDefault();
    depth = 0;
    document.body.classList.remove("dragging");
    addFiles(await filesOf(event.dataTransfer));
  }
});
window.addEventListener("paste", event => {
  if (event.clipboardData?.files.length > 0) {
    event.preventDefault();
    addFiles(event.clipboardData.files);
  }
});
[["choose", "files"], ["camera", "shot"]].forEach(([button, input]) => {
  find(button).addEventListener("click", () => find(input).click());
  find(input).addEventListener("change", () => {
    addFiles([...find(input).files]);
    find(input).value = "";
  });
});
find("cancel").addEventListener("click", () => { queue.cancelAll(); update(); });
find("retry-all").addEventListener("click", () => again(photos.filter(photo => photo.state === "failed" || photo.state === "cancelled")));
find("clear").addEventListener("click", () => [...photos].reverse().forEach(remove));
find("cracked-only").addEventListener("change", () => { photos.forEach(describe); update(); });
["sensitivity", "opacity", "area", "scale"].forEach(id => find(id).addEventListener("input", onSetting));
find("again").addEventListener("click", () => {
  const box = find("window");
  if (box.reportValidity() && box.value !== "") {
    settings.window = Number(box.value);
    again(photos);
  }
});
find("previous").addEventListener("click", () => turn(-1));
find("next").addEventListener("click", () => turn(1));
find("in").addEventListener("click", viewer.zoomIn);
find("out").addEventListener("click", viewer.zoomOut);
find("whole").addEventListener("click", viewer.showWhole);
find("regions-csv").addEventListener("click", () => save("cracklab-regions.csv", "text/csv", regionsCsv(photos, settings)));
find("photos-csv").addEventListener("click", () => save("cracklab-photos.csv", "text/csv", photosCsv(photos, settings)));
find("report").addEventListener("click", download);
drawRamp(find("ramp"));
onSetting();
lookForServer();
