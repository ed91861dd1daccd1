// Which addresses `images.fetch` names. Apart from what fetches them, for every source is asked, and few are fetched.

/**
 * Whether `images.fetch` names the address: on the usual port of its scheme, unless the list names another, and
 * without a user's name.
 */
export function isFetchable(url: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, username, password } = new URL(url);
  if (!/^https?:$/.test(protocol) || username !== "" || password !== "") return false;
  const usualPort = protocol === "https:" ? "443" : "80";
  return hosts.some((entry) => {
    const listed = parseHost(entry);
    if (listed === null || (port || usualPort) !== (listed.port ?? usualPort)) return false;
    return listed.isParent ? hostname.endsWith(`.${listed.hostname}`) : hostname === listed.hostname;
  });
}

function parseHost(entry: string): { isParent: boolean; hostname: string; port: string | null } | null {
  const [, star, host, port] = /^(\*\.)?(\[[^\]]*\]|[^:/?#@\\\s]+)(?::(\d+))?$/.exec(entry) ?? [];
  if (host === undefined || !URL.canParse(`http://${host}`)) return null;
  return { isParent: star !== undefined, hostname: new URL(`http://${host}`).hostname, port: port ?? null };
}
