// jekyll-paginate: one `index.html` of the site shows all posts, some on each of its pages, newest first.
import type { Post, StaticPage } from "../../types/content.js";
import type { JekyllConfig } from "../../types/jekyll.js";
import { outputOf } from "../urls.js";

export interface PaginatedPage {
  url: string;
  output: string;
  shown: StaticPage;
  paginator: Paginator;
}

/** What Liquid sees as `paginator`. */
export interface Paginator {
  page: number;
  per_page: number;
  posts: (Post | StaticPage)[];
  total_posts: number;
  total_pages: number;
  previous_page: number | null;
  previous_page_path: string | null;
  next_page: number | null;
  next_page_path: string | null;
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));
const patternOf = ({ paginatePath }: JekyllConfig): string => paginatePath.replace(/^\//, "");

/** The deepest `index.html` at or above the folder of `paginate_path`. */
export function paginationTemplate(jekyll: JekyllConfig, pages: readonly StaticPage[]): StaticPage | null {
  if (jekyll.pagination !== null || jekyll.paginate < 1) return null;
  if (!jekyll.plugins.some((name) => name.startsWith("jekyll-paginate"))) return null;
  const folder = folderOf(patternOf(jekyll));
  const candidates = pages.filter(({ path }) => {
    const own = folderOf(path);
    return (
      /(?:^|\/)index\.html$/.test(path) && (own === "" || folder === own || folder.startsWith(`${own}/`))
    );
  });
  return candidates.sort((a, b) => b.path.length - a.path.length)[0] ?? null;
}

export function pagesOf(
  jekyll: JekyllConfig,
  template: StaticPage,
  posts: { count(): number; newest(offset: number, limit: number): Post[] },
): PaginatedPage[] {
  const total = posts.count();
  const size = jekyll.paginate;
  const pages = Math.ceil(total / size);
  const pathOf = (number: number) =>
    number === 1 ? template.url : `/${patternOf(jekyll).replace(":num", String(number))}`;
  return Array.from({ length: Math.max(1, pages) }, (_, index) => {
    const number = index + 1;
    const url = number === 1 ? template.url : `${pathOf(number).replace(/\/$/, "")}/`;
    const output = number === 1 ? template.output : outputOf(url, ".html");
    const paginator = {
      page: number,
      per_page: size,
      posts: posts.newest(index * size, size),
      total_posts: total,
      total_pages: pages,
      previous_page: number > 1 ? number - 1 : null,
      previous_page_path: number > 1 ? pathOf(number - 1) : null,
      next_page: number < pages ? number + 1 : null,
      next_page_path: number < pages ? pathOf(number + 1) : null,
    };
    return { url, output, shown: { ...template, url }, paginator };
  });
}
