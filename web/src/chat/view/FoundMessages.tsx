import { useEffect, useState } from 'react';
import type { Client } from '../client';
import { keyOfMessage, titleOf, type ConversationKey } from '../state/conversation';
import { keyOf } from '../state/messages';
import type { ChatMessage } from '../state/state';
import { showMessage } from './showMessage';
import { shortTime } from './times';

const WORTH_LOOKING = 2; // characters

interface Props {
  typed: string;
  me: string;
  client: Client;
  onChoose: (key: ConversationKey) => void;
}

/** What was said that holds what is looked for, the latest first; a click leads to it. */
export function FoundMessages({ typed, me, client, onChoose }: Props) {
  const [found, setFound] = useState<readonly ChatMessage[]>([]);
  useEffect(() => {
    let isWanted = true;
    if (typed.trim().length < WORTH_LOOKING) setFound([]);
    else void client.find(typed).then(messages => isWanted && setFound(messages), () => isWanted && setFound([]));
    return () => {
      isWanted = false;
    };
  }, [client, typed]);
  if (found.length === 0) return null;

  async function goTo(message: ChatMessage): Promise<void> {
    const key = keyOfMessage(message, me);
    onChoose(key);
    await client.loadOlder(key, message.at);
    const isLoaded = (client.store.getState().threads.get(key)?.completeFrom ?? 0) <= message.at;
    if (isLoaded) showMessage(message.id);
    else client.store.dispatch({ type: 'notice', text: 'That message is further up than the page shows at once: scroll up to it.' });
  }

  return (
    <section className="found" aria-labelledby="found-heading">
      <h2 id="found-heading">Messages <span className="count">{found.length}</span></h2>
      <ul>
        {found.map(message => (
          <li key={keyOf(message)}>
            <button type="button" className="thread" data-testid="found-message" onClick={() => void goTo(message)}>
              <span className="lines">
                <span className="line">
                  <span className="name" dir="auto">{titleOf(keyOfMessage(message, me))}</span>
                  <time dateTime={new Date(message.at).toISOString()}>{shortTime(message.at)}</time>
                </span>
                <span className="last" dir="auto">{message.from === me ? 'You: ' : ''}{message.text}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
