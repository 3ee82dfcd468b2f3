import type { HTMLAttributes } from 'preact';

/** Attributes of the toolkit's elements, as far as the panel uses them. */
type ToolkitAttributes = HTMLAttributes<HTMLElement> & {
  readonly appearance?: 'primary' | 'secondary' | 'icon';
  readonly disabled?: boolean;
  readonly value?: string;
  readonly checked?: boolean;
  readonly placeholder?: string;
  readonly resize?: 'vertical';
  readonly rows?: number;
};

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'vscode-button': ToolkitAttributes;
      'vscode-checkbox': ToolkitAttributes;
      'vscode-dropdown': ToolkitAttributes;
      'vscode-option': ToolkitAttributes;
      'vscode-text-area': ToolkitAttributes;
      'vscode-text-field': ToolkitAttributes;
    }
  }
}
