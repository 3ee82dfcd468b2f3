/** Every command of the extension, with the title that the palette shows after `Headroom: `. The manifest test compares both. */
export const commandTitles = {
  'headroom.startProxy': 'Start Proxy',
  'headroom.stopProxy': 'Stop Proxy',
  'headroom.restartProxy': 'Restart Proxy',
  'headroom.connectClient': 'Connect a Client…',
  'headroom.switchMode': 'Switch Mode…',
  'headroom.pause': 'Pause for 10 Minutes',
  'headroom.openMri': 'Open Context MRI',
  'headroom.simulatePrompt': 'Simulate Current Prompt',
  'headroom.openNewestDiff': 'Open Diff of the Newest Change',
  'headroom.excludeTool': 'Exclude This Tool…',
  'headroom.exportData': 'Export…',
  'headroom.clearData': 'Clear Recorded Data…',
  'headroom.runDoctor': 'Run Doctor',
  'headroom.copyDiagnostics': 'Copy Diagnostics',
  'headroom.showLog': 'Show Log',
  'headroom.showMenu': 'Show Menu',
} as const;

export type CommandId = keyof typeof commandTitles;
