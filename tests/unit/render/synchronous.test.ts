// Templates say the same with our frames and contexts as with those that nunjucks comes with.
import nunjucks from "nunjucks";
import { describe, expect, test } from "vitest";
import { renderSynchronously } from "../../../src/render/synchronous.js";

const TEMPLATES: Record<string, string> = {
  "base.njk": "<{% block head %}base{% endblock %}|{% block main %}{% endblock %}>",
  "macros.njk":
    "{% macro tell(who, how='well', sep=',') %}{{ who }}{{ sep }}{{ how }}{{ caller() if caller }}{% endmacro %}{% set kept = 'kept' %}",
  "part.njk": "[{{ seen }}{% set seen = 'by the part' %}{{ seen }}{{ loop.index }}]",
};

const CASES: [what: string, template: string][] = [
  ["a name set at the top is seen below", "{% set a = 1 %}{% if a %}{% set a = 2 %}{% endif %}{{ a }}"],
  [
    "a loop sets what was there before it",
    "{% set a = 0 %}{% for n in list %}{% set a = a + n %}{% endfor %}{{ a }}",
  ],
  [
    "a loop's own name ends with it",
    "{% for n in list %}{% set inner = n %}{{ inner }}{% endfor %}({{ inner }}{{ n }})",
  ],
  [
    "all that a loop knows",
    "{% for n in list %}{{ loop.index }}{{ loop.index0 }}{{ loop.revindex }}{{ loop.revindex0 }}{{ loop.first }}{{ loop.last }}{{ loop.length }};{% endfor %}{{ loop }}",
  ],
  [
    "a loop in a loop",
    "{% for a in list %}{% for b in list %}{{ loop.index }}{% endfor %}{{ loop.index }}/{{ loop.length }}{% endfor %}",
  ],
  ["a loop over names", "{% for key, value in map %}{{ key }}={{ value }}{{ loop.last }}{% endfor %}"],
  ["a loop over pairs", "{% for a, b in pairs %}{{ a }}-{{ b }}{{ loop.index }}{% endfor %}"],
  ["a loop without turns", "{% for a in [] %}{{ a }}{% else %}none{{ loop.index }}{% endfor %}"],
  ["a block as a value", "{% set text %}<b>{{ list | length }}</b>{% endset %}{{ text }}"],
  ["several names at once", "{% set a, b = 5 %}{{ a }}{{ b }}"],
  [
    "an include sees names and keeps its own",
    "{% set seen = 'page' %}{% for n in list %}{% include 'part.njk' %}{% endfor %}{{ seen }}",
  ],
  ["macros", "{% from 'macros.njk' import tell, kept %}{{ tell('it') }}{{ tell('it', sep='|') }}{{ kept }}"],
  [
    "a macro with a caller",
    "{% import 'macros.njk' as m %}{% set who = 'outer' %}{% call m.tell('x', how='so') %}!{{ who }}{% endcall %}",
  ],
  [
    "a macro sees no names of its caller",
    "{% macro m(a) %}{{ a }}{{ hidden }}{% endmacro %}{% set hidden = 1 %}{{ m(2) }}",
  ],
  [
    "blocks",
    "{% extends 'base.njk' %}{% set t = 'top' %}{% block head %}{{ super() }}{{ t }}{% endblock %}{% block main %}{% for n in list %}{{ n }}{% endfor %}{% endblock %}",
  ],
  [
    "names that every object has",
    "{{ constructor }}{% set toString = 1 %}{{ toString }}{{ hasOwnProperty }}{{ __proto__ }}",
  ],
  [
    "names of the page that are nothing",
    "{{ nothing }}{{ missing.deeper }}{% if zero == 0 %}zero{% endif %}",
  ],
  [
    "what is escaped, what is safe, and what is no text",
    "{{ markup }}{{ plain }}{{ markup | safe }}{{ zero }}{{ list }}{{ nothing }}",
  ],
  ["a filter's block", "{% filter upper %}{% for n in list %}n{{ n }}{% endfor %}{% endfilter %}"],
  [
    "a switch",
    "{% for n in list %}{% switch n %}{% case 1 %}one{% case 2 %}two{% default %}?{% endswitch %}{% endfor %}",
  ],
];

const VARIABLES = {
  list: [1, 2, 3],
  map: { x: 1, y: 2 },
  pairs: [
    [1, 2],
    [3, 4],
  ],
  nothing: null,
  markup: `<a title="&'\\">`,
  plain: "新疆博湖 plain",
  zero: 0,
};

describe("a page", () => {
  test.each(CASES)("%s", (_, template) => {
    const own = environment(template);
    renderSynchronously(own);
    const said = own.render("page.njk", VARIABLES);
    expect(said).toBe(environment(template).render("page.njk", VARIABLES));
    expect(said).not.toBe("");
  });
});

function environment(page: string): nunjucks.Environment {
  const texts: Record<string, string> = { ...TEMPLATES, "page.njk": page };
  class Loader extends nunjucks.Loader {
    getSource(name: string): nunjucks.LoaderSource {
      return { src: texts[name] as string, path: name, noCache: false };
    }
  }
  return new nunjucks.Environment(new Loader(), { autoescape: true });
}
