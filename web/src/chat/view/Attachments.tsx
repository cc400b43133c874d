import { inWords, MAX_FILE_BYTES } from '../files/types';
import { Icon } from './icons';

/** What goes with the next message: nothing is sent before that. */
export function Attachments({ files, onRemove }: { files: readonly File[]; onRemove: (file: File) => void }) {
  if (files.length === 0) return null;
  return (
    <ul className="attachments" data-testid="attachments">
      {files.map((file, index) => (
        <li key={index} className={file.size > MAX_FILE_BYTES ? 'bad' : ''}>
          <Icon name="file" /> <span className="name">{file.name}</span>
          <span className="note">
            {inWords(file.size)}{file.size > MAX_FILE_BYTES && `: too large, ${inWords(MAX_FILE_BYTES)} at most`}
          </span>
          <button type="button" className="plain" aria-label={`Do not send ${file.name}`} onClick={() => onRemove(file)}>
            <Icon name="cross" />
          </button>
        </li>
      ))}
    </ul>
  );
}
