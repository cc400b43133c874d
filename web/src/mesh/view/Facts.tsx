import type { ReactNode } from 'react';
import { inPlainWords } from '../../shared/reasons';
import type { Counts } from '../ask/status';
import { bytes, count, duration, percent, plural, rate, version } from '../model/format';
import { processorOf, type ServerView } from '../model/server';
import { loud, ofProcessor } from '../model/thresholds';
import { isShared, stateInWords } from './ServerTable';

/** What a server says of itself, in words. */
export function Facts({ view, views, isKnown }: { view: ServerView; views: readonly ServerView[]; isKnown: boolean }) {
  const { report, samples, state } = view;
  if (report === null) return <p data-testid="facts">{stateInWords(view, isKnown)}{view.message === '' ? '' : `: ${view.message}`}</p>;
  const processor = processorOf(view);
  const last = samples.at(-1);
  const ofProcess = isShared(view, views) ? ' (the process, which is several servers’)' : '';
  const ago = (report.now ?? 0) - (report.startedAt ?? 0);
  return (
    <dl className="facts" data-testid="facts">
      <Fact name="State">
        <span className={state === 'alive' ? 'good' : state === 'dead' ? 'bad' : 'warn'}>{stateInWords(view, isKnown)}</span>
      </Fact>
      {report.startedAt !== null && <Fact name="Up for">{duration(ago)}</Fact>}
      <Fact name="Version">
        <span title={report.version ?? undefined}>{report.version === null ? 'older than this page' : version(report.version)}</span>
      </Fact>
      <Fact name="Users">{count(report.usersHere)} here, {count(report.users)} in the mesh</Fact>
      <Fact name="Connections">{count(report.connections)}</Fact>
      <Fact name="Sessions">{count(report.waiting)} wait for their clients{recovered(report.recovered)}</Fact>
      <Fact name="Messages">
        {rate(last?.taken ?? 0)} in, {rate(last?.handed ?? 0)} out; {count(report.taken)} and {count(report.handed)} since its start
      </Fact>
      {report.cpuSeconds !== null && (
        <Fact name="Processor">
          <span className={loud(ofProcessor(processor))}>{percent(processor)}</span> of {plural(report.cores ?? 1, 'core')}{ofProcess}
        </Fact>
      )}
      {report.memoryBytes !== null && <Fact name="Memory">{bytes(report.memoryBytes)}{ofProcess}</Fact>}
      <Fact name="Refused"><Tally counts={report.refused} none="nothing" /></Fact>
      <Fact name="Closed"><Tally counts={report.closes} none="no connection" /></Fact>
    </dl>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => <div><dt>{name}</dt><dd>{children}</dd></div>;

function recovered({ complete = 0, incomplete = 0 }: Counts): string {
  if (complete + incomplete === 0) return '';
  return `; ${count(complete + incomplete)} came back${incomplete === 0 ? '' : `, ${count(incomplete)} of them with something missing`}`;
}

/** By reason, the most frequent first. */
function Tally({ counts, none }: { counts: Counts; none: string }) {
  const reasons = Object.entries(counts).sort(([, some], [, others]) => others - some);
  if (reasons.length === 0) return <span className="note">{none} since its start</span>;
  return (
    <ul>
      {reasons.map(([reason, times]) => <li key={reason}>{count(times)} <span className="note">{inPlainWords(reason)}</span></li>)}
    </ul>
  );
}
