/** The project of requests that name none. */
export const unnamedProject = 'default';

/** A window of an editor, as far as it tells whose requests are made in it. */
export interface OpenWindow {
  /** The editor's own id of the window's session, which agents inside it send along. */
  readonly session: string;
  /** What people call what is open in it; absent while nothing is. */
  readonly project?: string;
}
