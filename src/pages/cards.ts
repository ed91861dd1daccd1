// A post's share card: what it shows, and where it is. The address has a hash of that in it, so that those who keep
// pictures by their address show the new one when a title changes.
import { formatDate } from "../format.js";
import { valueHash } from "../hash.js";
import type { CardFacts, PagePlan, PostCard } from "../types/pages.js";
import { page, type Site } from "./site.js";

/** `null`: the site has none. */
export function shareCard({ config, cardTools }: Site, post: PostCard): PagePlan | null {
  if (!config.cards) return null;
  const lang = post.lang ?? config.lang;
  const card: CardFacts = {
    title: post.title,
    section: post.categories[0]?.title ?? "",
    date: formatDate(post.date, "long", config.timezone, lang),
    site: config.title,
    lang,
  };
  // Two posts may show the same, and still have a card each, which goes with its post.
  const name = valueHash([card, post.path]);
  const url = `/cards/${name.slice(0, 2)}/${name.slice(2, 18)}.png`;
  return page("card", url, `post:${post.path}`, "built-in/card", { card, tools: cardTools });
}
