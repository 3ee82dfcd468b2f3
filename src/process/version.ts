declare const __HEADROOM_VERSION__: string | undefined;

/** The package's version, put in by the build; `0.0.0-source` when the sources run as they are. */
export const version = typeof __HEADROOM_VERSION__ === 'string' ? __HEADROOM_VERSION__ : '0.0.0-source';
