// Searching in the browser: the query, the files of the index that answer it, and what a reader sees and presses.
// How the index is made is in Broadsheet's src/search/; `fold`, `mix`, `keyOf` and the classes must do as those do.

// ---------------------------------------------------------------- text

const KEY_BITS = 23;
const SEEDS = { pair: 1, word: 2, category: 3, tag: 4, year: 5 };
const BEGINNINGS = [1, 2, 3, 4, 5, 6, 8, 11, 15];
const WORD = 1;
const DENSE = 2;
const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Bopomofo}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Tibetan}]/u;

export function classOf(code) {
  if (code < 0x80) return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) ? WORD : 0;
  if (code >= 0x4e00 && code < 0xa000) return DENSE;
  const character = String.fromCodePoint(code);
  if (!/[\p{L}\p{N}\p{M}]/u.test(character)) return 0;
  return SPACELESS.test(character) ? DENSE : WORD;
}

/** From the families of variants to the character that stands for each. */
export function variantMap(families) {
  const simplest = new Map();
  for (const family of families.split(" ")) {
    const [first, ...others] = family;
    for (const other of others) simplest.set(other, first);
  }
  return simplest;
}

/** Folded text, and for each of its units the place in `source` that it comes from. */
export function fold(text, simplest) {
  const source = text.normalize("NFC");
  const starts = [];
  const ends = [];
  let folded = "";
  let last = 0;
  let gap = false;
  const put = (out, start, end) => {
    for (let unit = 0; unit < out.length; unit++) {
      starts.push(start);
      ends.push(end);
    }
    folded += out;
  };
  for (const { 0: cluster, index } of source.matchAll(/[^][\uff9e\uff9f]*/gu)) {
    const out = foldCluster(cluster, simplest);
    if (out === "") continue;
    if (out === " ") {
      gap = true;
      continue;
    }
    if (gap && last !== 0 && classOf(out.codePointAt(0)) !== DENSE && classOf(last) !== DENSE)
      put(" ", index, index);
    gap = false;
    put(out, index, index + cluster.length);
    last = out.codePointAt(out.length - 1);
  }
  return { source, text: folded, starts, ends };
}

function foldCluster(cluster, simplest) {
  if (/^\s/u.test(cluster)) return " ";
  return cluster
    .normalize("NFKD")
    .replace(/[\u0300-\u036f\p{Default_Ignorable_Code_Point}]/gu, "")
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll("ς", "σ")
    .trim()
    .replace(/\p{Script=Han}/gu, (character) => simplest.get(character) ?? character);
}

// ---------------------------------------------------------------- keys

const mix = (hash, code) => Math.imul((hash ^ code) >>> 0, 0x9e3779b1) ^ (hash >>> 15);

function keyOf(hash) {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> (32 - KEY_BITS);
}

/** Keys that every post with this folded text has: its pairs, and the longest beginning of each word. */
export function queryKeys(folded) {
  const keys = new Set();
  let before = 0;
  let length = 0;
  let hash = 0;
  let beginning = null;
  for (const character of `${folded} `) {
    const code = character.codePointAt(0);
    const kind = classOf(code);
    if (kind === WORD) {
      hash = mix(length === 0 ? SEEDS.word : hash, code);
      length++;
      if (BEGINNINGS.includes(length)) beginning = keyOf(hash);
    } else {
      if (beginning !== null) keys.add(beginning);
      beginning = null;
      length = 0;
    }
    if (kind !== 0 && before !== 0 && (kind === DENSE || classOf(before) === DENSE))
      keys.add(keyOf(mix(mix(SEEDS.pair, before), code)));
    before = kind === 0 ? 0 : code;
  }
  return some([...keys], 8);
}

/** At most `count`, from all over: a long text is found as well by a part of its keys. */
const some = (list, count) =>
  list.length <= count ? list : list.filter((_, at) => Math.floor((at * count) / list.length) !== Math.floor(((at - 1) * count) / list.length));

export function nameKey(kind, folded) {
  let hash = SEEDS[kind];
  for (let at = 0; at < folded.length; at++) hash = mix(hash, folded.charCodeAt(at));
  return keyOf(hash);
}

// ---------------------------------------------------------------- files of postings

/** Of `count` files, the one that holds a key, and the first key in it. */
export function fileOf(key, count) {
  const level = Math.floor(Math.log2(count));
  const place = key >>> (KEY_BITS - level);
  const bits = place < count - 2 ** level ? level + 1 : level;
  const range = key >>> (KEY_BITS - bits);
  return { file: 2 ** bits + range, from: range * 2 ** (KEY_BITS - bits) };
}

/** For each post of the segment 1 if the key is in its text, 2 if in its title, 3 if in both. `null`: in none. */
export function findKey(section, key) {
  let at = 0;
  const number = () => {
    const code = section.charCodeAt(at++);
    if (code < 0x80) return code - (code > 0x5c ? 0x22 : code > 0x22 ? 0x21 : 0x20);
    if (code < 0x800) return code - 0xa0 + 93;
    if (code < 0xd800) return code - 0x800 + 1981;
    return number() * 50_000 + number();
  };
  const count = number();
  const most = Math.ceil(count / 6);
  const found = new Uint8Array(count);
  const read = (places, bit) => {
    if (places > most) {
      for (let six = 0; six < most; six++)
        for (let bits = number(), place = six * 6; bits > 0; bits >>= 1, place++) if (bits & 1) found[place] |= bit;
    } else
      for (let left = places, place = -1; left > 0; left--) {
        place += number() + 1;
        if (bit > 0) found[place] |= bit;
      }
  };
  for (let next = 0; at < section.length; ) {
    const own = next + number();
    const head = number();
    const titles = head % 8 === 7 ? 7 + number() : head % 8;
    const wanted = own === key;
    read(head >> 3, wanted ? 1 : 0);
    read(titles, wanted ? 2 : 0);
    if (wanted) return found;
    if (own > key) return null;
    next = own + 1;
  }
  return null;
}

// ---------------------------------------------------------------- searching

/** `getJson` gets a file of the index by its name, without `.json`. */
export function createSearch(getJson) {
  const files = new Map();
  const get = (name) => {
    if (!files.has(name)) {
      const file = getJson(name);
      files.set(name, file);
      file.catch(() => files.clear()); // what is there may be of another day
    }
    return files.get(name);
  };
  const parsed = new Map();
  const sections = async (level, count, key) => {
    if (count === 0) return { from: 0, bySegment: new Map() };
    const { file, from } = fileOf(key, count);
    const parts = await get(`${level}/${file.toString(36)}`);
    if (!parsed.has(parts)) {
      const bySegment = new Map();
      for (let at = 0; at < parts.length; at += 2) bySegment.set(parts[at], parts[at + 1]);
      parsed.set(parts, bySegment);
    }
    return { from, bySegment: parsed.get(parts) };
  };
  /** Answers for one key: which posts of a segment have it. */
  const lookUp = async (index, key) => {
    const [fresh, all] = await Promise.all([sections("new", index.new, key), sections("all", index.all, key)]);
    return (segment) => {
      const from = fresh.bySegment.has(segment) ? fresh : all;
      const section = from.bySegment.get(segment);
      return section === undefined ? null : findKey(section, key - from.from);
    };
  };
  return {
    /** Gets what every query needs. */
    prepare: () => Promise.all([get("index"), get("variants")]).then(([index]) => index),
    /**
     * Gives the posts that have all words and are in category, tag and year; see `createHits`.
     * @param {{ query?: string, category?: string, tag?: string, year?: string }} wanted
     */
    async search({ query = "", category = "", tag = "", year = "" }) {
      const wantsVariants = /\p{Script=Han}/u.test(query + category + tag);
      const [index, families] = await Promise.all([get("index"), wantsVariants ? get("variants") : ""]);
      if (!parsed.has(families)) parsed.set(families, variantMap(families));
      const simplest = parsed.get(families);
      const words = wordsOf(query, simplest);
      const filters = Object.entries({ category, tag, year }).flatMap(([kind, name]) => {
        const folded = fold(name, simplest).text;
        return folded === "" ? [] : [{ kind, folded }];
      });
      const wanted = [
        ...words.map((word) => ({ keys: queryKeys(word), isFilter: false })),
        ...filters.map(({ kind, folded }) => ({ keys: [nameKey(kind, folded)], isFilter: true })),
      ].filter(({ keys }) => keys.length > 0);
      const asked = await Promise.all(
        wanted.map(async ({ keys, isFilter }) => ({
          isFilter,
          answers: await Promise.all(keys.map((key) => lookUp(index, key))),
        })),
      );
      const candidates = asked.length === 0 ? [] : findCandidates(index, asked);
      const verify = (post) => verifyPost(post, words, filters, foldOnce(simplest));
      const tooShort = asked.length === 0 && words.length > 0;
      return createHits(index, candidates, { get, verify, tooShort });
    },
  };
}

/** The words of a query, folded, without the punctuation around them. */
function wordsOf(query, simplest) {
  const parts = query.split(/[\s\u3001\u3002\uff0c\uff1b\uff01\uff1f\u2026\u201c\u201d\u300a-\u300f\u3010\u3011]+/u);
  const words = parts.map((part) =>
    fold(part, simplest).text.replace(/^[^\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+$/gu, ""),
  );
  return [...new Set(words.filter((word) => word !== ""))];
}

/** Posts that have all keys, newest first, those that have all of them in their titles before the others. */
function findCandidates(index, asked) {
  const inTitles = [];
  const others = [];
  for (let at = index.segments.length - 2; at >= 0; at -= 2) {
    const matches = asked.map(({ answers, isFilter }) => {
      const found = answers.map((answer) => answer(index.segments[at]));
      if (found.includes(null)) return null;
      return (place) => {
        const fields = found.reduce((all, one) => all & one[place], 3);
        return isFilter ? fields && 3 : fields;
      };
    });
    if (matches.includes(null)) continue;
    const count = Array.from(index.segments[at + 1], digit).reduce((sum, length) => sum + length, 0);
    for (let place = count - 1; place >= 0; place--) {
      const fields = matches.map((match) => match(place));
      if (fields.includes(0)) continue;
      const candidate = { at, place };
      if (fields.every((field) => field & 2)) inTitles.push(candidate);
      else others.push(candidate);
    }
  }
  for (const candidate of inTitles) candidate.hopesForTitle = true;
  return [...inTitles, ...others];
}

const digit = (character) => {
  const code = character.charCodeAt(0);
  return code - (code > 0x5c ? 0x22 : code > 0x22 ? 0x21 : 0x20);
};

/** Hits in order, got as they are asked for. */
function createHits(index, candidates, { get, verify, tooShort }) {
  const waiting = candidates;
  let shown = 0;
  const text = async ({ at, place }) => {
    let chunk = 0;
    let left = place;
    for (const length of Array.from(index.segments[at + 1], digit)) {
      if (left < length) break;
      left -= length;
      chunk++;
    }
    return (await get(`posts/${index.segments[at]}-${chunk}`))[left];
  };
  /** Keys say where a hit may be; only the text says where it is. A title that has it not goes among the others. */
  const settle = async (candidate) => {
    const hit = verify((await text(candidate)) ?? []);
    if (hit === null || hit.inTitle || !candidate.hopesForTitle) return hit;
    const isOlder = (other) =>
      !other.hopesForTitle && (other.at < candidate.at || (other.at === candidate.at && other.place < candidate.place));
    const behind = waiting.findIndex(isOlder);
    waiting.splice(behind < 0 ? waiting.length : behind, 0, { ...candidate, hopesForTitle: false });
    return null;
  };
  return {
    tooShort,
    /** The next `count` hits; fewer at the end. */
    async next(count) {
      const hits = [];
      while (hits.length < count && waiting.length > 0) {
        const batch = waiting.splice(0, count - hits.length);
        // In step: what a title lacks must not overtake.
        const titles = batch.filter((one) => one.hopesForTitle).length;
        if (titles > 0 && titles < batch.length) waiting.unshift(...batch.splice(titles));
        for (const hit of await Promise.all(batch.map(settle))) if (hit !== null) hits.push(hit);
      }
      shown += hits.length;
      return hits;
    },
    /** How many there are: sure if nothing waits to be looked at, else an upper bound. */
    get total() {
      return shown + waiting.length;
    },
    get isSure() {
      return waiting.length === 0;
    },
  };
}

/** `fold` that remembers: the texts of a page of hits are looked at with each key that is pressed. */
function foldOnce(simplest) {
  if (!simplest.folded) simplest.folded = new Map();
  return (text) => {
    if (!simplest.folded.has(text)) simplest.folded.set(text, fold(text, simplest));
    return simplest.folded.get(text);
  };
}

function verifyPost([url, title = "", date = "", excerpt = "", categories = [], tags = [], lang], words, filters, foldText) {
  if (url === undefined) return null;
  const isNamed = (names, folded) => names.some((name) => foldText([name].flat()[0]).text === folded);
  for (const { kind, folded } of filters) {
    if (kind === "year" ? !date.startsWith(folded) : !isNamed(kind === "category" ? categories : tags, folded)) return null;
  }
  const [inTitle, inExcerpt] = [title, excerpt].map((text) => {
    const folded = foldText(text);
    return { source: folded.source, places: words.map((word) => findWord(folded, word)) };
  });
  if (words.some((_, at) => inTitle.places[at].length + inExcerpt.places[at].length === 0)) return null;
  return {
    ...{ url, date, categories, tags, lang },
    title: marked(inTitle),
    excerpt: marked(inExcerpt),
    inTitle: inTitle.places.every((places) => places.length > 0),
  };
}

/** Where a word is: anywhere, but one written with spaces around only where one begins. */
function findWord({ text, starts, ends }, word) {
  const places = [];
  const isWord = classOf(word.codePointAt(0)) === WORD;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!isWord || at === 0 || classOf(text.codePointAt(at - (/[\udc00-\udfff]/.test(text[at - 1]) ? 2 : 1))) !== WORD)
      places.push([starts[at], ends[at + word.length - 1]]);
  return places;
}

/** Text in parts, every other one marked. */
function marked({ source, places }) {
  const parts = [];
  let end = 0;
  for (const [from, to] of places.flat().sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (to <= end) continue;
    if (from <= end && parts.length > 0) parts.push(parts.pop() + source.slice(end, to));
    else parts.push(source.slice(end, from), source.slice(from, to));
    end = to;
  }
  return [...parts, source.slice(end)];
}

// ---------------------------------------------------------------- what a reader sees and presses

const PAGE_SIZE = 10;
const POPUP_SIZE = 6;
const FIRST_HITS = 3;
const FIELDS = ["category", "tag", "year"];

/** Takes over the form of the box; the index is below `folder`. */
export function start(form, folder) {
  const search = createSearch(async (name) => {
    const answer = await fetch(new URL(`${name}.json`, folder), { cache: "no-cache" });
    if (!answer.ok) throw new Error(`${answer.status} ${answer.url}`);
    return answer.json();
  });
  const box = form.querySelector("input[type=search]");
  const place = document.getElementById("search-page");
  const ui = { form, box, search, failed: form.dataset.failed, retry: form.dataset.retry };
  if (place) startPage(ui, place);
  else startPopup(ui);
}

/** Hits while one types, under the box; the search page has them all. */
function startPopup(ui) {
  const { form, box } = ui;
  const popup = element("div", { class: "search-popup", hidden: "" });
  form.parentElement.append(popup);
  const view = createView(ui, popup, { size: POPUP_SIZE, isPage: false });
  const show = (isShown) => {
    popup.hidden = !isShown;
  };
  const run = () => {
    show(box.value.trim() !== "");
    if (!popup.hidden) view.run({ query: box.value });
  };
  listen(box, run);
  ui.search.prepare().catch(() => {});
  box.addEventListener("focus", () => show(box.value.trim() !== "" && popup.childElementCount > 0));
  form.parentElement.addEventListener("focusout", ({ relatedTarget }) => {
    if (!form.parentElement.contains(relatedTarget)) show(false);
  });
  walkByKeys(form.parentElement, box, () => {
    const wasShown = !popup.hidden;
    show(false);
    return wasShown;
  });
  if (box.value.trim() !== "") run();
}

/** The search page: what is asked is in the address, so that it can be sent, and gone back to. */
function startPage(ui, place) {
  const { form, box, search } = ui;
  const title = document.title;
  const filters = element("form", { class: "search-filters" });
  const results = element("section");
  place.append(filters, results);
  const view = createView(ui, results, { size: PAGE_SIZE, isPage: true, onHits: (hits) => fields.offer?.(hits) });
  const fields = {};
  /** A term may be called by the title that hits show. */
  const chosen = (name) => {
    const value = fields[name]?.value.trim() ?? "";
    return fields.nameOf?.get(value) ?? value;
  };
  const asked = () => {
    const values = [["q", box.value.trim()], ...FIELDS.map((name) => [name, chosen(name)])];
    return new URLSearchParams(values.filter(([, value]) => value !== "")).toString();
  };
  const run = () => {
    document.title = box.value.trim() === "" ? title : `${box.value.trim()} - ${title}`;
    const wanted = Object.fromEntries(FIELDS.map((name) => [name, chosen(name)]));
    return view.run({ query: box.value, ...wanted });
  };
  const remember = (how) => {
    const now = asked();
    if (now !== location.search.slice(1)) history[how](null, "", now === "" ? location.pathname : `?${now}`);
  };
  const recall = () => {
    const values = new URLSearchParams(location.search);
    box.value = values.get("q") ?? "";
    for (const name of FIELDS) if (fields[name]) setValue(fields[name], values.get(name) ?? "");
    return run();
  };
  const change = (how) => {
    remember(how);
    run();
  };
  listen(box, () => change("replaceState"));
  for (const one of [form, filters])
    one.addEventListener("submit", (event) => {
      event.preventDefault();
      change("pushState");
    });
  filters.addEventListener("change", () => change("pushState"));
  addEventListener("popstate", recall);
  walkByKeys(document.querySelector("main"), box, () => false);
  const typed = box.value; // before the script was there
  if (new URLSearchParams(location.search).has("q")) box.value = new URLSearchParams(location.search).get("q");
  const first = search.prepare().then(
    (index) => {
      results.setAttribute("aria-label", index.words.searchResults);
      Object.assign(fields, filterFields(filters, index));
    },
    () => {}, // the search itself will say so
  );
  first.then(recall).then(() => {
    if (typed !== "" && box.value === "") box.value = typed;
    if (asked() === "") box.focus();
  });
}

function filterFields(form, { words, years }) {
  const named = (label, field) => {
    const wrapper = element("label", {}, label);
    wrapper.append(field);
    return wrapper;
  };
  const category = element("input", { type: "text", list: "search-categories", autocomplete: "off" });
  const tag = element("input", { type: "text", list: "search-tags", autocomplete: "off" });
  const year = element("select");
  year.append(element("option", { value: "" }, words.searchAnyYear));
  for (const name of years) year.append(element("option", { value: name }, name));
  const lists = ["search-categories", "search-tags"].map((id) => element("datalist", { id }));
  form.setAttribute("aria-label", words.searchFilters);
  form.append(named(words.searchCategory, category), named(words.searchTag, tag), named(words.searchYear, year), ...lists);
  const known = lists.map(() => new Set());
  const nameOf = new Map();
  /** The terms of hits that were seen are what one may want next. */
  const offer = (hits) => {
    for (const hit of hits)
      for (const [at, names] of [hit.categories, hit.tags].entries())
        for (const [name, label = name] of names.map((one) => [one].flat())) {
          if (known[at].has(name)) continue;
          known[at].add(name);
          if (label !== name) nameOf.set(label, name);
          lists[at].append(element("option", { value: label }));
        }
  };
  return { category, tag, year, offer, nameOf };
}

function setValue(field, value) {
  if (field.tagName === "SELECT" && ![...field.options].some((option) => option.value === value))
    field.append(element("option", { value }, value));
  field.value = value;
}

/** Shows the hits of one query at a time in `root`. */
function createView({ box, form, search, failed, retry }, root, { size, isPage, onHits = () => {} }) {
  const status = element("p", { class: "search-status", role: "status" });
  const list = element("ol", { class: "search-hits" });
  const foot = element("p", { class: "search-foot" });
  root.append(status, list, foot);
  let runs = 0;
  const fail = (again) => {
    status.textContent = failed;
    const button = element("button", { type: "button" }, retry);
    button.addEventListener("click", again);
    foot.replaceChildren(button);
  };
  /** Shows hits, and what is left to do. */
  const show = (hits, found, { words, lang }, wanted, { isFirst = false, isPart = false, isAsked = false }) => {
    onHits(hits);
    if (isFirst) list.replaceChildren();
    const items = hits.map((hit) => hitElement(hit, isPage, lang));
    list.append(...items);
    if (isAsked) items[0]?.querySelector("a").focus();
    foot.replaceChildren();
    status.textContent = statusText(found, words, wanted, lang);
    if (list.childElementCount === 0) foot.textContent = found.tooShort ? "" : words.searchNoneHint;
    else if (!isPage) {
      const href = `${form.dataset.searchPage}?${new URLSearchParams({ q: box.value.trim() })}`;
      foot.append(element("a", { href }, words.searchAll));
    } else if (!found.isSure && !isPart) foot.append(moreButton(found, { words, lang }, wanted));
  };
  const moreButton = (found, index, wanted) => {
    const own = runs;
    const more = element("button", { type: "button" }, index.words.searchMore);
    const next = async () => {
      more.disabled = true;
      try {
        const hits = await found.next(size);
        if (own === runs) show(hits, found, index, wanted, { isAsked: true });
      } catch {
        if (own === runs) fail(() => run(wanted));
      }
    };
    more.addEventListener("click", next);
    return more;
  };
  const run = async (wanted) => {
    const own = ++runs;
    try {
      const index = await search.prepare();
      if (own !== runs) return;
      if (Object.values(wanted).every((value) => value.trim() === "")) {
        list.replaceChildren();
        foot.replaceChildren();
        status.textContent = index.words.searchHint;
        return;
      }
      // What is there stays until there is something else to see.
      if (list.childElementCount === 0) status.textContent = index.words.searchBusy;
      const found = await search.search(wanted);
      // Each hit is in a file of its own: the first ones need not wait for the others.
      const first = await found.next(Math.min(FIRST_HITS, size));
      if (own !== runs) return;
      const left = found.isSure ? 0 : size - first.length;
      show(first, found, index, wanted, { isFirst: true, isPart: left > 0 });
      if (left === 0) return;
      const others = await found.next(left);
      if (own === runs) show(others, found, index, wanted, {});
    } catch {
      if (own !== runs) return;
      list.replaceChildren();
      fail(() => run(wanted));
    }
  };
  return { run };
}

function statusText(found, words, { query }, lang) {
  if (found.tooShort) return words.searchShort;
  if (found.total === 0) return words.searchNone.replace("{query}", () => query.trim());
  if (found.total === 1 && found.isSure) return words.searchCountOne;
  const number = new Intl.NumberFormat(lang).format(found.total);
  return (found.isSure ? words.searchCount : words.searchAbout).replace("{n}", number);
}

function hitElement(hit, isPage, lang) {
  const item = element("li", hit.lang ? { lang: hit.lang } : {});
  const head = element(isPage ? "h2" : "p", { class: "search-title" });
  const link = element("a", { href: hit.url });
  link.append(...withMarks(hit.title));
  head.append(link);
  item.append(head);
  if (isPage && hit.excerpt.length + hit.excerpt[0].length > 1) {
    const excerpt = element("p", { class: "post-excerpt" });
    excerpt.append(...withMarks(hit.excerpt));
    item.append(excerpt);
  }
  const meta = element("p", { class: "post-meta", lang });
  // The wall clock of the site, wherever the reader is.
  const wall = new Date(`${hit.date.slice(0, 19)}Z`);
  const format = { dateStyle: "long", timeZone: "UTC", ...(isPage && { timeStyle: "short" }) };
  meta.append(element("time", { datetime: hit.date }, new Intl.DateTimeFormat(lang, format).format(wall)));
  for (const category of hit.categories.slice(0, 3)) meta.append(" ", element("span", {}, [category].flat().at(-1)));
  item.append(meta);
  return item;
}

const withMarks = (parts) =>
  parts.flatMap((part, at) => (part === "" ? [] : [at % 2 === 1 ? element("mark", {}, part) : part]));

function element(name, attributes = {}, text = null) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== null) made.textContent = text;
  return made;
}

/** Milliseconds: less than between two keys of most people, so that they need not wait for it. */
const PAUSE = 50;

/** Acts a moment after the last key, and not on half a syllable of an input method. */
function listen(box, act) {
  let timer;
  const soon = (event) => {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(act, PAUSE);
  };
  box.addEventListener("input", soon);
  box.addEventListener("compositionend", () => soon({}));
}

/** Arrows go through the hits and back to the box, Escape leaves them. `close` says whether there was something to close. */
function walkByKeys(root, box, close) {
  root.addEventListener("keydown", (event) => {
    const links = [...root.querySelectorAll(".search-hits a, .search-popup .search-foot a")];
    const at = links.indexOf(document.activeElement);
    const isInside = at >= 0 || document.activeElement === box;
    if (!isInside || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "ArrowDown" && at + 1 < links.length) links[at + 1].focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? box).focus();
    else if (event.key === "Escape" && (close() || at >= 0)) box.focus();
    else return;
    event.preventDefault();
  });
}
