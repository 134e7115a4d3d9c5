(function () {
  var source = "https://cdn.plot.ly/plotly-2.35.2.min";
  function draw(plotly) {
    if (!plotly) { return; }
    document.querySelectorAll(".cracklab-figure:not([data-drawn])").forEach(function (place) {
      place.setAttribute("data-drawn", "1");
      var picture = place.querySelector("svg");
      var figure = JSON.parse(place.getAttribute("data-figure"));
      figure.layout.font.color = getComputedStyle(place).color;
      var room = document.createElement("div");
      place.appendChild(room);
      plotly.newPlot(room, figure.data, figure.layout, { responsive: true, displaylogo: false }).then(
        function () { if (picture) { picture.style.display = "none"; } },
        function () { room.remove(); });
    });
  }
  if (window.Plotly) { draw(window.Plotly); return; }
  if (window.requirejs && window.define && window.define.amd) {
    window.requirejs.config({ paths: { "cracklab-plotly": source } });
    window.requirejs(["cracklab-plotly"], draw, function () { });
    return;
  }
  var tag = document.getElementById("cracklab-plotly");
  if (!tag) {
    tag = document.createElement("script");
    tag.id = "cracklab-plotly";
    tag.src = source + ".js";
    document.head.appendChild(tag);
  }
  tag.addEventListener("load", function () { draw(window.Plotly); });
})();
