import { useEffect, useState } from 'react';
import { fileOf } from '../files/files';
import { inWords, isPicture } from '../files/types';
import type { ChatMessage } from '../state/state';
import { Icon } from './icons';

/** A picture as it is, any other file by its name; nothing of it is opened by itself. */
export function FilePreview({ message }: { message: ChatMessage }) {
  const { id, from, file } = message;
  const url = useFile(id, from);
  const { name, type, size } = file!;
  if (url === null) return <p className="file" data-testid="file-gone"><Icon name="file" /> {name} · this browser has not kept it</p>;
  return (
    <a className={isPicture(type) ? 'file picture' : 'file'} data-testid="file" href={url} download={name}>
      {isPicture(type) && url !== undefined ? <img src={url} alt={name} /> : <><Icon name="file" /><span className="name">{name}</span></>}
      <span className="note">{inWords(size)} · Save</span>
    </a>
  );
}

/** Undefined while it is looked for, null when it is not there. */
function useFile(id: string, from: string): string | null | undefined {
  const [url, setUrl] = useState<string | null>();
  useEffect(() => {
    let isWanted = true;
    let made: string | undefined;
    void fileOf({ id, from }).then(file => {
      if (!isWanted) return;
      if (file !== null) made = URL.createObjectURL(file);
      setUrl(made ?? null);
    });
    return () => {
      isWanted = false;
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [id, from]);
  return url;
}
