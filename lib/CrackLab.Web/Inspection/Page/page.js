// Small tools for building parts of the page. Text is only ever set as text.

export const find = id => document.getElementById(id);

/** Makes an element: attributes as they are, functions as listeners, children as nodes or text. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(key, value);
    } else if (value !== null && value !== false) {
      element.setAttribute(key, value === true ? "" : value);
    }
  }
  element.append(...children.filter(child => child !== null));
  return element;
}

/** Changes a text only where it differs, so that readers of the screen do not hear it again. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export function count(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

export function percent(share) {
  return `${(100 * share).toFixed(1)}%`;
}

/** A length in millimetres without more digits than an estimate has. */
export function millimetres(pixels, scale) {
  const length = pixels * scale;
  return length.toLocaleString("en", { maximumFractionDigits: length < 10 ? 1 : 0 });
}

/** Hands a text over as a file. */
export function save(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = make("a", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
