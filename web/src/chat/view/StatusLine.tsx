import type { Status } from '../state/state';
import { useNow } from './useStore';

/** The state of the connection in plain words, always in sight. */
export function StatusLine({ status, me, onRetry }: { status: Status; me: string | null; onRetry: () => void }) {
  const isWaiting = status.kind === 'reconnecting';
  const now = useNow(isWaiting);
  return (
    <div className="status">
      <p role="status" data-testid="status" data-state={status.kind} data-server={'server' in status ? status.server : ''}>
        <span className="lamp" aria-hidden="true" />
        {describe(status, me)}
      </p>
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
      return `Refused by ${status.server}: ${status.reason}`;
  }
}
