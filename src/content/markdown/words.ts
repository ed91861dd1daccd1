// The few words that Markdown itself puts on a page, in the site's language.

export interface BodyWords {
  footnotes: string;
  footnote: string;
  backToText: string;
  done: string;
  notDone: string;
}

export function bodyWords(lang: string): BodyWords {
  const tag = lang.toLowerCase();
  if (/^zh-(?:hant|tw|hk|mo)\b/.test(tag)) return TRADITIONAL;
  return /^zh\b/.test(tag) ? SIMPLIFIED : ENGLISH;
}

const SIMPLIFIED: BodyWords = {
  footnotes: "脚注",
  footnote: "脚注",
  backToText: "返回正文",
  done: "已完成",
  notDone: "未完成",
};
const TRADITIONAL: BodyWords = {
  footnotes: "腳註",
  footnote: "腳註",
  backToText: "返回正文",
  done: "已完成",
  notDone: "未完成",
};
const ENGLISH: BodyWords = {
  footnotes: "Footnotes",
  footnote: "Footnote",
  backToText: "Back to the text",
  done: "Done",
  notDone: "Not done",
};
