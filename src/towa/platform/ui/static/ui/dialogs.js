// Buttons with data-opens="id" open a <dialog>, data-closes closes the one they stand in; the browser keeps focus inside.
export function startDialogs() {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens)?.showModal();
    if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
  });
  // Errors of a form that came back: the summary is where reading goes on.
  document.querySelector(".form-errors")?.focus();
}
