import { beforeEach, expect, it } from 'vitest';
import { Books } from '../../src/shell/books';

let books: Books;
beforeEach(() => {
  books = new Books();
});

const arrives = (id: string): void => books.arrived('Billy', id, 'Anna', 'Billy');

it('counts what was sent, delivered and arrived', () => {
  books.sent('1', 'Anna', 'Billy');
  books.delivered('1');
  books.sent('2', 'Anna', 'Billy');
  expect(books.missing('Billy')).toBe(2);
  arrives('1');
  books.arrived('Anna', '1', 'Anna', 'Billy'); // the sender's own copy
  expect(books.lineOf('Anna')).toMatchObject({ sent: 2, delivered: 1, arrived: 0 });
  expect(books.lineOf('Billy')).toMatchObject({ arrived: 1, doubled: 0 });
  expect(books.missing('Billy')).toBe(1);
});

it('tells what came twice, and what came after a later one', () => {
  for (const id of ['1', '2', '3']) books.sent(id, 'Anna', 'Billy');
  for (const id of ['1', '3', '2', '2']) arrives(id);
  expect(books.lineOf('Billy')).toMatchObject({ arrived: 3, doubled: 1, outOfOrder: 1 });
});

it('takes no offence when the arrival is reported before the sending', () => {
  arrives('1');
  arrives('2');
  books.sent('1', 'Anna', 'Billy');
  books.sent('2', 'Anna', 'Billy');
  expect(books.lineOf('Billy')).toMatchObject({ arrived: 2, doubled: 0, outOfOrder: 0 });
  expect(books.missing('Billy')).toBe(0);
});

it('misses nothing that was refused', () => {
  books.sent('1', 'Anna', 'Billy');
  books.failed('1');
  expect(books.lineOf('Anna')).toMatchObject({ sent: 1, failed: 1 });
  expect(books.missing('Billy')).toBe(0);
});

it('keeps checking the order after a refusal that came all the same, and after counting anew', () => {
  books.sent('1', 'Anna', 'Billy');
  books.failed('1');
  arrives('1');
  for (const id of ['2', '3']) books.sent(id, 'Anna', 'Billy');
  for (const id of ['3', '2']) arrives(id);
  expect(books.lineOf('Billy')).toMatchObject({ arrived: 3, outOfOrder: 1 });

  books.sent('4', 'Anna', 'Billy');
  books = new Books(books.ids);
  arrives('4');
  for (const id of ['5', '6']) books.sent(id, 'Anna', 'Billy');
  for (const id of ['6', '5']) arrives(id);
  expect(books.lineOf('Billy')).toMatchObject({ sent: 0, arrived: 2, outOfOrder: 1 });
});
