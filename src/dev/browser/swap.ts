/// <reference lib="dom" />
// New bytes for what a page shows beside its own: without a reload, where that can be.

/** Style sheets that have other addresses now. The old one goes when the new one is there: nothing flickers. */
export function swapStyles(swaps: readonly { from: string; to: string }[]): void {
  for (const link of styleLinks())
    for (const { from, to } of swaps) {
      const url = new URL(link.href, location.href);
      if (!url.pathname.endsWith(from)) continue;
      url.pathname = url.pathname.slice(0, -from.length) + to;
      replaceLink(link, url.href);
    }
}

/** Files with new bytes under their old addresses. `false`: the page has to be loaded again to show them. */
export function refreshFiles(urls: readonly string[]): boolean {
  const changed = (address: string) => {
    const url = new URL(address, location.href);
    return url.origin === location.origin && urls.some((one) => url.pathname.endsWith(one));
  };
  let isDone = true;
  const seen = new Set<string>();
  for (const link of styleLinks())
    if (changed(link.href)) {
      seen.add(new URL(link.href).pathname);
      replaceLink(link, fresh(link.href));
    }
  for (const image of document.images)
    if (changed(image.currentSrc || image.src)) {
      seen.add(new URL(image.currentSrc || image.src).pathname);
      if (image.srcset) isDone = false;
      else image.src = fresh(image.src);
    }
  // Scripts, fonts, pictures of style sheets: whatever else was loaded.
  for (const { name } of performance.getEntriesByType("resource"))
    if (changed(name) && !seen.has(new URL(name).pathname)) isDone = false;
  return isDone;
}

const styleLinks = (): HTMLLinkElement[] => [
  ...document.querySelectorAll<HTMLLinkElement>('link[rel~="stylesheet"][href]'),
];

function replaceLink(link: HTMLLinkElement, href: string): void {
  const next = link.cloneNode() as HTMLLinkElement;
  next.href = href;
  next.addEventListener("load", () => link.remove(), { once: true });
  next.addEventListener("error", () => next.remove(), { once: true });
  link.after(next);
}

function fresh(address: string): string {
  const url = new URL(address, location.href);
  url.searchParams.set("broadsheet", String(performance.now()));
  return url.href;
}
