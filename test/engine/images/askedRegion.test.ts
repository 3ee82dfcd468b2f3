import { describe, expect, it } from 'vitest';
import { askedRegion, asksAboutSurroundings } from '../../../src/engine/images/askedRegion.ts';

describe('askedRegion', () => {
  it.each([
    ["What's in the top-right corner?", 'top right'],
    ['Zoom into the left side', 'left half'],
    ['what does the upper left panel show', 'top left'],
    ['look at the bottom of the page', 'bottom half'],
    ['What is in the center of the image?', 'middle'],
    ['which branch does the status bar name', 'bottom edge'],
    ['what is in the toolbar', 'top edge'],
    ['Was steht oben rechts?', 'top right'],
    ['Was ist in der linken unteren Ecke?', 'bottom left'],
    ["Qu'y a-t-il en haut à gauche ?", 'top left'],
    ['¿Qué hay arriba a la derecha?', 'top right'],
    ['右上角是什么？', 'top right'],
    ['左下角的图标是什么', 'bottom left'],
    ['图片左边是什么', 'left half'],
    ['How many people are on the left?', 'left half'],
    ['What is at the bottom of the settings page?', 'bottom half'],
    ['the left of the image', 'left half'],
    ['Was ist auf der linken Seite des Bildes?', 'left half'],
    ["Qu'y a-t-il en bas de l'écran ?", 'bottom half'],
    ['¿Qué hay a la izquierda de la imagen?', 'left half'],
  ])('%s → %s', (question, name) => {
    expect(askedRegion(question)?.name).toBe(name);
  });

  it.each([
    'What animal is this?',
    'Is this right?',
    'what is going on right now',
    'Compare the left and the right side',
    'What do the links say?',
    'the cup on top of the table',
    'top 3 processes by memory',
    'who has the copyright',
    'Who is left in the meeting?',
    'How much storage is left?',
    'Who is standing right behind the man?',
    'What is she holding in her left hand?',
    'Which firm runs the data center?',
    'What is to the left of the Save button?',
    'What is above the status bar?',
    '这张图到底是什么意思？',
  ])('%s names no single place', question => {
    expect(askedRegion(question)).toBeUndefined();
  });
});

describe('asksAboutSurroundings', () => {
  it('knows questions that no box answers', () => {
    expect(asksAboutSurroundings('Focus on the background')).toBe(true);
    expect(asksAboutSurroundings('Was ist im Hintergrund?')).toBe(true);
    expect(asksAboutSurroundings('Zoom into the left side')).toBe(false);
  });
});
