import { beforeEach, expect, it } from 'vitest';
import { Books } from '../../src/shell/books';

const [ANNA, BILLY, BILLY_TOO, ANNA_TOO] = [1, 2, 3, 4];

let books: Books;
beforeEach(() => {
  books = new Books();
});

const sends = (id: string, key = ANNA): void => books.sent(id, key, 'Anna', 'Billy');
const arrives = (id: string, key = BILLY): void => books.arrived(id, key, 'Billy', 'Anna', 'Billy');

it('counts what was sent, delivered and arrived', () => {
  sends('1');
  books.delivered('1');
  sends('2');
  expect(books.missing('Billy')).toBe(2);
  arrives('1');
  books.arrived('1', ANNA, 'Anna', 'Anna', 'Billy'); // the sender's own copy
  expect(books.lineOf(ANNA)).toMatchObject({ sent: 2, delivered: 1, arrived: 0 });
  expect(books.lineOf(BILLY)).toMatchObject({ arrived: 1, doubled: 0 });
  expect(books.missing('Billy')).toBe(1);
});

it('tells what came twice, and what came after a later one', () => {
  for (const id of ['1', '2', '3']) sends(id);
  for (const id of ['1', '3', '2', '2']) arrives(id);
  expect(books.lineOf(BILLY)).toMatchObject({ arrived: 3, doubled: 1, outOfOrder: 1 });
});

it('takes no offence when the arrival is reported before the sending', () => {
  arrives('1');
  arrives('2');
  sends('1');
  sends('2');
  expect(books.lineOf(BILLY)).toMatchObject({ arrived: 2, doubled: 0, outOfOrder: 0 });
  expect(books.missing('Billy')).toBe(0);
});

it('misses nothing that was refused', () => {
  sends('1');
  books.failed('1');
  expect(books.lineOf(ANNA)).toMatchObject({ sent: 1, failed: 1 });
  expect(books.missing('Billy')).toBe(0);
});

it('misses again what failed and was delivered after all', () => {
  sends('1');
  books.failed('1');
  books.delivered('1');
  expect(books.missing('Billy')).toBe(1);
});

it('keeps checking the order after a refusal that came all the same, and after counting anew', () => {
  sends('1');
  books.failed('1');
  arrives('1');
  for (const id of ['2', '3']) sends(id);
  for (const id of ['3', '2']) arrives(id);
  expect(books.lineOf(BILLY)).toMatchObject({ arrived: 3, outOfOrder: 1 });

  sends('4');
  books = new Books(books.ids);
  arrives('4');
  for (const id of ['5', '6']) sends(id);
  for (const id of ['6', '5']) arrives(id);
  expect(books.lineOf(BILLY)).toMatchObject({ sent: 0, arrived: 2, outOfOrder: 1 });
});

it('knows two frames of one name apart: each gets a message once, and each sends in an order of its own', () => {
  sends('1');
  sends('2', ANNA_TOO);
  sends('3');
  for (const id of ['2', '1', '3']) arrives(id);
  for (const id of ['3', '2', '1']) arrives(id, BILLY_TOO);
  expect(books.lineOf(BILLY)).toMatchObject({ arrived: 3, doubled: 0, outOfOrder: 0 });
  expect(books.lineOf(BILLY_TOO)).toMatchObject({ arrived: 3, doubled: 0, outOfOrder: 1 });
  arrives('1', BILLY_TOO);
  expect([books.lineOf(BILLY).doubled, books.lineOf(BILLY_TOO).doubled]).toEqual([0, 1]);
  expect([books.lineOf(ANNA).sent, books.lineOf(ANNA_TOO).sent]).toEqual([2, 1]);
});

it('misses nothing that somebody sent to themselves and got', () => {
  books.sent('1', ANNA, 'Anna', 'Anna');
  expect(books.missing('Anna')).toBe(1);
  books.arrived('1', ANNA, 'Anna', 'Anna', 'Anna');
  expect(books.missing('Anna')).toBe(0);
  expect(books.lineOf(ANNA)).toMatchObject({ sent: 1, arrived: 1, doubled: 0 });
});

it('misses nothing that had come before counting anew, though its sending is reported later', () => {
  arrives('1');
  books = new Books(books.ids);
  sends('1');
  expect([books.missing('Billy'), books.lineOf(ANNA).sent]).toEqual([0, 0]);
});

it('keeps checking the order after messages whose sending nobody reports', () => {
  for (let n = 0; n < 600; n++) arrives(`lost ${n}`);
  for (let n = 0; n < 600; n++) sends(`${n}`);
  for (let n = 599; n >= 0; n--) arrives(`${n}`);
  expect(books.lineOf(BILLY).outOfOrder).toBeGreaterThan(0);
});

it('counts in a room what each of the others there got, exactly', () => {
  const CARL = 5;
  books.said('1', ANNA, 'Anna', 'tea');
  books.delivered('1', 2);
  expect(books.roomLine('tea')).toEqual({ sent: 1, promised: 2, arrived: 0, missing: 2, failed: 0, doubled: 0 });
  books.heard('1', ANNA, 'Anna', 'Anna', 'tea'); // the sender's own
  books.heard('1', ANNA_TOO, 'Anna', 'Anna', 'tea'); // and their other frame's
  books.heard('1', BILLY, 'Billy', 'Anna', 'tea');
  expect(books.roomLine('tea')).toMatchObject({ arrived: 1, missing: 1 });
  books.heard('1', CARL, 'Carl', 'Anna', 'tea');
  books.heard('1', CARL, 'Carl', 'Anna', 'tea');
  expect(books.roomLine('tea')).toMatchObject({ arrived: 2, missing: 0, doubled: 1 });
  expect([books.lineOf(ANNA), books.lineOf(CARL)]).toMatchObject([{ sent: 1, delivered: 1, failed: 0 }, { arrived: 1, doubled: 1 }]);
  expect(books.missing('tea')).toBe(0); // nobody of that name is waiting for it
  expect(books.roomLine('another').sent).toBe(0);
});

it('takes nobody else in a room for no failure, and a refusal for one', () => {
  books.said('1', ANNA, 'Anna', 'tea');
  books.delivered('1', 0);
  books.said('2', ANNA, 'Anna', 'tea');
  books.failed('2');
  expect(books.roomLine('tea')).toEqual({ sent: 2, promised: 0, arrived: 0, missing: 0, failed: 1, doubled: 0 });
  sends('3');
  books.delivered('3', 0);
  expect(books.lineOf(ANNA)).toMatchObject({ sent: 3, delivered: 1, failed: 2 });
});

it('checks the order of one sender in one room', () => {
  for (const id of ['1', '2', '3']) books.said(id, ANNA, 'Anna', 'tea');
  for (const id of ['1', '3', '2']) books.heard(id, BILLY, 'Billy', 'Anna', 'tea');
  sends('4'); // to Billy himself: another way
  arrives('4');
  expect(books.lineOf(BILLY)).toMatchObject({ arrived: 4, outOfOrder: 1 });
});
