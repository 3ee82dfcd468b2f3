import type { LiveSettings } from '../proxy/ports.ts';
import type { Health } from '../shared/adminApi.ts';
import type { Mode, Profile } from '../shared/modes.ts';
import { type OptionName, type Options, optionNames, parseOptions } from '../shared/options.ts';
import type { EngineStatus, OptionChanges, PanelEvent } from '../shared/panelProtocol.ts';
import type { EngineSettings } from './engineFlags.ts';

type Listener = (event: PanelEvent) => void;

export interface EngineIdentity {
  readonly version: string;
  readonly pid: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
}

/** What may change while the engine runs, and who wants to hear of it. */
export class EngineState {
  readonly #identity: EngineIdentity;
  #explicit: EngineSettings['options'];
  readonly #listeners = new Set<Listener>();
  #live: LiveSettings;
  #port = 0;
  #notice: string | undefined;
  #pause: { readonly until: number; readonly mode: Mode; readonly timer: NodeJS.Timeout } | undefined;

  constructor(settings: EngineSettings, identity: EngineIdentity) {
    this.#identity = identity;
    this.#explicit = settings.options;
    const options = parseOptions(settings.options, 'proxy');
    this.#live = { mode: settings.proxy.mode, profile: options.savingsProfile, options, isStopped: false };
  }

  get live(): LiveSettings {
    return this.#live;
  }

  /** Options of one request: what was set, the profile, and what its headers ask for, which wins. */
  optionsFor(asked: Readonly<Record<string, unknown>>): Options {
    if (Object.keys(asked).length === 0) return this.#live.options;
    return parseOptions({ ...this.#explicit, savingsProfile: this.#live.profile, ...asked }, 'proxy');
  }

  /** Choosing a mode also wakes a stopped engine. */
  setMode(mode: Mode): void {
    this.#endPause();
    this.#change({ mode, isStopped: false });
  }

  /** Relays unread for so long. A pause in a pause lasts longer, and the first one's mode comes back. */
  pause(forMs: number, now: number): void {
    const mode = this.#pause?.mode ?? this.#live.mode;
    this.#endPause();
    const timer = setTimeout(() => this.setMode(mode), forMs).unref();
    this.#pause = { until: now + forMs, mode, timer };
    this.#change({ mode: 'off' });
  }

  #endPause(): void {
    clearTimeout(this.#pause?.timer);
    this.#pause = undefined;
  }

  /** Options that were set, whatever the profile says. */
  get explicit(): Partial<Options> {
    return pick(parseOptions(this.#explicit, 'proxy'), name => this.#explicit[name] !== undefined);
  }

  /** Sets options for blocks not yet seen. Answers with what to set to undo it; throws `OptionError` for what does not fit. */
  setOptions(changes: OptionChanges): OptionChanges {
    const { savingsProfile: profile, ...options } = changes;
    const names = optionNames.filter(name => changes[name] !== undefined);
    const before = { ...this.explicit, savingsProfile: this.#live.profile };
    const undo = Object.fromEntries(names.map(name => [name, before[name] ?? null]));
    const explicit = Object.fromEntries(
      Object.entries({ ...this.#explicit, ...options }).filter(([, value]) => value !== null),
    );
    const chosen = profile ?? this.#live.profile;
    const parsed = parseOptions({ ...explicit, savingsProfile: chosen }, 'proxy');
    this.#explicit = explicit;
    this.#change({ profile: chosen, options: parsed });
    return undo;
  }

  setProfile(profile: Profile): void {
    this.#change({ profile, options: parseOptions({ ...this.#explicit, savingsProfile: profile }, 'proxy') });
  }

  /** From here on a bare relay. */
  stop(): void {
    // A pause that ends later must not wake it.
    const mode = this.#pause?.mode ?? this.#live.mode;
    this.#endPause();
    this.#change({ isStopped: true, mode });
  }

  listenOn(port: number): void {
    this.#port = port;
  }

  /** Something that a person should know. */
  notify(notice: string): void {
    this.#notice = notice;
    this.emit({ type: 'statusChanged', status: this.status() });
  }

  status(): EngineStatus {
    return {
      ...this.#identity,
      state: this.#live.isStopped ? 'relay' : 'running',
      port: this.#port,
      mode: this.#live.mode,
      profile: this.#live.profile,
      ...(this.#pause !== undefined && { pausedUntil: this.#pause.until, modeAfterPause: this.#pause.mode }),
      ...(this.#notice !== undefined && { notice: this.#notice }),
    };
  }

  health(): Health {
    const { version, pid } = this.#identity;
    const { isStopped, mode } = this.#live;
    return { product: 'headroom-context-mri', status: isStopped ? 'relay' : 'ok', version, mode, pid };
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: PanelEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  #change(change: Partial<LiveSettings>): void {
    this.#live = { ...this.#live, ...change };
    this.emit({ type: 'statusChanged', status: this.status() });
  }
}

function pick(options: Options, isWanted: (name: OptionName) => boolean): Partial<Options> {
  return Object.fromEntries(
    Object.entries(options).filter(([name]) => optionNames.some(known => known === name && isWanted(known))),
  );
}
