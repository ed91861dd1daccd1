/// <reference lib="dom" />
// The reader's place on the page, across a reload. Browsers keep it too, but not where the page was shorter for a moment.

const KEY = "broadsheet-scroll";

export function saveScroll(): void {
  sessionStorage.setItem(KEY, JSON.stringify({ path: location.pathname, x: scrollX, y: scrollY }));
}

export function restoreScroll(): void {
  const text = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (text === null) return;
  const { path, x, y } = JSON.parse(text) as { path: string; x: number; y: number };
  if (path !== location.pathname) return;
  const restore = () => {
    if (Math.abs(scrollY - y) > 1 || Math.abs(scrollX - x) > 1)
      scrollTo({ left: x, top: y, behavior: "instant" });
  };
  restore();
  if (document.readyState !== "complete") addEventListener("load", restore, { once: true });
}
