// What a page is seen to read decides when it is rendered again: too little, and it goes stale.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BuildError } from "../../../src/diagnostics/diagnostic.js";
import type { RenderSettings } from "../../../src/render/inputs.js";
import { createTemplateRenderer } from "../../../src/render/templates.js";
import type { FreeQuery, PagePlan } from "../../../src/types/pages.js";
import { sampleConfig } from "../../tools/sample-catalog.js";
import { type Files, tempFolder, writeFiles } from "../../tools/temp-site.js";

/** What every page reads, whatever its template says. */
const ALWAYS = [
  "program:",
  "self.page",
  "site.basePath",
  "site.lang",
  "site.origin",
  "site.timezone",
  "words:en",
];

const PLAN: PagePlan = {
  path: "a.html",
  url: "/a.html",
  kind: "post",
  subject: "post:posts/a.md",
  number: 0,
  template: "post",
  source: { path: "posts/a.md", fingerprint: "blob-a", isTemplate: false },
  facts: {
    page: { kind: "post", url: "/a.html", title: "A", lang: "en" },
    post: { title: "A & B", date: Date.UTC(2022, 2, 23, 12, 37) },
    older: { title: "Older" },
    newer: null,
  },
};

interface Sample {
  templates: Files;
  config?: string;
  more?: Partial<RenderSettings>;
  ask?: (query: FreeQuery) => unknown;
}

function settingsOf({ templates, config = "", more = {} }: Sample): RenderSettings {
  const folder = join(tempFolder(), "templates");
  writeFiles(folder, templates);
  const words = { en: { home: "Home" }, "zh-CN": { home: "首页" } };
  return {
    version: "1",
    config: sampleConfig(config),
    templateFolders: [folder],
    words,
    data: {},
    assets: {},
    plugins: [],
    ...more,
  };
}

/** Renders one page and tells what it read beyond what every page reads. */
function render(sample: Sample, plan: Partial<PagePlan> = {}, body = "<p>Body.</p>") {
  const renderer = createTemplateRenderer(settingsOf(sample), sample.ask ?? (() => []));
  const { text, reads, recipe } = renderer.render({ ...PLAN, ...plan }, () => body);
  return { text, recipe, reads: reads.filter((read) => !ALWAYS.includes(read)), all: reads };
}

const post = (text: string) => ({ "post.njk": text });

describe("a page", () => {
  it("is rendered with its facts, escaped", () => {
    expect(render({ templates: post("{{ post.title }} at {{ page.url }}") }).text).toBe(
      "A &amp; B at /a.html",
    );
  });

  it("shows its body as it is", () => {
    expect(render({ templates: post("{{ post.content | safe }}") }).text).toBe("<p>Body.</p>");
  });

  it("reads what every page reads, sorted and without repeats", () => {
    const { all } = render({ templates: post("{{ site.lang }}{{ site.lang }}") });
    expect(all).toEqual([...ALWAYS, "self.post", "template:post.njk"].sort());
  });
});

describe("what a page reads", () => {
  const readsOf = (
    text: string,
    more: Omit<Sample, "templates"> & { templates?: Files } = {},
    plan: Partial<PagePlan> = {},
  ) =>
    render({ ...more, templates: { ...post(text), ...more.templates } }, plan).reads.filter(
      (read) => read !== "self.post" && read !== "template:post.njk",
    );

  it("is the closure of its templates: parents, includes, imports, and those that they use", () => {
    const templates = {
      "base.njk": "{% include 'head.njk' %}{% block main %}{% endblock %}",
      "head.njk": "{% import 'macros.njk' as m %}{{ m.hello() }}",
      "macros.njk": "{% macro hello() %}hello{% endmacro %}",
      "unused.njk": "",
      "dynamic.njk": "",
    };
    const text =
      "{% extends 'base.njk' %}{% set name = 'dynamic.njk' %}{% block main %}{% include name %}{% if false %}{% include 'unused.njk' %}{% endif %}{% endblock %}";
    expect(readsOf(text, { templates })).toEqual([
      "template:base.njk",
      "template:dynamic.njk",
      "template:head.njk",
      "template:macros.njk",
    ]);
  });

  it("is a template that is not there, where one may be missing", () => {
    expect(readsOf("{% include 'extra.njk' ignore missing %}")).toEqual(["template:extra.njk"]);
  });

  it("is each of the site's settings that it shows", () => {
    expect(readsOf("{{ site.title }}")).toEqual(["site.title"]);
    expect(readsOf("{% for item in site.menu %}{{ item.title }}{% endfor %}")).toEqual(["site.menu"]);
    expect(readsOf("{% if false %}{{ site.title }}{% endif %}")).toEqual([]);
  });

  it("is each data file that it asks for, there or not", () => {
    const more = { data: { team: ["Ana"], tides: {} } };
    expect(readsOf("{{ data.team[0] }}{{ data.weather }}", { more })).toEqual(["data.team", "data.weather"]);
  });

  it("is all data, and which files there are, where it walks through them", () => {
    const more = { data: { team: ["Ana"], tides: {} } };
    expect(readsOf("{% for name, value in data %}{{ name }}{% endfor %}", { more })).toEqual([
      "data.*",
      "data.team",
      "data.tides",
    ]);
  });

  it("is the words of its own language", () => {
    const plan = { facts: { ...PLAN.facts, page: { lang: "zh-CN" } } };
    const { text, all } = render({ templates: post("{{ t.home }}") }, plan);
    expect(text).toBe("首页");
    expect(all).toContain("words:zh-CN");
    expect(all).not.toContain("words:en");
  });

  it("is each asset that it links to", () => {
    expect(
      readsOf("{{ asset('site.css') }}", { more: { assets: { "site.css": "/theme/site.1.css" } } }),
    ).toEqual(["asset:site.css"]);
  });

  it("is the settings of URLs where it asks for one", () => {
    expect(readsOf("{{ urlFor('tags') }}")).toEqual(["urls:"]);
  });

  it("is its source where it shows its body, and not otherwise", () => {
    expect(readsOf("{{ post.content | safe }}")).toEqual(["self.source"]);
    expect(readsOf("{{ post.title }}")).toEqual([]);
  });

  it("is a neighbour where it shows one, and not otherwise", () => {
    expect(readsOf("{{ post.older.title }}")).toEqual(["self.older"]);
    expect(readsOf("{% if post.newer %}newer{% endif %}")).toEqual(["self.newer"]);
    expect(readsOf("{{ post | dump | length }}")).toEqual([
      ...["self.inSection", "self.newer", "self.older", "self.related", "self.source"],
    ]);
  });

  it("is what to read next where it shows that, and not otherwise", () => {
    expect(readsOf("{{ post.related | length }}")).toEqual(["self.related"]);
    expect(readsOf("{% for other in post.inSection %}x{% endfor %}")).toEqual(["self.inSection"]);
  });

  it("is a neighbour that an include shows", () => {
    expect(readsOf("{% include 'n.njk' %}", { templates: { "n.njk": "{{ post.older.title }}" } })).toEqual([
      "self.older",
      "template:n.njk",
    ]);
  });

  it("is each query with its answer, asked once", () => {
    const asked: FreeQuery[] = [];
    const ask = (query: FreeQuery) => {
      asked.push(query);
      return [{ title: "Newest", name: "n", url: "/" }];
    };
    const text =
      "{{ latest(3)[0].title }}{{ latest(3) | length }}{{ posts({ tag: 'x' }) | length }}{{ terms('tag') | length }}{{ periods('month', '2022') | length }}";
    expect(readsOf(text, { ask })).toEqual([
      'query:{"name":"latest","limit":3}',
      'query:{"name":"periods","kind":"month","within":"2022"}',
      'query:{"name":"posts","tag":"x","limit":10}',
      'query:{"name":"terms","taxonomy":"tag","limit":1000,"order":"name"}',
    ]);
    expect(asked).toHaveLength(4);
  });

  it("is nothing of what the page before it read", () => {
    const settings = settingsOf({
      templates: { "a.njk": "{{ site.title }}{{ post.older.title }}", "b.njk": "b" },
    });
    const renderer = createTemplateRenderer(settings, () => []);
    renderer.render({ ...PLAN, template: "a" }, () => "");
    const { reads } = renderer.render({ ...PLAN, template: "b" }, () => "");
    expect(reads.filter((read) => !ALWAYS.includes(read))).toEqual(["self.post", "template:b.njk"]);
  });
});

describe("a recipe", () => {
  const base: Sample = {
    templates: {
      ...post(
        "{% include 'p.njk' %}{{ site.title }}{{ data.team }}{{ t.home }}{{ asset('a.css') }}{{ latest(1)[0] }}",
      ),
      "p.njk": "p",
    },
    more: { data: { team: "x" }, assets: { "a.css": "/a.1.css" } },
    ask: () => ["one"],
  };
  const recipe = render(base).recipe;

  it("is the same for the same page", () => {
    expect(render(base).recipe).toBe(recipe);
  });

  it.each<[string, Partial<Sample>, Partial<PagePlan>]>([
    ["its template", { templates: { ...base.templates, "post.njk": `${base.templates["post.njk"]} ` } }, {}],
    ["a partial", { templates: { ...base.templates, "p.njk": "q" } }, {}],
    ["a setting", { config: "description: other\nauthor: x\nlang: zh-CN\n" }, {}],
    ["a data file", { more: { ...base.more, data: { team: "y" } } }, {}],
    ["an asset's address", { more: { ...base.more, assets: { "a.css": "/a.2.css" } } }, {}],
    ["the words", { more: { ...base.more, words: { en: { home: "Front" } } } }, {}],
    ["an answer", { ask: () => ["two"] }, {}],
    ["the program", { more: { ...base.more, version: "2" } }, {}],
    ["its post", {}, { facts: { ...PLAN.facts, post: { title: "Other" } } }],
  ])("is another one when %s changes", (_, sample, plan) => {
    expect(render({ ...base, ...sample }, plan).recipe).not.toBe(recipe);
  });

  it.each<[string, Partial<Sample>, Partial<PagePlan>]>([
    ["a setting that it does not show", { config: "author: Somebody else\n" }, {}],
    ["a data file that it does not use", { more: { ...base.more, data: { team: "x", tides: "high" } } }, {}],
    ["another asset", { more: { ...base.more, assets: { "a.css": "/a.1.css", "b.css": "/b.css" } } }, {}],
    ["a template that it does not use", { templates: { ...base.templates, "q.njk": "q" } }, {}],
    ["a neighbour that it does not show", {}, { facts: { ...PLAN.facts, newer: { title: "New" } } }],
    ["a body that it does not show", {}, { source: { ...PLAN.source!, fingerprint: "blob-b" } }],
  ])("stays when %s changes", (_, sample, plan) => {
    expect(render({ ...base, ...sample }, plan).recipe).toBe(recipe);
  });
});

describe("a page of pages/", () => {
  const plan: Partial<PagePlan> = {
    kind: "page",
    template: "page",
    source: { path: "pages/about.njk", fingerprint: "blob", isTemplate: true, bodyLine: 4 },
    facts: { page: { title: "About", lang: "en", kind: "page" } },
  };
  const templates = { "page.njk": "<main>{{ page.content | safe }}</main>", "box.njk": "[{{ page.title }}]" };

  it("is a template itself where its name says so, and what it reads counts", () => {
    const { text, reads } = render(
      { templates },
      plan,
      "{% include 'box.njk' %}{{ site.title }}{{ latest(1) | length }}",
    );
    expect(text).toBe("<main>[About]The Harbour Gazette0</main>");
    expect(reads).toEqual([
      'query:{"name":"latest","limit":1}',
      "self.source",
      "site.title",
      "template:box.njk",
      "template:page.njk",
    ]);
  });

  it("is no template otherwise, whatever it says", () => {
    const { text } = render(
      { templates },
      { ...plan, source: { ...plan.source!, isTemplate: false } },
      "{{ site.title }}{% include 'box.njk' %}",
    );
    expect(text).toBe("<main>{{ site.title }}{% include 'box.njk' %}</main>");
  });
});

describe("functions", () => {
  const text = (template: string) => render({ templates: post(template) }).text;

  it("give addresses below the site's own path", () => {
    const sample = (template: string) => {
      const settings = settingsOf({
        templates: post(template),
        more: { assets: { "a.css": "/theme/a.css" } },
      });
      const below = { ...settings, config: { ...settings.config, basePath: "/news" } };
      return createTemplateRenderer(below, () => []).render(PLAN, () => "").text;
    };
    expect(
      sample("{{ asset('a.css') }} {{ urlFor('home') }} {{ urlFor('rss') }} {{ urlFor('categories') }}"),
    ).toBe("/news/theme/a.css /news/ /news/rss.xml /news/categories.html");
  });

  it("know what they are asked for, or stop the build", () => {
    expect(() => text("{{ urlFor('nothing') }}")).toThrow(BuildError);
    expect(() => text("{{ asset('nothing.css') }}")).toThrow(/there is no asset "nothing.css"/);
  });
});

describe("a broken template", () => {
  const problem = (templates: Files, plan: Partial<PagePlan> = {}, body = "") => {
    try {
      render({ templates }, plan, body);
    } catch (error) {
      const { file, line, column, message } = (error as BuildError).diagnostics[0]!;
      return `${[file, line, column].filter(Boolean).join(":")} ${message}`;
    }
    return "nothing is wrong";
  };

  // tests/broken/template-* hold the usual ones; these are the places that are easy to get wrong.
  it("is found in the first line", () => {
    expect(problem(post("{{ nothing() }}"))).toMatch(/^templates\/post\.njk /);
    expect(problem(post("{{ x | nothing }}"))).toMatch(
      /^templates\/post\.njk:1:8 there is no filter "nothing"/,
    );
  });

  it("is found in a block that a parent shows", () => {
    const templates = {
      "base.njk": "<html>\n\n{% block main %}{% endblock %}",
      "post.njk": "{% extends 'base.njk' %}\n{% block main %}\n<b>{{ nothing() }}</b>\n{% endblock %}",
    };
    expect(problem(templates)).toMatch(/^templates\/post\.njk:3:7 Unable to call `nothing`/);
  });

  it("is found in a macro of another file", () => {
    const templates = {
      "macros.njk": "{% macro m() %}\n{{ 1 | nothing }}\n{% endmacro %}",
      ...post("{% from 'macros.njk' import m %}\n{{ m() }}"),
    };
    expect(problem(templates)).toContain('there is no filter "nothing"');
  });

  it("is found in the page's own text, by the file's lines", () => {
    const plan = {
      template: "page",
      source: { path: "pages/about.njk", fingerprint: "", isTemplate: true, bodyLine: 4 },
      facts: { page: { lang: "en" } },
    };
    expect(problem({ "page.njk": "{{ page.content | safe }}" }, plan, "one\n{{ 1 | nothing }}\n")).toMatch(
      /^pages\/about\.njk:5:8 /,
    );
    expect(problem({ "page.njk": "{{ page.content | safe }}" }, plan, "one\ntwo {% if %}\n")).toMatch(
      /^pages\/about\.njk:5:/,
    );
  });

  it("says which page was being made", () => {
    expect(problem(post("{{ 1 | nothing }}"))).toMatch(/\(in making \/a\.html\)$/);
  });
});

describe("a renderer that is renewed", () => {
  it("renders what its templates are now, parents and includes too, whoever says that they have changed", () => {
    const settings = settingsOf({
      templates: {
        "base.njk": "{% block main %}{% endblock %}{% include 'foot.njk' %}",
        "foot.njk": "one",
        ...post("{% extends 'base.njk' %}{% block main %}{{ data.team }} {% endblock %}"),
      },
    });
    const renderer = createTemplateRenderer(settings, () => []);
    const shown = () => renderer.render(PLAN, () => "");
    const first = shown();
    const [folder = ""] = settings.templateFolders;
    writeFiles(folder, { "foot.njk": "two" });
    renderer.renew({ ...settings, data: { team: "Ann" } });
    const second = shown();
    expect([first.text, second.text]).toEqual([" one", "Ann two"]);
    renderer.renew({ ...settings, data: { team: "Ann" } });
    expect(shown()).toEqual(second);
    rmSync(join(folder, "foot.njk"));
    renderer.renew(settings);
    expect(() => shown()).toThrow(BuildError);
  });
});
