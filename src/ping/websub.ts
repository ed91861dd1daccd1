// WebSub hubs: they fetch a feed that changed and hand it on to its subscribers. The form is that of PubSubHubbub
// 0.3, section 7.1, which hubs still take (WebSub itself leaves it open); one feed a call, for not all take more.
import { type Answer, inShort, type Service, type Verdict } from "./service.js";

export function webSubHub(hub: string): Service {
  return {
    id: `hub:${hub}`,
    name: `hub ${new URL(hub).host}`,
    batch: 1,
    wants: "feeds",
    tellsGone: false,
    secrets: [],
    call: ([feed]) => ({
      url: hub,
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ "hub.mode": "publish", "hub.url": feed ?? "" }).toString(),
    }),
    judge: judgeAnswer,
  };
}

function judgeAnswer({ status, body }: Answer, urls: readonly string[]): Verdict {
  if (status >= 200 && status < 300) return { outcome: "accepted", refused: [] };
  const why = /^\s*</.test(body) ? "" : inShort(body);
  const said = `it refuses${why && `: ${why}`} (${status})`;
  // 404, 405, 410: there is no hub. What else it refuses it refuses of this feed.
  if ([401, 403, 404, 405, 410].includes(status)) return { outcome: "stop", why: said };
  return { outcome: "accepted", refused: urls.map((url) => ({ url, why: said })) };
}
