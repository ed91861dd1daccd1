// A post's page, and the redirects to it.
import type { LivePost } from "../catalog/queries.js";
import type { PagePlan } from "../types/pages.js";
import { outputPath, pathKey } from "../urls.js";
import { shareCard } from "./cards.js";
import { picturesIn } from "./picture-pages.js";
import { authorsOf, readNext, seriesBox, translationsOf } from "./relatives.js";
import type { Group, Site } from "./site.js";
import { absolute, page, pageFact } from "./site.js";

/** The pages of the post from source `path`: none if it is gone or held. */
export function postGroup(site: Site, path: string): Group {
  const live = site.queries.livePost(path);
  return { subject: `post:${path}`, from: 1, pages: live ? postPages(site, live) : [] };
}

export function* allPostGroups(site: Site): Iterable<Group> {
  for (const live of site.queries.livePosts())
    yield { subject: `post:${live.post.path}`, from: 1, pages: postPages(site, live) };
}

function postPages(site: Site, live: LivePost): PagePlan[] {
  const { post, card, older, newer } = live;
  const { config } = site;
  const template = post.layout !== "post" && !site.hasTemplate(`${post.layout}.njk`) ? "post" : post.layout;
  const { title, description, image } = post;
  const shared = shareCard(site, card);
  const { related, inSection, original } = readNext(site, post.path);
  const fact = pageFact(config, post.url, {
    ...{ kind: "post", title, description },
    image: image ?? shared?.url ?? null,
    shareCard: shared?.url ?? null,
    lang: post.lang ?? config.lang,
    ...(original !== null && { canonical: absolute(config, original.url) }),
  });
  const subject = `post:${post.path}`;
  const source = { path: post.path, fingerprint: post.fingerprint, isTemplate: false };
  const facts = {
    ...{ page: fact, post: card, older, newer, related, inSection },
    authors: authorsOf(site, card),
    series: seriesBox(site, card),
    translations: translationsOf(site, post, card),
    ...picturesIn(site, post),
  };
  const own = page("post", post.url, subject, template, facts, { source, path: post.output });
  const pages = shared === null ? [own] : [own, shared];
  return post.redirectFrom.length === 0
    ? pages
    : [...pages, ...redirects(site, subject, post.url, post.redirectFrom, post.path)];
}

/** Redirect pages from each URL that nobody else has a better claim to. */
export function redirects(
  site: Site,
  subject: string,
  to: string,
  from: readonly string[],
  owner: string | null = null,
): PagePlan[] {
  const target = absolute(site.config, to);
  return from.flatMap((url) => {
    const file = outputPath(url);
    if (!file.ok) return [];
    const key = pathKey(file.output);
    if (site.queries.isTaken(key)) return [];
    // Among posts the first by path has it, before any page or spelling that asks for it too.
    if (site.queries.aliasOwner(key) !== owner) return [];
    const fact = pageFact(site.config, to, { kind: "redirect", title: site.config.title });
    return page("redirect", url, subject, "redirect", { page: fact, target }, { path: file.output });
  });
}
