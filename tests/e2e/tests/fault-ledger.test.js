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

test('a death excuses what was sent before it to who was there, and nothing else', () => {
  const lostWith = (kill, then = () => { }) => {
    const kept = ledger();
    kept.sent('a', 'anna', 'billy', 10);
    kept.acked('a', delivered, 11);
    then(kept);
    kept.kills.push(kill);
    return kept.lost().length;
  };
  assert.equal(lostWith({ server: 'server-1', at: 12 }), 0);
  assert.equal(lostWith({ server: 'server-2', at: 12 }), 1, 'another server');
  assert.equal(lostWith({ server: 'server-1', at: 9 }), 1, 'before it was sent');
  assert.equal(lostWith({ server: 'server-1', at: 60_000 }), 1, 'long after');
  const elsewhere = kept => { kept.disconnected('billy', 15); kept.connected('billy', 'server-2', 20); };
  assert.equal(lostWith({ server: 'server-1', at: 18 }, elsewhere), 0, 'while away');
  assert.equal(lostWith({ server: 'server-1', at: 25 }, elsewhere), 1, 'after coming back elsewhere');
  const stopped = kept => { kept.moves.push({ server: 'server-1', at: 14 }); kept.disconnected('billy', 15); };
  assert.equal(lostWith({ server: 'server-3', at: 18 }, stopped), 0, 'kept by a server unknown');
});

test('twice is doubled; a lower number after a higher one of the same connection is out of order, unless it was sent again', () => {
  const kept = ledger();
  kept.connected('anna', 'server-2', 0);
  for (const id of ['a', 'b', 'c']) kept.sent(id, 'anna', 'billy', 10);
  kept.connected('anna', 'server-3', 20);
  kept.sent('d', 'anna', 'billy', 21);
  kept.resent('c');
  for (const id of ['d', 'b', 'a', 'c', 'b']) kept.arrived('billy', id, 30);
  kept.arrived('anna', 'a', 30); // the sender's own copy is no arrival at the recipient
  assert.deepEqual(kept.doubled.map(({ id }) => id), ['b']);
  assert.deepEqual(kept.disordered.map(({ id }) => id), ['a']);
});

test('a partition between a recipient and its session excuses loss and disorder, and nothing else does', () => {
  const lostWith = cut => {
    const kept = ledger();
    kept.sent('a', 'anna', 'billy', 10_000);
    kept.acked('a', delivered, 10_001);
    kept.disconnected('billy', 9_900);
    kept.connected('billy', 'server-2', 12_000);
    if (cut) kept.cuts.push(cut);
    return kept.lost().length;
  };
  assert.equal(lostWith(), 1);
  assert.equal(lostWith({ a: 'server-1', b: 'server-2', since: 9_000, until: 20_000 }), 0);
  assert.equal(lostWith({ a: 'server-1', b: 'server-3', since: 9_000, until: 20_000 }), 1, 'between others');
  assert.equal(lostWith({ a: 'server-1', b: 'server-2', since: 3_000, until: 9_000 }), 1, 'healed before');
  assert.equal(lostWith({ a: 'server-1', b: 'server-2', since: 13_000, until: 20_000 }), 1, 'cut afterwards');
});

test('what comes again after the death of the server that had the session was forgotten, not doubled', () => {
  const kept = ledger();
  kept.sent('a', 'anna', 'billy', 10);
  kept.arrived('billy', 'a', 11);
  kept.kills.push({ server: 'server-1', at: 20 });
  kept.arrived('billy', 'a', 30);
  kept.sent('b', 'anna', 'billy', 40);
  kept.arrived('billy', 'b', 41);
  kept.arrived('billy', 'b', 42);
  assert.deepEqual([kept.forgotten.map(({ id }) => id), kept.doubled.map(({ id }) => id)], [['a'], ['b']]);
});
