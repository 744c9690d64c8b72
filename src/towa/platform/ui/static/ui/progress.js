// Tells people who listen how far a job is: each stage, each tenth, and the end; not every poll.
let last = "";

function announce() {
  const progress = document.querySelector("[data-progress]");
  if (!progress) return;
  const { progressState, progressStage, progress: share } = progress.dataset;
  const step = `${progressState} ${progressStage} ${Math.floor(Number(share) / 10)}`;
  if (step === last) return;
  last = step;
  const words = [".progress-stage", ".progress-words"].map((name) => progress.querySelector(name)?.innerText ?? "");
  document.getElementById("announcer").textContent = words.join(" ");
}

export function startProgress() {
  announce();
  document.addEventListener("htmx:afterSettle", announce);
}
