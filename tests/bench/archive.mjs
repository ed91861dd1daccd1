// The archive that is measured: posts as a finance-news bot drops them. Any post can be made alone from its number,
// and the same options give the same bytes on every machine.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  acts,
  fields,
  firms,
  matters,
  measures,
  offices,
  openers,
  outlooks,
  papers,
  people,
  places,
} from "./words.mjs";

/**
 * @typedef {object} ArchiveOptions
 * @property {number} posts
 * @property {number} [categories] how many there are to choose from; the rarest may stay without a post
 * @property {number} [perDay] posts a day
 * @property {number} [seed]
 * @property {boolean} [short] flashes only
 *
 * @typedef {{ slug: string, tag: string }} Category
 * @typedef {{ name: string, text: string, category: Category }} ArchivePost
 * @typedef {object} Archive
 * @property {Category[]} categories the biggest first
 * @property {(index: number) => ArchivePost} post numbers from `posts` on are later posts, not yet in the archive
 * @property {string} now when everything, later posts as well, is published: ISO 8601
 *
 * @typedef {() => number} Random from 0 to 1, 1 excluded
 */

const FIRST_DAY = Date.parse("2021-11-01T00:00:00+08:00");
const DAY = 86_400_000;
const ZONE_OFFSET = 8 * 3_600_000;

/** @param {ArchiveOptions} options @returns {Archive} */
export function createArchive({
  posts,
  categories: categoryCount = 2000,
  perDay = 400,
  seed = 1,
  short = false,
}) {
  const categories = Array.from({ length: categoryCount }, (_, rank) => categoryOf(rank));
  const pickCategory = zipf(categories);
  const post = (/** @type {number} */ index) => {
    const random = randomFrom(Math.imul(index + 1, 0x2c1b3c6d) ^ Math.imul(seed, 0x297a2d39));
    const date = FIRST_DAY + Math.floor((index * DAY) / perDay / 1000) * 1000;
    return postOf({ index, date, category: pickCategory(random), short }, random);
  };
  return { categories, post, now: new Date(FIRST_DAY + Math.ceil(posts / perDay + 2) * DAY).toISOString() };
}

/**
 * Writes the archive's posts into a folder. Returns their bytes and the categories that have some.
 * @param {string} folder @param {Archive} archive @param {number} posts
 */
export function writePosts(folder, archive, posts) {
  mkdirSync(folder, { recursive: true });
  let bytes = 0;
  const used = new Set();
  for (let index = 0; index < posts; index++) {
    const { name, text, category } = archive.post(index);
    writeFileSync(join(folder, name), text);
    bytes += Buffer.byteLength(text);
    used.add(category);
  }
  return { bytes, categories: archive.categories.filter((category) => used.has(category)) };
}

/** Its `site.yml`. */
export const SITE = `title: 澄湖财经
description: 为测量而作的财经快讯档案。
url: https://news.example.com
lang: zh-CN
timezone: Asia/Shanghai
`;

/** Where a post's page is in `dist/`, by the permalinks that there are by default. @param {ArchivePost} post */
export const pageOf = ({ name, category }) =>
  name.replace(/^(\d+)-(\d+)-(\d+)-(.+)\.md$/, `${category.slug}/$1/$2/$3/$4.html`);

/** @param {number} rank @returns {Category} */
function categoryOf(rank) {
  const all = places.length * fields.length * papers.length;
  // A stride without a factor in common with their number: neighbours in rank are no neighbours in name.
  const mixed = ((rank % all) * 1009) % all;
  const place = places[mixed % places.length];
  const field = fields[Math.floor(mixed / places.length) % fields.length];
  const paper = papers[Math.floor(mixed / places.length / fields.length)];
  const round = rank < all ? "" : String(Math.floor(rank / all) + 1);
  return {
    slug: place.slug + field.slug + paper.slug + round,
    tag: place.name + field.name + paper.name + round,
  };
}

/**
 * Zipf's law: the second is chosen half as often as the first, the third a third as often.
 * @template T @param {T[]} items @returns {(random: Random) => T}
 */
function zipf(items) {
  let sum = 0;
  const upTo = items.map((_, rank) => (sum += 1 / (rank + 1)));
  return (random) => {
    const wanted = random() * sum;
    let low = 0;
    let high = items.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle] > wanted) high = middle;
      else low = middle + 1;
    }
    return items[low];
  };
}

/**
 * @param {{ index: number, date: number, category: Category, short: boolean }} facts @param {Random} random
 * @returns {ArchivePost}
 */
function postOf({ index, date, category, short }, random) {
  const [day, clock] = new Date(date + ZONE_OFFSET).toISOString().slice(0, 19).split("T");
  const id = `${day.replaceAll("-", "")}${String(index).padStart(8, "0")}`;
  const write = writer(random);
  const kind = short ? 0 : random();
  const body = (kind < 0.3 ? flash : kind < 0.85 ? article : digest)(write, id);
  const text = `---
layout: post
title: "${write.title()}"
date: ${day} ${clock} +0800
categories: ${category.slug}
tags: ${category.tag}
---
${body}

[更多${category.tag}](//news.example.com/category/${category.slug}.html)｜[回到首页](//news.example.com/)
`;
  return { name: `${day}-${id}.md`, text, category };
}

/** @typedef {ReturnType<typeof writer>} Writer */

/** @param {Random} random */
function writer(random) {
  /** @template T @param {T[]} items @returns {T} */
  const pick = (items) => items[Math.floor(random() * items.length)];
  const from = (/** @type {number} */ low, /** @type {number} */ high) =>
    low + Math.floor(random() * (high - low + 1));
  const who = () => (random() < 0.5 ? pick(firms) : `${pick(places).name}${pick(offices)}`);
  const figure = () =>
    random() < 0.5 ? `${pick(measures)}环比${pick(["上升", "回落"])}${from(1, 38)}.${from(0, 9)}%，` : "";
  const sentence = () =>
    `${random() < 0.35 ? pick(openers) : ""}${who()}${pick(acts)}${pick(matters)}，${figure()}${pick(outlooks)}。`;
  const sentences = (/** @type {number} */ low, /** @type {number} */ high) =>
    Array.from({ length: from(low, high) }, sentence).join("");
  const title = () => `${who()}：${pick(acts)}${pick(matters)} ${pick(outlooks)}`;
  return { random, pick, from, sentence, sentences, title };
}

/** Two lines of Markdown. @param {Writer} write @param {string} id */
function flash({ sentence }, id) {
  return `\n${sentence()}\n\n<http://wire.example.com/flash/8021,${id}.html>`;
}

/** Scraped paragraphs of HTML, each after a space, and then Markdown. @param {Writer} write @param {string} id */
function article(write, id) {
  const { pick, from, sentences } = write;
  const paragraphs = Array.from({ length: from(4, 24) }, () => ` ${paragraph(write)}`).join("\n");
  return `<p>${sentences(1, 3)}</p>
${paragraphs}<p class="origin_note">（来源：${pick(places).name}${pick(papers).name}）</p>

<http://wire.example.com/story/share.html?infoCode=CF${id}>`;
}

/** @param {Writer} write */
function paragraph({ random, pick, from, sentence, sentences }) {
  const chance = random();
  if (chance < 0.12) return `<p><strong>${pick(acts)}${pick(matters)}， ${pick(outlooks)}</strong></p>`;
  if (chance < 0.2) return `<p>“${sentence()}”${pick(people)}说。</p>`;
  if (chance < 0.26)
    return `<center><img src="https://img.example.com/photo/P${from(1e8, 9e8)}_w720h480.jpg" alt="图片" width="540" style="border:#c8ccd0 1px solid;padding:2px;margin:6px 0;" /></center>`;
  if (chance > 0.34) return `<p>${sentences(1, 4)}</p>`;
  const code = from(600000, 609999);
  const quote = `<a href="http://quote.example.com/unify/r/1.${code}" class="quote_tip" data-code="1,${code}">${pick(firms)}</a>`;
  return `<p>${sentence()}<span id="stock_1.${code}">${quote}</span>${sentence()}</p>`;
}

/** A quotation, then one long line of HTML with comments and a hidden paragraph. @param {Writer} write @param {string} id */
function digest({ from, sentence, sentences }, id) {
  const rest = Array.from({ length: from(3, 9) }, () => `<p>${sentences(2, 4)}</p>`).join("");
  return `> ${sentence()}${sentence()}

<p style="display:none;height:1px;overflow:hidden;"><br /></p><!-- chart begins --><p style="text-align:center;"><a href="http://quote.example.com/unify/r/106.QLX" data-code="QLX|106|7" class="chart_link" target="_blank"><img src="https://chart.example.com/draw.aspx?nid=106.QLX&type=day&token=5d1ac07e&at=1" border="0" alt="走势图" width="560" height="270" /></a></p><!-- chart ends -->${rest}

<http://wire.example.com/digest/${id}.html>`;
}

/** Splitmix32: small, the same everywhere, and good from the first number on. @param {number} seed @returns {Random} */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
