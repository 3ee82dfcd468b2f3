import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextArea,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';

/**
 * Defines the toolkit's elements. The toolkit is no longer developed, so this is the only file that knows it: replacing
 * it means writing these six elements, nothing else.
 */
export function defineToolkitElements(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeDropdown(),
    vsCodeOption(),
    vsCodeTextArea(),
    vsCodeTextField(),
  );
  // It reads the theme, and watches it, from the page's `load` on; by the time it arrives that is over.
  if (document.readyState === 'complete') window.dispatchEvent(new Event('load'));
}
