// nginx.conf: what a server block needs to serve the site, for `include`.
import type { Config } from "../types/config.js";
import { FOR_EVER, feedTypes, type Header, SHORT, securityHeaders } from "./host-headers.js";

export function renderNginx(config: Config): string {
  const { origin, basePath, compress, images } = config;
  const base = escaped(basePath);
  const always = securityHeaders(config);
  const blocks = [
    [
      "# Made by Broadsheet from site.yml. In the server block of the site:",
      `#   server_name ${new URL(origin).hostname};`,
      `#   root /var/www/news;${basePath && ` # the site is in /var/www/news${basePath}/`}`,
      `#   include /var/www/news${basePath}/nginx.conf;`,
      "# It needs no reload when pages change, and one when this file does.",
    ],
    [
      "index index.html;",
      "charset utf-8;",
      `error_page 404 ${basePath}/404.html;`,
      ...(compress ? ["gzip_static on;", "# With the module ngx_brotli:", "# brotli_static on;"] : []),
    ],
    location(`= ${basePath}/nginx.conf`, ["return 404;"]),
    // A page may be asked for without its .html, and a folder without its slash.
    location(`${basePath}/`, [
      "try_files $uri $uri.html $uri/index.html =404;",
      ...headers([SHORT, ...always]),
    ]),
    location(`~ "^${base}/theme/[^/]+\\.[0-9a-f]{10}\\.[a-z0-9]+$"`, headers([FOR_EVER, ...always])),
    ...(images === false
      ? []
      : [location(`~ "^${base}/pictures/[0-9a-f]+/[^/]+$"`, headers([FOR_EVER, ...always]))]),
    ...feedTypes(config).map(({ url, type }) =>
      location(feedLocation(config, url), [
        "types { }",
        `default_type "${type}";`,
        ...headers([SHORT, ...always]),
      ]),
    ),
  ];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

const location = (where: string, lines: readonly string[]): string[] => [
  `location ${where} {`,
  ...lines.map((line) => `    ${line}`),
  "}",
];

function feedLocation({ basePath }: Config, url: string): string {
  if (!/:[a-z]/.test(url)) return `= ${basePath}${url}`;
  return `~ "^${escaped(basePath + url).replace(/:[a-z]+/g, "[^/]+")}$"`;
}

/** A header of the server block is forgotten in a location with one of its own, so each has all of them. */
const headers = (list: readonly Header[]): string[] =>
  list.map(([name, value]) => `add_header ${name} "${value.replaceAll('"', '\\"')}" always;`);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
