import { isFrame } from '../frame';

/** On a screen without a mouse the keyboard would cover what one came to read, and frames would take the focus from each other. */
export const mayTakeFocus = (): boolean => !isFrame && matchMedia('(pointer: fine)').matches;

/** Whoever is at work elsewhere on the page is left there: what they type is meant for that place. */
export const isFocusFree = (): boolean => document.activeElement === null || document.activeElement === document.body;
