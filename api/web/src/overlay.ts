import "./overlay/overlay.css";
import { optionsOf } from "./overlay/options";
import { Overlay } from "./overlay/overlay";
import { Painter } from "./overlay/painter";

const options = optionsOf(location.pathname, location.search);
for (const mistake of options.mistakes) report(mistake);
if (options.background) document.documentElement.style.background = options.background;
const canvas = document.querySelector("canvas");
if (canvas) {
  const overlay = new Overlay(options, new Painter(canvas), report);
  Object.assign(window, { touchline: { state: () => overlay.state() } });
  overlay.start();
}

/** The page is on air, so nothing is said on it. */
function report(error: string): void {
  // eslint-disable-next-line no-console -- the one place where whoever sets a source up can look
  console.error(`touchline overlay: ${error}`);
}
