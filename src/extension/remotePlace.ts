import { l10n } from './l10n.ts';

const places: Readonly<Record<string, string>> = {
  'ssh-remote': l10n.later('on the machine at the other end of SSH'),
  wsl: l10n.later('inside WSL'),
  'dev-container': l10n.later('inside the container'),
  'attached-container': l10n.later('inside the container'),
  codespaces: l10n.later('in the codespace'),
  tunnel: l10n.later('on the machine at the other end of the tunnel'),
};

/**
 * Where the engine of this window runs, for people; `undefined` when that is this computer. It runs beside the agents, so
 * no port has to be forwarded, and each machine has an engine and a history of its own.
 */
export function describeRemotePlace(remoteName: string | undefined): string | undefined {
  if (remoteName === undefined) return undefined;
  // A web server names itself by its address: then all of the editor runs there, and there is no other machine.
  if (/:\d+$/.test(remoteName)) return undefined;
  const place = places[remoteName];
  return l10n.t(
    'Runs {place}, beside its agents: no port needs forwarding, and agents on your own computer have another engine.',
    { place: place === undefined ? l10n.t('in the remote place “{name}”', { name: remoteName }) : l10n.t(place) },
  );
}
