const places: Readonly<Record<string, string>> = {
  'ssh-remote': 'on the machine at the other end of SSH',
  wsl: 'inside WSL',
  'dev-container': 'inside the container',
  'attached-container': 'inside the container',
  codespaces: 'in the codespace',
  tunnel: 'on the machine at the other end of the tunnel',
};

/**
 * Where the engine of this window runs, for people; `undefined` when that is this computer. It runs beside the agents, so
 * no port has to be forwarded, and each machine has an engine and a history of its own.
 */
export function describeRemotePlace(remoteName: string | undefined): string | undefined {
  if (remoteName === undefined) return undefined;
  // A web server names itself by its address: then all of the editor runs there, and there is no other machine.
  if (/:\d+$/.test(remoteName)) return undefined;
  const place = places[remoteName] ?? `in the remote place “${remoteName}”`;
  return `Runs ${place}, beside its agents: no port needs forwarding, and agents on your own computer have another engine.`;
}
