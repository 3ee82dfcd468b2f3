/** Stands, as system text, where a record of a request holds neither its tool definitions nor its system text. */
export const unseenPrefixText = 'Tool definitions and system text are not in the transcript.';
