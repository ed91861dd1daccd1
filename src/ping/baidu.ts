// Baidu's link submission ("普通收录", API 提交): https://ziyuan.baidu.com/linksubmit. Answers are JSON, with
// `success`, `remain`, `not_same_site` and `not_valid`, or `error` and `message`.
import {
  type Answer,
  inShort,
  isWebPage,
  type Refusal,
  type Service,
  type Verdict,
  WEB_PAGE,
} from "./service.js";

export interface BaiduSettings {
  /** `http://data.zz.baidu.com/urls` */
  endpoint: string;
  /** As it is registered there. */
  site: string;
  token: string;
}

export function baidu({ endpoint, site, token }: BaiduSettings): Service {
  return {
    id: "baidu",
    name: "Baidu",
    batch: 2000,
    wants: "pages",
    tellsGone: false, // dead links are reported by a file of their own
    secrets: [token],
    call(urls) {
      const url = new URL(endpoint);
      url.searchParams.set("site", site);
      url.searchParams.set("token", token);
      return { url: url.href, headers: { "content-type": "text/plain" }, body: urls.join("\n") };
    },
    judge: judgeAnswer,
  };
}

function judgeAnswer(answer: Answer): Verdict {
  if (isWebPage(answer)) return WEB_PAGE;
  const said = parse(answer.body);
  if (said === null) return { outcome: "again", why: `its answer is no JSON (${answer.status})` };
  if (answer.status === 200 && typeof said.success === "number")
    return {
      outcome: "accepted",
      refused: [
        ...refusals(said.not_same_site, "Baidu does not take it for a page of this site"),
        ...refusals(said.not_valid, "Baidu does not take it for an address"),
      ],
    };
  const message = typeof said.message === "string" ? said.message : "";
  // It takes all or none: more than what is left of the day's quota is refused as a whole.
  if (/over quota/i.test(message)) return { outcome: "fewer", why: "today's quota is used up" };
  if (answer.status === 401) return { outcome: "stop", why: "the token is not valid (401)" };
  if (/site error/i.test(message))
    return { outcome: "stop", why: "the site is not registered with Baidu (site error)" };
  return { outcome: "stop", why: `it refuses: ${inShort(message) || "no reason given"} (${answer.status})` };
}

const refusals = (urls: unknown, why: string): Refusal[] =>
  Array.isArray(urls) ? urls.filter((url) => typeof url === "string").map((url) => ({ url, why })) : [];

function parse(body: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
