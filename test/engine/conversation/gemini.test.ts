import { expect, test } from 'vitest';
import { capture, indexOf, rows, rowsOf } from './indexed.ts';

test("Gemini CLI's request is taken apart into its blocks", () => {
  expect(rows('gemini', capture('geminiCli-2'))).toMatchInlineSnapshot(`
    [
      "-1.0 toolDefinition functionDeclaration | {"name":"read_file","description | tool read_file",
      "-1.1 toolDefinition functionDeclaration | {"name":"run_shell_command","des | tool run_shell_command",
      "-1.0 system text | "You are an agent."",
      "0.0 userText text | "<session_context>\\nlinux\\n"",
      "1.0 userText text | "Read a.txt and the pictu"",
      "1.1 image inlineData | {"inlineData":{"mimeType":"image",
      "2.0 thinking text | "Reading."",
      "2.1 toolCall functionCall | {"functionCall":{"name":"read_fi | call read_file-1 | tool read_file | input {"file_path":"a.txt"}",
      "2.2 toolCall functionCall | {"functionCall":{"name":"run_she | tool run_shell_command | input {"command":"ls"}",
      "3.0 toolResult functionResponse | "alpha\\nbeta" | call read_file-1 | tool read_file | input {"file_path":"a.txt"}",
      "3.0 toolResult functionResponse | "not found" | tool run_shell_command | input {"command":"ls"} | error",
    ]
  `);
});

test.each([
  ['a text called output, beside other members', { output: 'text', exit: 0 }, '"text"'],
  ['the only member, when it is a string', { result: 'text' }, '"text"'],
])('the text of a response is %s', (_, response, text) => {
  expect(rowsOf('gemini', { contents: [answer(response)] })[0]).toContain(text);
});

test.each([{ rows: ['a', 'b'] }, { a: 'one', b: 'two' }, {}])('the response %j has no single text', response => {
  expect(indexOf('gemini', { contents: [answer(response)] }).blocks[0]?.textSlot).toBeUndefined();
});

test('media, files and code have their kinds, in snake case too, and unknown parts are opaque', () => {
  const parts = [
    { inline_data: { mime_type: 'image/png', data: 'AA==' } },
    { fileData: { mimeType: 'application/pdf', fileUri: 'gs://a' } },
    { executableCode: { language: 'PYTHON', code: '1' } },
    {
      functionResponse: {
        name: 'shot',
        response: { output: 'see' },
        parts: [{ inlineData: { mimeType: 'image/png' } }],
      },
    },
    { function_call: { name: 'f', args: {} } },
    { hologram: 1 },
  ];

  expect(rowsOf('gemini', { contents: [{ role: 'user', parts }] })).toMatchInlineSnapshot(`
    [
      "0.0 image inlineData | {"inline_data":{"mime_type":"ima",
      "0.1 document fileData | {"fileData":{"mimeType":"applica",
      "0.2 opaque executableCode | {"executableCode":{"language":"P",
      "0.0 toolResult functionResponse | "see" | tool shot",
      "0.1 image inlineData | {"inlineData":{"mimeType":"image | tool shot",
      "0.4 toolCall functionCall | {"function_call":{"name":"f","ar | tool f | input {}",
      "0.5 opaque unknown | {"hologram":1}",
    ]
  `);
});

test('tools of the provider and both spellings of the sections are read', () => {
  const body = {
    tools: [{ function_declarations: [{ name: 'f' }], google_search: {} }],
    system_instruction: { parts: [{ text: 'be brief' }] },
    contents: [{ parts: [{ text: 'hi' }] }],
  };

  expect(rowsOf('gemini', body)).toMatchInlineSnapshot(`
    [
      "-1.0 toolDefinition functionDeclaration | {"name":"f"} | tool f",
      "-1.1 toolDefinition google_search | {} | tool google_search",
      "-1.0 system text | "be brief"",
      "0.0 userText text | "hi"",
    ]
  `);
});

function answer(response: object): object {
  return { role: 'user', parts: [{ functionResponse: { name: 'f', response } }] };
}
