(function () {
  document.querySelectorAll(".cracklab-threshold:not([data-ready])").forEach(function (place) {
    place.setAttribute("data-ready", "1");
    var live = document.createElement("div");
    live.innerHTML = place.getAttribute("data-live");
    place.insertBefore(live, place.firstChild);
    var data = JSON.parse(place.getAttribute("data-points"));
    var slider = place.querySelector("input");
    function tell(name, text) { place.querySelectorAll("[data-tell=" + name + "]").forEach(function (spot) { spot.textContent = text; }); }
    function share(part, whole) { return whole > 0 ? (part / whole).toFixed(4) : "–"; }
    function mark(name, x, y) {
      var dot = place.querySelector("[data-mark=" + name + "]"), area = data[name];
      if (!dot) { return; }
      dot.setAttribute("cx", area[0] + x * (area[1] - area[0]));
      dot.setAttribute("cy", area[2] - y * (area[2] - area[3]));
      dot.setAttribute("visibility", "visible");
    }
    function update() {
      var threshold = Number(slider.value), i = -1;
      while (i + 1 < data.t.length && data.t[i + 1] >= threshold) { i++; }
      var tp = i < 0 ? 0 : data.tp[i], fp = i < 0 ? 0 : data.fp[i], fn = data.positives - tp, tn = data.negatives - fp;
      tell("threshold", threshold.toFixed(2)); tell("tp", tp); tell("fp", fp); tell("fn", fn); tell("tn", tn);
      tell("precision", share(tp, tp + fp)); tell("recall", share(tp, tp + fn));
      tell("specificity", share(tn, tn + fp)); tell("accuracy", share(tp + tn, data.positives + data.negatives));
      tell("f1", share(2 * tp, 2 * tp + fp + fn));
      mark("roc", fp / data.negatives, tp / data.positives);
      mark("pr", tp / data.positives, tp + fp > 0 ? tp / (tp + fp) : 1);
    }
    slider.addEventListener("input", update);
    update();
  });
})();
