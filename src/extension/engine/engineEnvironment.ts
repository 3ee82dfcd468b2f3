/** VS Code's own settings about the way out; a child process inherits none of what VS Code does with them. */
export interface NetworkSettings {
  /** `http.proxy` */
  readonly proxy?: string | undefined;
  /** `http.noProxy` */
  readonly noProxy?: readonly string[] | undefined;
  /** `http.systemCertificates` */
  readonly systemCertificates?: boolean | undefined;
}

/**
 * The engine's environment: what VS Code runs with, plus its network settings in the form that Node programs know.
 * Variables that are set already win over settings, as they do in VS Code itself.
 */
export function engineEnvironment(
  inherited: NodeJS.ProcessEnv,
  network: NetworkSettings,
  home: string,
): NodeJS.ProcessEnv {
  const kept = Object.entries(inherited).filter(([name]) => !isEditorsOwn(name));
  return {
    ...(network.proxy ? { HTTPS_PROXY: network.proxy, HTTP_PROXY: network.proxy } : {}),
    ...(network.noProxy?.length ? { NO_PROXY: network.noProxy.join(',') } : {}),
    ...(network.systemCertificates ? { NODE_USE_SYSTEM_CA: '1' } : {}),
    ...Object.fromEntries(kept),
    HEADROOM_HOME: home,
    ELECTRON_RUN_AS_NODE: '1',
  };
}

/**
 * The engine outlives the window, so sockets and hooks of this window must not reach it. A base URL says where clients
 * go, which may be the engine itself; its upstreams are arguments.
 */
function isEditorsOwn(name: string): boolean {
  return /^(VSCODE_|ELECTRON_|CHROME_)/.test(name) || name === 'NODE_CHANNEL_FD' || name === 'ANTHROPIC_BASE_URL';
}
