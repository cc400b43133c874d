import { isFrame } from '../frame';

/**
 * Where there is no finger on the screen there is a keyboard, as a rule: on a touch screen Enter breaks the line, and the keyboard covers
 * half of it.
 */
export const hasKeyboard = (): boolean => matchMedia('not all and (pointer: coarse)').matches;

/** On a screen without a mouse the keyboard would cover what one came to read, and frames would take the focus from each other. */
export const mayTakeFocus = (): boolean => !isFrame && hasKeyboard();

/**
 * Whoever is at work elsewhere on the page is left there: what they type is meant for that place. An empty field for a search, where the
 * focus stands at first, is no such place.
 */
export function isFocusFree(): boolean {
  const at = document.activeElement;
  return at === null || at === document.body || (at instanceof HTMLInputElement && at.type === 'search' && at.value === '');
}
