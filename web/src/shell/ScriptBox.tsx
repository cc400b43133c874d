import { useEffect, useRef, useState } from 'react';
import { createPace } from './pace';
import { parseScript, sayNext } from './script';

const START = '* > *: message {n}';
const MAX_RATE = 200;
const TICK_MS = 50;

/** A script that makes the clients talk at a set rate. */
export function ScriptBox({ names, say }: { names: readonly string[]; say: (from: string, to: string, text: string) => void }) {
  const [source, setSource] = useState(START);
  const [rate, setRate] = useState(10);
  const [isTalking, setTalking] = useState(false);
  const script = parseScript(source, names);
  const latest = useRef({ names, say, script });
  latest.current = { names, say, script };
  const said = useRef(0);

  useEffect(() => {
    if (!isTalking) return;
    const pace = createPace(rate, Date.now());
    const timer = setInterval(() => {
      const { names: all, say: tell, script: now } = latest.current;
      for (let due = pace(Date.now()); due > 0 && now.ok; due--) {
        const next = sayNext(now.lines, said.current++, all);
        if (next !== null) tell(next.from, next.to, next.text);
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
