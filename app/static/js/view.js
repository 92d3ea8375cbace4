// A table's phone as the moderator looks at it: all of it is there, and nothing in it does anything.

import { countAll } from "./counting.js";
import { Mine } from "./mine.js";
import { startScreen } from "./screen.js";

const FOR_DOING = "form, button, .switch";

const nobody = new Mine("");
startScreen({ drawn });
drawn();

function drawn() {
  nobody.mark();
  countAll();
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll(FOR_DOING)
  )) {
    element.inert = true;
  }
  // Until here the whole screen was so.
  for (const part of document.querySelectorAll("main, footer")) part.removeAttribute("inert");
}
