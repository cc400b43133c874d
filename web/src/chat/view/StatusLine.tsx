import type { Status } from '../state/state';
import { useNow } from './useStore';

interface Props {
  status: Status;
  me: string | null;
  /** How many connections this user has. */
  devices: number;
  onRetry: () => void;
}

/** The state of the connection in plain words, always in sight. */
export function StatusLine({ status, me, devices, onRetry }: Props) {
  const isWaiting = status.kind === 'reconnecting';
  const now = useNow(isWaiting);
  return (
    <div className="status">
      <p role="status" data-testid="status" data-state={status.kind} data-server={'server' in status ? status.server : ''}>
        <span className="lamp" aria-hidden="true" />
        {describe(status, me)}
      </p>
      {status.kind === 'connected' && devices > 1 && <span className="note" data-testid="devices">in {devices} windows</span>}
      {isWaiting && <span className="countdown" data-testid="countdown" aria-hidden="true">{countdown(status.retryAt - now)}</span>}
      {isWaiting && <button type="button" className="small" data-testid="retry-now" onClick={onRetry}>Try now</button>}
    </div>
  );
}

function countdown(ms: number): string {
  const seconds = Math.ceil(ms / 1_000);
  return seconds > 0 ? `in ${seconds} s` : 'now …';
}

function describe(status: Status, me: string | null): string {
  switch (status.kind) {
    case 'offline':
      return 'Not connected';
    case 'connecting':
      return `Connecting to ${status.server} …`;
    case 'connected':
      return `Connected to ${status.server} as \u2068${me}\u2069`; // isolated: a right-to-left name does not turn the sentence around
    case 'reconnecting':
      return `Lost ${status.server}: ${status.reason}. Trying ${status.next === status.server ? 'again' : status.next}`;
    case 'refused':
      return status.code === 'name-taken' ? 'Not connected' : `Refused by ${status.server}: ${status.reason}`;
  }
}
