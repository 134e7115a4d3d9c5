(function () {
  document.querySelectorAll(".cracklab-smoothing:not([data-ready])").forEach(function (place) {
    place.setAttribute("data-ready", "1");
    var live = document.createElement("div");
    live.innerHTML = place.getAttribute("data-live");
    place.insertBefore(live, place.firstChild);
    var curves = JSON.parse(place.getAttribute("data-curves"));
    var slider = place.querySelector("input"), told = place.querySelector("[data-tell]");
    var lines = place.querySelectorAll("svg g:not(.key) > path.line:not(.faint)");
    function update() {
      var weight = Number(slider.value);
      told.textContent = weight.toFixed(2);
      curves.forEach(function (points, number) {
        var last = 0, debias = 0;
        var path = points.map(function (point, i) {
          last = last * weight + (1 - weight) * point[1];
          debias = debias * weight + (1 - weight);
          return (i ? "L" : "M") + point[0] + " " + (last / debias).toFixed(1);
        });
        if (lines[number]) { lines[number].setAttribute("d", path.join("")); }
      });
    }
    slider.addEventListener("input", update);
  });
})();
