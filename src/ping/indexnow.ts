// IndexNow: one call reaches Bing, Yandex, Naver, Seznam and others. https://www.indexnow.org/documentation
import { type Answer, isWebPage, type Service, type Verdict, WEB_PAGE } from "./service.js";

export interface IndexNowSettings {
  /** `https://api.indexnow.org/indexnow`, or one engine's own. */
  endpoint: string;
  /** Of the pages: `https://news.example.com`. */
  origin: string;
  key: string;
  /** Where the engines find the key; it vouches for the pages below its folder. */
  keyLocation: string;
}

/** 8 to 128 characters, by the protocol. */
export const isIndexNowKey = (key: string): boolean => /^[A-Za-z0-9-]{8,128}$/.test(key);

export function indexNow({ endpoint, origin, key, keyLocation }: IndexNowSettings): Service {
  return {
    id: "indexnow",
    name: "IndexNow",
    batch: 10_000,
    wants: "pages",
    tellsGone: true,
    secrets: [key],
    call: (urlList) => ({
      url: endpoint,
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify({ host: new URL(origin).host, key, keyLocation, urlList }),
    }),
    judge: judgeAnswer,
  };
}

function judgeAnswer(answer: Answer): Verdict {
  const { status } = answer;
  const stop = (why: string): Verdict => ({ outcome: "stop", why: `${why} (${status})` });
  if (status === 200 && isWebPage(answer)) return WEB_PAGE;
  // 202: they are taken, the key's file will be looked at later.
  if (status >= 200 && status < 300) return { outcome: "accepted", refused: [] };
  if (status === 403) return stop("it does not find the key's file on the site, or another key in it");
  if (status === 422) return stop("the pages are not of the key's host, or the key is none");
  if (status === 400) return stop("it cannot read what it was sent");
  return stop("it refuses");
}
