// Who wrote and who publishes, as schema.org has it.
import type { Organization, Person } from "schema-dts";
import type { Author, PostCard } from "../types/pages.js";
import { type Context, given } from "./page-facts.js";

/** The authors of a post; the site's where it names none; its publisher where the site has none either. */
export function byline(
  post: PostCard,
  authors: readonly Author[],
  context: Context,
): Person | Organization | (Person | Organization)[] {
  if (authors.length > 0) return authors.map((author) => authorNode(author, context));
  if (post.author !== null) return { "@type": "Person", name: post.author };
  const { author } = context.config;
  return author === null
    ? publisherNode(context)
    : { "@type": "Organization", name: author, url: home(context) };
}

/** An author with a page on this site. */
export function authorNode({ term, profile }: Author, { absolute }: Context): Person | Organization {
  const url = absolute(term.url);
  const elsewhere = profile === null ? [] : [profile.url, ...profile.sameAs].filter((link) => link !== null);
  const facts = {
    "@id": `${url}#author`,
    name: term.title,
    url,
    ...given({
      description: term.description || undefined,
      image: profile?.image ? absolute(profile.image) : undefined,
      sameAs: elsewhere.length > 0 ? elsewhere : undefined,
    }),
  } as const;
  if (profile?.type === "organization") return { "@type": "Organization", ...facts };
  return { "@type": "Person", ...facts, ...given({ jobTitle: profile?.jobTitle ?? undefined }) };
}

export function publisherNode(context: Context): Organization {
  const { name, logo, sameAs } = context.config.publisher;
  return {
    "@type": "Organization",
    "@id": `${home(context)}#publisher`,
    name,
    url: home(context),
    ...given({
      logo: logo === null ? undefined : context.absolute(logo),
      sameAs: sameAs.length > 0 ? sameAs : undefined,
    }),
  };
}

const home = ({ absolute }: Context): string => absolute("/");
