import { useMemo } from 'react';
import type { ServerChoice } from '../../shared/servers';
import { useChosen } from '../ask/useChosen';
import { useEvents } from '../ask/useEvents';
import { useMesh } from '../ask/useMesh';
import { useOnline } from '../ask/useOnline';
import { edgesOf } from '../model/edges';
import { rowsOf } from '../model/events';
import { shortNames } from '../model/names';
import { problemsOf } from '../model/problems';
import { reachOf } from '../model/reach';
import { topOf } from '../model/scale';
import { Header } from './Header';
import { Headline } from './Headline';
import { KeyForm } from './KeyForm';
import { Overview } from './Overview';
import { Names } from './names';
import { ServerPanel } from './ServerPanel';
import { useTitle } from './useTitle';

interface Props {
  servers: readonly ServerChoice[];
  operatorKey: string;
  onKey: (key: string) => void;
  onForget: () => void;
}

/** All servers, or the one that the address names. */
export function Mesh({ servers, operatorKey, onKey, onForget }: Props) {
  const chosen = useChosen();
  const views = useMesh(servers, operatorKey);
  const events = useEvents(servers, views, operatorKey);
  const isOnline = useOnline();
  const reach = reachOf(views, isOnline);
  const edges = useMemo(() => edgesOf(views), [views]);
  const problems = useMemo(() => problemsOf(views, edges, reach, Date.now()), [views, edges, reach]);
  const minute = Math.floor(Date.now() / 60_000);
  const rows = useMemo(() => rowsOf(events, minute * 60_000), [events, minute]);
  const ids = useMemo(() => servers.map(({ id }) => id), [servers]);
  const names = useMemo(() => shortNames(ids), [ids]);
  const longer = useMemo(() => shortNames(ids, 28), [ids]);
  const top = useMemo(() => topOf(views), [views]);
  useTitle(problems, chosen.server);

  const needsKey = views.some(({ refusedKey }) => refusedKey !== null);
  const wasWrong = operatorKey !== '' && views.some(({ refusedKey }) => refusedKey === operatorKey); // not an answer to the one before
  const isKept = operatorKey !== '' && !wasWrong;
  return (
    <Names.Provider value={longer}>
      <div className="mesh">
        <Header views={views} reach={reach} onForget={isKept ? onForget : undefined} />
        {needsKey ? <KeyForm wasWrong={wasWrong} onKey={onKey} /> : <Headline views={views} problems={problems} />}
        {chosen.server === ''
          ? <Overview {...{ servers, views, edges, rows, names, problems, reach, top, operatorKey }} />
          : <ServerPanel {...{ servers, views, edges, rows, reach, top, operatorKey, chosen }} key={chosen.server} />}
      </div>
    </Names.Provider>
  );
}
