// The ledger of the fault runs: what it calls lost, doubled and out of order, and what it excuses.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DeliveryLedger } from '../faults/ledger.js';

const delivered = { delivered: 1, servers: 1 };

/** Billy is at server-1 from time 0. */
function ledger() {
  const result = new DeliveryLedger();
  result.connected('billy', 'server-1', 0);
  return result;
}

test('acknowledged and never arrived is lost; not acknowledged, refused, or delivered to nobody is not', () => {
  const kept = ledger();
  for (const id of ['a', 'b', 'c', 'd', 'e']) kept.sent(id, 'anna', 'billy', 10);
  kept.acked('a', delivered, 11);
  kept.acked('b', delivered, 11);
  kept.acked('c', { delivered: 0, servers: 0 }, 11);
  kept.acked('d', { ...delivered, error: { code: 'unreachable' } }, 11);
  kept.arrived('billy', 'a', 12);
  assert.deepEqual(kept.lost().map(({ id }) => id), ['b']);
  const { delivered: told, nobody, refused, unknown, lost } = kept.summary();
  assert.deepEqual([told, nobody, refused, unknown, lost], [2, 1, { unreachable: 1 }, 1, 1]);
});

test('only the death of all servers that had a message excuses its loss', () => {
  const lostWith = (kills, { copies = 1, sender = 'server-2', then = () => { } } = {}) => {
    const kept = ledger();
    kept.copies = copies;
    kept.connected('anna', sender, 0);
    kept.sent('a', 'anna', 'billy', 10);
    kept.acked('a', delivered, 11);
    then(kept);
    kept.kills.push(...kills.map(([server, at = 12]) => ({ server, at })));
    return kept.lost().length;
  };
  assert.equal(lostWith([['server-1']]), 1, 'the recipient\'s alone');
  assert.equal(lostWith([['server-2']]), 1, 'the sender\'s alone');
  assert.equal(lostWith([['server-1'], ['server-2']]), 0, 'both');
  assert.equal(lostWith([['server-1'], ['server-2', 60_000]]), 1, 'the second long after');
  assert.equal(lostWith([['server-1']], { sender: 'server-1' }), 0, 'they were at one server');
  assert.equal(lostWith([['server-1']], { sender: 'server-1', copies: 2 }), 1, 'and it was copied');
});

test('twice is doubled; a lower number after a higher one of the same connection is out of order, unless it was sent again', () => {
  const kept = ledger();
  kept.connected('anna', 'server-2', 0);
  for (const id of ['a', 'b', 'c']) kept.sent(id, 'anna', 'billy', 10);
  kept.connected('anna', 'server-3', 20);
  kept.sent('d', 'anna', 'billy', 21);
  kept.resent('c', 22);
  for (const id of ['d', 'b', 'a', 'c', 'b']) kept.arrived('billy', id, 30);
  kept.arrived('anna', 'a', 30); // the sender's own copy is no arrival at the recipient
  assert.deepEqual(kept.doubled.map(({ id }) => id), ['b']);
  assert.deepEqual(kept.disordered.map(({ id }) => id), ['a']);
});

test('what is sent again and comes again after the death of all servers that had it was forgotten, not doubled', () => {
  const kept = ledger();
  kept.connected('anna', 'server-2', 0);
  kept.connected('billy', 'server-2', 0);
  for (const [id, at] of [['a', 20_010], ['b', 20_040]]) {
    kept.sent(id, 'anna', 'billy', at);
    kept.resent(id, at);
    kept.arrived('billy', id, at + 1);
    if (id === 'a') kept.kills.push({ server: 'server-2', at: 20_020 });
    kept.arrived('billy', id, at + 20);
  }
  assert.deepEqual([kept.forgotten.map(({ id }) => id), kept.doubled.map(({ id }) => id)], [['a'], ['b']]);
});

test('what comes again after the death of its first server only was doubled: where the recipient was it is known', () => {
  const kept = ledger();
  kept.connected('anna', 'server-2', 0);
  kept.connected('billy', 'server-3', 0);
  kept.sent('a', 'anna', 'billy', 20_010);
  kept.resent('a', 20_010);
  kept.arrived('billy', 'a', 20_011);
  kept.kills.push({ server: 'server-2', at: 20_020 });
  kept.arrived('billy', 'a', 20_030);
  assert.deepEqual([kept.forgotten.length, kept.doubled.map(({ id }) => id)], [0, ['a']]);
});

test('a message that was sent again elsewhere and came from there is forgotten with that server, whichever was first', () => {
  const kept = ledger();
  kept.connected('anna', 'server-2', 0);
  kept.connected('billy', 'server-3', 0);
  kept.sent('a', 'anna', 'billy', 20_010);
  kept.connected('anna', 'server-3', 20_012);
  kept.resent('a', 20_013);
  kept.arrived('billy', 'a', 20_014);
  kept.kills.push({ server: 'server-3', at: 20_020 });
  kept.arrived('billy', 'a', 20_030); // what server-2 had, or its successor
  assert.deepEqual([kept.forgotten.map(({ id }) => id), kept.doubled.length], [['a'], 0]);
});
