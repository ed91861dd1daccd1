// What the preview says of itself.
import { type Place, warning } from "./diagnostic.js";

export const watchTrouble = (why: string, at: Place) =>
  warning(
    "watch-trouble",
    `cannot be watched: ${why}`,
    "The preview looks at all files every two seconds instead. On Linux, sysctl fs.inotify.max_user_watches says how many folders may be watched.",
    at,
  );
