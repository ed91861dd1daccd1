/// <reference lib="dom" />
// In the browser, on every page of the preview: listens to the server, swaps style sheets, reloads, shows what is wrong.
import { createBar } from "./bar.js";
import { createOverlay } from "./overlay.js";
import { restoreScroll, saveScroll } from "./scroll.js";
import { refreshFiles, swapStyles } from "./swap.js";
import type { ProblemsMessage } from "./words.js";

const tag = document.querySelector<HTMLScriptElement>("script[data-broadsheet]");
const overlay = createOverlay();
const bar = createBar(overlay.showAgain);

/** Milliseconds until a server that is gone is asked again. */
const RETRY = 500;

/** While nobody looks, nothing is listened to: browsers have few connections for all tabs of a server. */
function listen(): void {
  let stream: EventSource | undefined;
  const open = () => {
    if (stream !== undefined || document.visibilityState === "hidden") return;
    const query = new URLSearchParams({ path: location.pathname, version: tag?.dataset.broadsheet ?? "" });
    stream = new EventSource(`/@broadsheet/events?${query}`);
    stream.addEventListener("open", () => bar.connected(true));
    stream.addEventListener("error", () => {
      bar.connected(false);
      close(); // by itself it would ask again with the version that it began with
      setTimeout(open, RETRY);
    });
    stream.addEventListener("reload", reload);
    stream.addEventListener("css", (event) => {
      const { swaps, version } = JSON.parse(event.data) as {
        swaps: { from: string; to: string }[];
        version: string;
      };
      if (tag !== null) tag.dataset.broadsheet = version;
      swapStyles(swaps);
    });
    stream.addEventListener("files", (event) => {
      const { urls } = JSON.parse(event.data) as { urls: string[] };
      if (!refreshFiles(urls)) reload();
    });
    stream.addEventListener("problems", (event) => {
      const message = JSON.parse(event.data) as ProblemsMessage;
      overlay.show(message.problems);
      bar.problems(message);
    });
  };
  const close = () => {
    stream?.close();
    stream = undefined;
  };
  document.addEventListener("visibilitychange", () =>
    document.visibilityState === "hidden" ? close() : open(),
  );
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
}

function reload(): void {
  saveScroll();
  location.reload();
}

restoreScroll();
listen();
