/** Ids that the manifest and the extension agree on. */
export const contextViewId = 'headroom.context';
export const viewContainerId = 'headroom';
export const chatParticipantId = 'headroom.context';
