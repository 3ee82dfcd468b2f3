import { expect, test } from 'vitest';
import { pictureIn } from '../../../webview/model/pictureIn.ts';

const data = 'iVBORw0KGgo=';
const url = `data:image/png;base64,${data}`;

test.each([
  ['a replacement', url],
  ['Anthropic', `{"type":"image","source":{"type":"base64","media_type":"image/png","data":"${data}"}}`],
  ['OpenAI Chat', `{"type":"image_url","image_url":{"url":"${url}","detail":"low"}}`],
  ['OpenAI Responses', `{"type":"input_image","image_url":"${url}"}`],
  ['Gemini', `{"inlineData":{"mimeType":"image/png","data":"${data}"}}`],
])('finds the picture of %s', (_, text) => {
  expect(pictureIn(text)).toBe(url);
});

test.each([
  '{"type":"image","source":{"type":"url","url":"https://example.com/a.png"}}',
  '{"inlineData":{"mimeType":"application/pdf","data":"JVBERi0="}}',
  'data:text/html;base64,PGI+',
  `${url}\nand a text`,
  '{"type":',
  'a text about data:image/png;base64,',
])('finds none in %s', text => {
  expect(pictureIn(text)).toBeUndefined();
});
