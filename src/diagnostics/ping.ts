// What can be wrong with `ping` before anybody is told. None of these may hold a key.
import { error } from "./diagnostic.js";

export const pingNobody = () =>
  error(
    "ping-nobody",
    "there is nobody to tell: no key and no hub is known",
    "Set ping.indexNowKey or feed.hubs in site.yml, or INDEXNOW_KEY or BAIDU_TOKEN in the environment.",
  );

export const pingLocalSite = (url: string) =>
  error(
    "ping-local-site",
    `the site's address is ${url}, which nobody else can reach`,
    "Set url in site.yml to the address at which the site is published.",
    { file: "site.yml" },
  );

export const pingKeyInvalid = (variable: string, rule: string) =>
  error(
    "ping-key-invalid",
    `what ${variable} holds in the environment is no key: it ${rule}`,
    "Copy it once more, without quotes and without anything around it. It is not shown here on purpose.",
  );

export const pingKeysDiffer = () =>
  error(
    "ping-keys-differ",
    "INDEXNOW_KEY in the environment is not the key that the site publishes",
    "Set ping.indexNowKey in site.yml to the same key, or leave one of the two out.",
    { file: "site.yml" },
  );

export const pingNotBuilt = () =>
  error(
    "ping-not-built",
    "this site has not been built yet: there is nothing to tell",
    "Build it first: broadsheet build.",
  );

export const pingRunning = (pid: number, file: string) =>
  error(
    "ping-running",
    `another ping of this site is running (process ${pid})`,
    `Wait for it to end. If there is none, remove ${file}.`,
  );
