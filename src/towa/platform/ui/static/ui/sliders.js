// A slider and its number field say the same number (data-follows = id of the field); the one that moves leads.
export function startSliders() {
  document.addEventListener("input", ({ target }) => {
    const led = target.dataset?.follows
      ? document.getElementById(target.dataset.follows)
      : target.id && document.querySelector(`[data-follows="${CSS.escape(target.id)}"]`);
    if (led) led.value = target.value;
  });
}
