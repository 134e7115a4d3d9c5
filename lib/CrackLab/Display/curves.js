(function () {
  "use strict";
  var NS = "http://www.w3.org/2000/svg", LEAST = 300, HEIGHT = 270, LEFT = 58, RIGHT = 12, TOP = 8, BOTTOM = 34;
  var ORDER = ["loss", "accuracy", "learning rate", "images/s"];
  var find = function (id) { return document.getElementById(id); };
  var data = JSON.parse(find("data").textContent), charts = {}, hiddenRuns = {}, hiddenParts = {}, source = document.body.dataset.source;

  function node(parent, name, attributes, text) {
    var made = parent.namespaceURI === NS || name === "svg" ? document.createElementNS(NS, name) : document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (text !== undefined) { made.textContent = text; }
    parent.appendChild(made);
    return made;
  }
  function show(value) { return value === null ? "–" : String(Number(value.toPrecision(4))); }
  function smooth(points, weight) {
    var mean = 0, share = 0;
    return points.map(function (point) {
      if (point[1] === null) { return point; }
      mean = weight * mean + (1 - weight) * point[1];
      share = weight * share + (1 - weight);
      return [point[0], mean / share];
    });
  }
  function ticks(low, high, most) {
    var step = Math.pow(10, Math.floor(Math.log10((high - low) / most))), made = [];
    [2, 5, 10].some(function (factor, i) { if ((high - low) / step > most) { step *= [2, 2.5, 2][i]; } });
    for (var k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) { made.push(k * step); }
    return made;
  }
  function lines(measure) {
    var found = [];
    data.runs.forEach(function (run, number) {
      run.lines.forEach(function (line) {
        if (line.measure === measure && !hiddenRuns[run.name] && !hiddenParts[line.part]) {
          found.push({ run: run, colour: number % 6, part: line.part, points: line.points });
        }
      });
    });
    return found;
  }

  function Chart(measure) {
    var self = this;
    this.measure = measure;
    this.zoom = null;
    this.at = null;
    this.box = node(find("charts"), "figure", { "class": "curves-chart cracklab-chart" });
    node(this.box, "h2", {}, measure.charAt(0).toUpperCase() + measure.slice(1));
    this.svg = node(this.box, "svg", { tabindex: "0", role: "img" });
    this.tip = node(this.box, "div", { "class": "tip", role: "status", hidden: "" });
    var from = null;
    function place(event) {
      var box = self.svg.getBoundingClientRect();
      return self.low + ((event.clientX - box.left) * self.width / box.width - LEFT) / (self.width - LEFT - RIGHT) * (self.high - self.low);
    }
    this.svg.addEventListener("pointerdown", function (event) { if (event.button === 0) { from = place(event); } });
    this.svg.addEventListener("pointermove", function (event) { self.at = place(event); self.zone = from === null ? null : [from, self.at]; self.draw(); });
    this.svg.addEventListener("pointerup", function (event) {
      var to = place(event);
      if (from !== null && Math.abs(to - from) > (self.high - self.low) / 50) { self.zoom = [Math.min(from, to), Math.max(from, to)]; }
      from = self.zone = null;
      self.draw();
    });
    this.svg.addEventListener("pointerleave", function () { from = self.at = self.zone = null; self.draw(); });
    this.svg.addEventListener("dblclick", function () { self.zoom = null; self.draw(); });
    this.svg.addEventListener("blur", function () { self.at = null; self.draw(); });
    this.svg.addEventListener("keydown", function (event) {
      var middle = self.at === null ? (self.low + self.high) / 2 : self.at, half = (self.high - self.low) / 2;
      if (event.key === "ArrowLeft") { self.at = self.next(-1); }
      else if (event.key === "ArrowRight") { self.at = self.next(1); }
      else if (event.key === "+") { self.zoom = [middle - half / 2, middle + half / 2]; }
      else if (event.key === "-") { self.zoom = [middle - half * 2, middle + half * 2]; }
      else if (event.key === "Escape") { self.zoom = self.at = null; }
      else { return; }
      event.preventDefault();
      self.draw();
    });
  }
  Chart.prototype.steps = function () {
    var all = {};
    lines(this.measure).forEach(function (line) { line.points.forEach(function (point) { all[point[0]] = true; }); });
    return Object.keys(all).map(Number).sort(function (a, b) { return a - b; });
  };
  Chart.prototype.nearest = function (x) {
    return this.steps().reduce(function (best, step) { return best === null || Math.abs(step - x) < Math.abs(best - x) ? step : best; }, null);
  };
  Chart.prototype.next = function (way) {
    var steps = this.steps(), at = this.at === null ? (way > 0 ? -1 : steps.length) : steps.indexOf(this.nearest(this.at));
    return steps.length ? steps[Math.max(0, Math.min(steps.length - 1, at + way))] : null;
  };
  Chart.prototype.draw = function () {
    var self = this, weight = Number(find("smoothing").value), svg = this.svg, steps = this.steps(), values = [];
    var shown = lines(this.measure).map(function (line) { line.smooth = smooth(line.points, weight); return line; });
    var logarithmic = this.measure.indexOf("loss") >= 0 && find("logarithmic").checked;
    var WIDTH = this.width = Math.max(LEAST, svg.clientWidth);
    svg.replaceChildren();
    svg.setAttribute("viewBox", "0 0 " + WIDTH + " " + HEIGHT);
    this.low = this.zoom ? this.zoom[0] : steps.length ? steps[0] : 0;
    this.high = this.zoom ? this.zoom[1] : steps.length ? steps[steps.length - 1] : 1;
    if (this.high - this.low < 1e-9) { this.high = this.low + 1; }
    shown.forEach(function (line) {
      line.points.concat(line.smooth).forEach(function (point) {
        if (point[1] !== null && point[0] >= self.low && point[0] <= self.high && (!logarithmic || point[1] > 0)) { values.push(point[1]); }
      });
    });
    var bend = logarithmic ? Math.log10 : function (y) { return y; };
    var bottom = values.length ? bend(values.reduce(function (a, b) { return Math.min(a, b); })) : 0;
    var top = values.length ? bend(values.reduce(function (a, b) { return Math.max(a, b); })) : 1;
    var room = (top - bottom) * 0.06 || Math.abs(top) * 0.1 || 1;
    bottom -= room; top += room;
    function X(x) { return LEFT + (x - self.low) / (self.high - self.low) * (WIDTH - LEFT - RIGHT); }
    function Y(y) { return TOP + (top - bend(y)) / (top - bottom) * (HEIGHT - TOP - BOTTOM); }
    function visible(point) { return point[1] !== null && (!logarithmic || point[1] > 0); }
    function path(points) {
      var pen = "M";
      return points.map(function (point) {
        if (!visible(point)) { pen = "M"; return ""; }
        var piece = pen + X(point[0]).toFixed(1) + " " + Y(point[1]).toFixed(1);
        pen = "L";
        return piece;
      }).join("");
    }
    ticks(bottom, top, 5).forEach(function (tick) {
      var value = logarithmic ? Math.pow(10, tick) : tick, y = TOP + (top - tick) / (top - bottom) * (HEIGHT - TOP - BOTTOM);
      node(svg, "path", { "class": "grid", d: "M" + LEFT + " " + y + "H" + (WIDTH - RIGHT) });
      node(svg, "text", { "class": "end", x: LEFT - 7, y: y + 4 }, show(value));
    });
    ticks(this.low, this.high, 8).filter(function (tick) { return Math.abs(tick - Math.round(tick)) < 1e-6; }).forEach(function (tick) {
      node(svg, "text", { "class": "middle", x: X(tick), y: HEIGHT - BOTTOM + 17 }, show(tick));
    });
    node(svg, "path", { "class": "axis", d: "M" + LEFT + " " + (HEIGHT - BOTTOM) + "H" + (WIDTH - RIGHT) });
    node(svg, "text", { "class": "end", x: WIDTH - RIGHT, y: HEIGHT - 2 }, ORDER.indexOf(this.measure) >= 0 ? "epoch" : "step");
    var clip = "clip-" + ORDER.concat(Object.keys(charts)).indexOf(this.measure);
    node(node(node(svg, "defs"), "clipPath", { id: clip }), "rect", { x: LEFT - 4, y: 0, width: WIDTH - LEFT - RIGHT + 8, height: HEIGHT - BOTTOM + 4 });
    var plot = node(svg, "g", { "clip-path": "url(#" + clip + ")" });
    if (this.zone) {
      node(plot, "rect", { "class": "zone", x: X(Math.min.apply(null, this.zone)), y: TOP, width: Math.abs(X(this.zone[0]) - X(this.zone[1])), height: HEIGHT - TOP - BOTTOM });
    }
    shown.forEach(function (line) {
      var judged = line.part === "validation" || !shown.some(function (other) { return other.run === line.run && other.part === "validation"; });
      var look = " c" + line.colour + (judged ? "" : " train");
      if (weight > 0) { node(plot, "path", { "class": "line raw c" + line.colour, d: path(line.points) }); }
      node(plot, "path", { "class": "line" + look, d: path(line.smooth) });
      var best = line.smooth.filter(function (point) { return point[0] === line.run.best && visible(point); })[0];
      if (line.points.length === 1 && visible(line.points[0])) { node(plot, "circle", { "class": "mark" + look, cx: X(line.points[0][0]), cy: Y(line.points[0][1]), r: 4 }); }
      if (best && judged) { node(plot, "circle", { "class": "best" + look, style: "stroke-dasharray:none", cx: X(best[0]), cy: Y(best[1]), r: 5 }); }
    });
    var at = this.at === null ? null : this.nearest(this.at);
    this.tip.hidden = at === null;
    if (at !== null) {
      node(plot, "path", { "class": "cursor", d: "M" + X(at) + " " + TOP + "V" + (HEIGHT - BOTTOM) });
      this.tip.replaceChildren();
      node(this.tip, "div", {}, (ORDER.indexOf(this.measure) >= 0 ? "epoch " : "step ") + show(at));
      shown.forEach(function (line) {
        var raw = line.points.filter(function (point) { return point[0] === at; })[0], row;
        if (!raw) { return; }
        row = node(self.tip, "div");
        node(row, "span", { "class": "swatch c" + line.colour });
        var even = weight > 0 ? show(line.smooth[line.points.indexOf(raw)][1]) + " (" + show(raw[1]) + ")" : show(raw[1]);
        row.append(line.run.name + ", " + line.part + ": " + even);
      });
      this.tip.style[X(at) > WIDTH / 2 ? "left" : "right"] = X(at) > WIDTH / 2 ? "4.5rem" : "1rem";
      this.tip.style[X(at) > WIDTH / 2 ? "right" : "left"] = "auto";
    }
    svg.setAttribute("aria-label", this.measure + ": " + shown.map(function (line) {
      var last = line.points[line.points.length - 1];
      return line.run.name + " " + line.part + (last ? " last " + show(last[1]) : "");
    }).join("; "));
  };

  function choice(parent, label, hidden, key) {
    var box = node(node(parent, "label"), "input", { type: "checkbox" });
    box.checked = !hidden[key];
    box.addEventListener("change", function () { hidden[key] = !box.checked; drawAll(); });
    label(box.parentNode);
  }
  function table(section, rows) {
    var place = section.querySelector("table"), head, body;
    section.hidden = rows.length === 0;
    place.replaceChildren();
    head = node(node(place, "thead"), "tr");
    node(head, "th", { scope: "col" });
    data.runs.forEach(function (run) { node(head, "th", { scope: "col" }, run.name); });
    body = node(place, "tbody");
    rows.forEach(function (row) {
      var line = node(body, "tr");
      node(line, "th", { scope: "row" }, row.key);
      row.values.forEach(function (value) { node(line, "td", {}, value); });
    });
  }
  function drawAll() {
    find("weight").textContent = Number(find("smoothing").value).toFixed(2);
    Object.keys(charts).forEach(function (measure) { charts[measure].draw(); });
  }
  function build() {
    var measures = [], parts = [], focus = document.activeElement && document.activeElement.dataset.key;
    data.runs.forEach(function (run) {
      run.lines.forEach(function (line) {
        if (measures.indexOf(line.measure) < 0) { measures.push(line.measure); }
        if (parts.indexOf(line.part) < 0) { parts.push(line.part); }
      });
    });
    function rank(measure) { return ORDER.indexOf(measure) < 0 ? ORDER.length : ORDER.indexOf(measure); }
    measures.sort(function (a, b) { return rank(a) - rank(b); });
    measures.forEach(function (measure) { charts[measure] = charts[measure] || new Chart(measure); });
    Object.keys(charts).forEach(function (measure) {
      if (measures.indexOf(measure) < 0) { charts[measure].box.remove(); delete charts[measure]; }
    });
    measures.forEach(function (measure) {
      if (find("charts").children[measures.indexOf(measure)] !== charts[measure].box) { find("charts").appendChild(charts[measure].box); }
    });
    find("runs").replaceChildren();
    find("parts").replaceChildren();
    parts.sort().forEach(function (part) { choice(find("parts"), function (label) { label.append(" " + part + " "); }, hiddenParts, part); });
    data.runs.forEach(function (run, number) {
      choice(node(find("runs"), "li"), function (label) {
        node(label, "span", { "class": "swatch cracklab-chart c" + number % 6 });
        node(label, "strong", {}, run.name);
        label.append(" " + run.state + ", " + run.epochs + (run.epochs === 1 ? " epoch" : " epochs") + (run.best ? ", best " + run.best : ""));
        if (run.problem) { node(label, "small", { "class": "wrong" }, " " + run.problem); }
      }, hiddenRuns, run.name);
    });
    document.querySelectorAll("#controls input[type=checkbox]").forEach(function (box, i) {
      box.dataset.key = "box" + i;
      if (box.dataset.key === focus) { box.focus(); }
    });
    table(find("settings"), data.settings);
    table(find("figures"), data.figures);
    drawAll();
  }
  function tell() {
    find("status").textContent = source
      ? data.runs.length === 0 ? "waiting for a run to begin" : "follows training; up to date"
      : data.runs.length + (data.runs.length === 1 ? " run" : " runs");
  }
  function poll() {
    fetch(source, { cache: "no-store" }).then(function (answer) {
      if (!answer.ok) { throw new Error(answer.status); }
      return answer.text();
    }).then(function (text) {
      if (text !== poll.last) { poll.last = text; data = JSON.parse(text); build(); }
      tell();
    }).catch(function () { find("status").textContent = "the server does not answer; trying again"; }).then(function () { setTimeout(poll, 1000); });
  }
  find("smoothing").addEventListener("input", drawAll);
  window.addEventListener("resize", drawAll);
  find("logarithmic").addEventListener("change", drawAll);
  build();
  tell();
  if (source) { poll(); }
})();
