document.querySelectorAll("img.cracklab-svg").forEach(function (image) {
  var source = decodeURIComponent(image.getAttribute("src").replace(/^[^,]*,/, ""));
  var picture = new DOMParser().parseFromString(source, "image/svg+xml").documentElement;
  if (picture.localName === "svg") { image.replaceWith(document.importNode(picture, true)); }
});
