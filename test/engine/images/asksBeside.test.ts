import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asksBeside } from '../../../src/engine/images/asksBeside.ts';

describe('asksBeside', () => {
  it.each([
    'What is to the left of the Save button?',
    'Which button is left of Submit?',
    'What is above the status bar?',
    'Which icon is below the toolbar?',
    'What does the last row at the bottom of the list say?',
    'What is to the left of the picture on the wall?',
    'Was steht links neben dem Speichern-Knopf?',
    'Was ist rechts von der Tür?',
    'Was steht unter der Menüleiste?',
    "Qu'est-ce qui est à gauche du bouton ?",
    'Qu’y a-t-il au-dessus de la barre d’état ?',
    '¿Qué hay a la derecha del botón?',
    '¿Qué hay debajo de la barra de estado?',
    '保存按钮左边是什么？',
    '按钮的右边是什么',
    '状态栏上方是什么',
  ])('%s', question => {
    expect(asksBeside(question)).toBe(true);
  });

  it.each([
    "What's in the top-right corner?",
    'What is in the center of the image?',
    'What does the button in the middle of the top right dialog say?',
    'look at the bottom of the page',
    'Was steht in der linken unteren Ecke des Bildschirms?',
    "Qu'y a-t-il dans le coin supérieur droit de l'image ?",
    '¿Qué hay abajo del todo?',
    '放大左上角',
    '屏幕右边的菜单',
  ])('not: %s', question => {
    expect(asksBeside(question)).toBe(false);
  });

  it('is true of the same side of anything but of what frames a picture', () => {
    const side = fc.constantFrom('left side', 'top', 'bottom right corner', 'middle', 'upper half', 'right');
    const thing = fc.constantFrom(
      'button',
      'man in the picture',
      'list',
      'dialog button',
      'image viewer',
      'table',
      'cup',
    );
    const frame = fc.constantFrom('picture', 'second image', 'settings page', 'screen', 'screenshot', 'login dialog');
    fc.assert(
      fc.property(side, thing, frame, (where, what, whole) => {
        expect(asksBeside(`What is at the ${where} of the ${what}?`)).toBe(true);
        expect(asksBeside(`What is at the ${where} of the ${whole}?`)).toBe(false);
      }),
    );
  });
});
