import { expect, it } from 'vitest';
import { fold, holds, search, wordsOf, wordsWanted } from '../../src/chat/state/search';

it('finds in upper and lower case, anywhere in the name, and all where nothing is typed', () => {
  expect(search(['Anna', 'Hanna', 'Billy'], ' ANN')).toEqual(['Anna', 'Hanna']);
  expect(search(['Anna'], '  ')).toEqual(['Anna']);
});

it('finds without accents what has them, and the other way round', () => {
  expect(search(['Élodie', 'Zoë', 'Łukasz'], 'elodie')).toEqual(['Élodie']);
  expect(search(['Elodie'], 'élo')).toEqual(['Elodie']);
});

it('takes words in any order', () => {
  expect(search(['Billy-01234', 'Billy-4321'], '1234 billy')).toEqual(['Billy-01234']);
  expect(holds('The quick brown fox', wordsWanted('fox qui'))).toBe(true);
});

it('finds scripts without case or marks as they are', () => {
  expect(search(['مرحبا', 'שלום', '世界'], '世')).toEqual(['世界']);
  expect(fold('ÀÉÎ')).toBe('aei');
});

it('knows each word of a text once', () => {
  expect(wordsOf('Été, été! 2 été-s')).toEqual(['ete', '2', 's']);
});
