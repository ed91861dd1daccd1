import { describe, expect, it } from "vitest";
import type { RenderTask } from "../../../src/crew/messages.js";
import { createNumbers } from "../../../src/crew/once.js";
import { createTaskPacker, createTaskUnpacker, type PackedTasks } from "../../../src/crew/wire.js";
import { cardHash } from "../../../src/hash.js";
import type { PostCard, TermLink } from "../../../src/types/pages.js";
import { createRandom } from "../../tools/search-archive.js";

const term = (name: string): TermLink => ({
  ...{ taxonomy: "tag", key: name, name, title: name.toUpperCase() },
  ...{ description: "", slug: name, url: `/tag/${name}.html` },
});

function card(number: number, more: Partial<PostCard> = {}): PostCard {
  return {
    ...{ path: `posts/${number}.md`, url: `/${number}.html`, title: `Tide ${number}`, date: number },
    ...{ updated: null, excerpt: `潮 ${number}`, description: `潮 ${number}`, image: null, picture: null },
    ...{ author: null, authors: [], series: null, lang: null, words: 3, minutes: 1, draft: false },
    ...{ categories: [], tags: [], data: {} },
    ...more,
  };
}

const task = (facts: Record<string, unknown>) => ({ plan: { facts } }) as unknown as RenderTask;

/** A thread's two ends; what crosses is cloned. */
function openWire(numbers = createNumbers()) {
  const [pack, unpack] = [createTaskPacker(numbers), createTaskUnpacker()];
  const sent: PackedTasks[] = [];
  return {
    sent,
    send(...facts: Record<string, unknown>[]) {
      const packed = pack(facts.map(task));
      sent.push(packed);
      return unpack(structuredClone(packed)).map(({ plan }) => plan.facts);
    },
  };
}

describe("tasks on their way to a thread", () => {
  const port = term("port");
  const cards = [
    card(1, { categories: [term("news")], tags: [port, term("tides")], authors: [term("mai")] }),
    card(2, { tags: [port], series: term("floods"), description: "Another text" }),
    card(3, { description: "", data: { rank: 3 } }),
  ];

  it("arrive as they were sent, wherever in the facts their cards are", () => {
    const facts = { post: cards[0], lists: { latest: cards, none: [] }, title: "Home", older: null };
    expect(openWire().send(facts)).toEqual([facts]);
  });

  it("bring each card with the hash that it has here", () => {
    const [facts] = openWire().send({ cards });
    expect((facts?.cards as object[]).map(cardHash)).toEqual(cards.map(cardHash));
  });

  it("bring a card and a term once, and each thread its own", () => {
    const numbers = createNumbers();
    const [one, other] = [openWire(numbers), openWire(numbers)];
    const [first] = one.send({ cards });
    expect(one.send({ post: cards[1] })[0]?.post).toBe((first?.cards as object[])[1]);
    expect(one.sent[1]).toMatchObject({ cards: [], terms: [] });
    const [arrived] = other.send({ cards: [cards[0], cards[1]] });
    expect(arrived).toEqual({ cards: [cards[0], cards[1]] });
    expect(other.sent[0]?.terms).toHaveLength(5);
  });

  it("leave a Jekyll site's posts, whose terms are names, as they are", () => {
    const post = {
      excerpt: "",
      minutes: 1,
      categories: ["news"],
      tags: [],
      authors: ["Mai"],
      series: "Floods",
    };
    const other = { ...post, series: null, description: null };
    expect(openWire().send({ post, other })).toEqual([{ post, other }]);
  });

  it("arrive also where there are more cards and terms than a thread keeps", () => {
    const random = createRandom(7);
    const terms = Array.from({ length: 20_000 }, (_, i) => term(`t${i}`));
    const many = terms.map((one, i) => card(i, { tags: [one, terms[random(20_000)] as TermLink] }));
    const { send } = openWire();
    const pages = Array.from({ length: 900 }, (_, i) => ({
      // Some that were sent lately, some that never were, in one message more than are kept.
      posts: Array.from({ length: i === 500 ? 9_000 : 60 }, () => many[random(40 * i + 60) % 20_000]),
    }));
    const arrived = pages.map((page) => send(page)[0]);
    for (const [number, page] of pages.entries())
      expect(JSON.stringify(arrived[number]) === JSON.stringify(page), `message ${number}`).toBe(true);
  });
});
