import { useState } from 'react';
import type { ServerChoice } from '../../shared/servers';
import { useKey } from '../ask/useKey';
import { useServers } from '../ask/useServers';
import { Mesh } from './Mesh';

/** The mesh, live and read-only. A key that is forgotten takes along all that it has shown. */
export function MeshPage({ servers: first }: { servers: readonly ServerChoice[] }) {
  const servers = useServers(first);
  const { key, setKey, forget } = useKey();
  const [life, setLife] = useState(0);
  return (
    <Mesh
      key={life} servers={servers} operatorKey={key} onKey={setKey}
      onForget={() => {
        forget();
        setLife(life + 1);
      }}
    />
  );
}
