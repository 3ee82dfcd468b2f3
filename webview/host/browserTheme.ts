const themeKinds = {
  dark: 'vscode-dark',
  light: 'vscode-light',
  hc: 'vscode-high-contrast',
  hcl: 'vscode-high-contrast-light',
} as const;
type Theme = keyof typeof themeKinds;

/** In a browser nobody sets the editor's theme variables: the style sheet brings four sets, the person's system (or `#theme=`) chooses. */
export function useBrowserTheme(page: Window): void {
  const dark = page.matchMedia('(prefers-color-scheme: dark)');
  const contrast = page.matchMedia('(prefers-contrast: more)');
  const given = new URLSearchParams(page.location.hash.slice(1)).get('theme');
  const apply = (): void => {
    const system: Theme = contrast.matches ? (dark.matches ? 'hc' : 'hcl') : dark.matches ? 'dark' : 'light';
    const theme = given !== null && given in themeKinds ? (given as Theme) : system;
    page.document.documentElement.dataset.theme = theme;
    page.document.body.dataset.vscodeThemeKind = themeKinds[theme];
    page.document.body.className = themeKinds[theme];
  };
  dark.addEventListener('change', apply);
  contrast.addEventListener('change', apply);
  apply();
}
