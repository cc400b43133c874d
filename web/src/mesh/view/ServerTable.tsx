import { brief, bytes, count, duration, percent, rate, version } from '../model/format';
import { processorOf, sum, type ServerView } from '../model/server';
import { loud, ofProcessor } from '../model/thresholds';
import { ServerLink } from './ServerLink';

/** What each server is like now, the worst first. */
export function ServerTable({ servers, isKnown }: { servers: readonly ServerView[]; isKnown: boolean }) {
  return (
    <div className="scroll" tabIndex={0} role="group" aria-labelledby="servers-heading">
      <table className="servers">
        <thead>
          <tr>
            <th scope="col">Server</th><th scope="col">State</th><th scope="col">Up for</th><th scope="col">Version</th>
            <th scope="col">Users</th><th scope="col">Connections</th><th scope="col">Waiting</th>
            <th scope="col">Messages in</th><th scope="col">Copies out</th>
            <th scope="col">Processor</th><th scope="col">Memory</th><th scope="col">Refused</th><th scope="col">Closed</th>
          </tr>
        </thead>
        <tbody>{servers.map(view => <Row key={view.id} view={view} isKnown={isKnown} isShared={isShared(view, servers)} />)}</tbody>
      </table>
      {servers.some(view => isShared(view, servers)) && (
        <p className="note" aria-hidden="true">* of the process, which is several servers’</p>
      )}
    </div>
  );
}

export const isShared = ({ id, report }: ServerView, servers: readonly ServerView[]): boolean =>
  report?.process != null && servers.some(other => other.id !== id && other.report?.process === report.process);

export function stateInWords({ state, reportedAt }: ServerView, isKnown: boolean): string {
  if (state === 'dead' && !isKnown) return 'not reached from here';
  if (state === 'dead') return reportedAt === 0 ? 'no answer' : `silent for ${duration(Date.now() - reportedAt)}`;
  return { waiting: 'asked', alive: 'alive', draining: 'draining', hidden: 'not shown' }[state];
}

const COLOURS = { waiting: 'note', alive: 'good', draining: 'warn', hidden: 'note', dead: 'bad' } as const;

function Row({ view, isKnown, isShared: isOfMany }: { view: ServerView; isKnown: boolean; isShared: boolean }) {
  const { id, state, report, samples } = view;
  const last = samples.at(-1);
  const isNow = state === 'alive' || state === 'draining';
  const number = (value: number | null | undefined, write: (value: number) => string): string =>
    (isNow && value != null ? write(value) : '–');
  const processor = processorOf(view);
  const ofProcess = isOfMany ? 'Of the process, which is several servers’' : undefined;
  return (
    <tr className={state === 'dead' && !isKnown ? 'unreached' : state} data-testid="server-row" data-id={id} data-state={state}>
      <th scope="row"><ServerLink id={id} /></th>
      <td className={state === 'dead' && !isKnown ? 'note' : COLOURS[state]}>{stateInWords(view, isKnown)}</td>
      <td>{number(report?.startedAt, startedAt => duration((report!.now ?? startedAt) - startedAt))}</td>
      <td className="note" title={report?.version ?? undefined}>{report?.version == null ? '–' : version(report.version)}</td>
      <td>{number(report?.usersHere, brief)}</td>
      <td>{number(report?.connections, brief)}</td>
      <td>{number(report?.waiting, brief)}</td>
      <td>{number(last?.taken, rate)}</td>
      <td>{number(last?.handed, rate)}</td>
      <td className={isNow ? loud(ofProcessor(processor)) : undefined} title={ofProcess}>
        {number(processor, percent)}{isOfMany && isNow && <Shared />}
      </td>
      <td title={ofProcess}>{number(report?.memoryBytes, bytes)}{isOfMany && isNow && <Shared />}</td>
      <td>{number(report === null ? null : sum(report.refused), count)}</td>
      <td>{number(report === null ? null : sum(report.closes), count)}</td>
    </tr>
  );
}

const Shared = () => <><span aria-hidden="true">*</span><span className="unseen"> of a process of several servers</span></>;
