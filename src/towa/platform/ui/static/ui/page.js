// What every page does by itself; each file holds one thing.
import { startDialogs } from "./dialogs.js";
import { startKeys } from "./keys.js";
import { startProgress } from "./progress.js";
import { startSliders } from "./sliders.js";

startDialogs();
startKeys();
startProgress();
startSliders();
