/** What Claude Code and Anthropic's SDKs in a terminal are told; the existing values are those that it would have without us. */
export function terminalVariables(
  baseUrl: string,
  existing: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return {
    ANTHROPIC_BASE_URL: baseUrl,
    // Older versions of Claude Code send every tool definition to a base URL that they do not know, 7k tokens of them.
    ...(existing.ENABLE_TOOL_SEARCH === undefined ? { ENABLE_TOOL_SEARCH: 'true' } : {}),
    ...loopbackVariables(existing),
  };
}

/** Keeps what is meant for this machine out of a company's proxy. */
export function loopbackVariables(
  existing: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  const noProxy = withLoopback(existing.NO_PROXY ?? existing.no_proxy);
  return {
    NO_PROXY: noProxy,
    // Some programs read only the lower-case name, and prefer it when it exists.
    ...(existing.no_proxy === undefined ? {} : { no_proxy: noProxy }),
  };
}

const loopback = ['127.0.0.1', 'localhost', '::1'];

function withLoopback(noProxy: string | undefined): string {
  const named = (noProxy ?? '').split(',').filter(host => host.trim() !== '');
  if (named.some(host => host.trim() === '*')) return named.join(',');
  return [...named, ...loopback.filter(host => !named.some(known => known.trim() === host))].join(',');
}
