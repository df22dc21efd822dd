// A slider beside each number of the form, and an answer as one moves: without this, the form has its button.
// Hooks: data-poucet-guesses (the form), data-poucet-slider with data-low, -high, -step (each number).

const WAIT = 120; // milliseconds after the last move

const french = document.documentElement.lang === "fr";
const plain = (number) => number.value.replace(",", ".");

function besides(number, form) {
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = number.dataset.low;
  slider.max = number.dataset.high;
  slider.step = number.dataset.step;
  slider.value = plain(number);
  slider.tabIndex = -1; // the number beside it takes the keyboard
  slider.setAttribute("aria-hidden", "true");
  slider.addEventListener("input", () => {
    number.value = french ? slider.value.replace(".", ",") : slider.value;
    moved(form);
  });
  number.addEventListener("input", () => {
    slider.value = plain(number);
    moved(form);
  });
  number.after(slider);
}

let waiting = 0;

function moved(form) {
  clearTimeout(waiting);
  waiting = setTimeout(() => form.dispatchEvent(new Event("poucet:moved")), WAIT);
}

for (const form of document.querySelectorAll("[data-poucet-guesses]")) {
  for (const number of form.querySelectorAll("[data-poucet-guess]")) {
    if ("poucetSlider" in number.dataset) besides(number, form);
    else number.addEventListener("change", () => moved(form));
  }
}
