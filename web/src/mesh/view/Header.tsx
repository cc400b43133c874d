import { Nav } from '../../shared/Nav';
import { brief, rate } from '../model/format';
import type { Reach } from '../model/reach';
import { totals, type ServerView } from '../model/server';

interface Props {
  views: readonly ServerView[];
  reach: Reach;
  onForget: (() => void) | undefined;
}

export function Header({ views, reach, onForget }: Props) {
  const { alive, users, connections, waiting, rate: messages } = totals(views);
  const isReached = reach === 'reaching';
  const shown = (text: string): string => (isReached ? text : '–'); // nobody knows
  return (
    <header>
      <Nav page="Mesh" />
      <dl className="totals">
        <div><dt>servers</dt><dd data-testid="alive">{isReached ? `${alive} of ${views.length}` : `? of ${views.length}`}</dd></div>
        <div><dt>users</dt><dd data-testid="users-total">{shown(brief(users))}</dd></div>
        <div><dt>connections</dt><dd>{shown(brief(connections))}</dd></div>
        <div title="Sessions whose clients have lost their connection and may come back">
          <dt>waiting</dt><dd>{shown(brief(waiting))}</dd>
        </div>
        <div><dt>messages</dt><dd data-testid="rate">{shown(rate(messages))}</dd></div>
      </dl>
      {onForget !== undefined && (
        <button type="button" className="small" data-testid="forget-key" onClick={onForget}>Forget the key</button>
      )}
    </header>
  );
}
