import { useEffect, useRef, useState } from 'react';
import { createPace } from './pace';
import { parseScript, sayNext, type Line } from './script';
import type { ShellClient } from './useClients';

const START = '* > *: message {n}';
const MAX_RATE = 200;
const TICK_MS = 50;

interface Props {
  clients: readonly ShellClient[];
  rooms: readonly string[];
  say: (line: Line) => void;
}

/** A script that makes the clients talk at a set rate. */
export function ScriptBox({ clients, rooms, say }: Props) {
  const names = clients.map(({ as }) => as);
  const isAnyConnected = clients.some(({ status }) => status.startsWith('connected'));
  const [source, setSource] = useState(START);
  const [rate, setRate] = useState(10);
  const [isTalking, setTalking] = useState(false);
  const script = parseScript(source, names, rooms);
  const membersOf = (room: string): string[] => clients.filter(client => client.rooms.get(room) === 'in').map(({ as }) => as);
  const latest = useRef({ names, say, script, membersOf });
  latest.current = { names, say, script, membersOf };
  const said = useRef(0);

  useEffect(() => {
    if (!isTalking) return;
    const pace = createPace(rate, Date.now());
    const timer = setInterval(() => {
      const { names: all, say: tell, script: now, membersOf: inside } = latest.current;
      for (let due = pace(Date.now()); due > 0 && now.ok; due--) {
        const next = sayNext(now.lines, said.current++, all, Math.random, inside);
        if (next !== null) tell(next);
      }
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [isTalking, rate]);

  return (
    <section className="script card" aria-labelledby="script-heading">
      <h2 id="script-heading">Script</h2>
      <textarea rows={4} aria-label="Script" data-testid="script" spellCheck={false} value={source} onChange={event =>
          setSource(event.target.value)} aria-invalid={!script.ok} />
      <p className={script.ok ? 'note' : 'error'} data-testid="script-problem">{script.ok
          ? 'A line each: Anna > Billy: text. * is anybody, {n} counts.' : script.problem}</p>
      <p className="warn" role="status" data-testid="script-silence">{isTalking && !isAnyConnected
          ? 'No client is connected, so nobody talks: press "Connect all".' : ''}</p>
      <div className="row">
        <label htmlFor="rate">Messages a second</label>
        <input id="rate" type="number" data-testid="rate" min={1} max={MAX_RATE} value={rate} onChange={event =>
            setRate(Math.max(1, Math.min(MAX_RATE, event.target.valueAsNumber || 1)))} />
        <button type="button" className="primary" data-testid="talk" disabled={!script.ok && !isTalking} onClick={() =>
            setTalking(!isTalking)}>{isTalking ? 'Stop' : 'Talk'}</button>
      </div>
    </section>
  );
}
