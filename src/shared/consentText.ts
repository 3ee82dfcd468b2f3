/** What a person agrees to once, before the first request is changed. */
export const consentText =
  'In optimize mode, new tool results go upstream smaller; every replaced text can be had back here. Prompts, answers, thinking and tool calls stay as they are. ' +
  'Your agents keep their own sign-in, API key or subscription, and the terms of your provider and plan apply to what is sent. ' +
  'Audit and simulate only watch and change nothing.';
