import type { Books } from './books';
import type { ShellClient } from './useClients';

interface Props {
  clients: readonly ShellClient[];
  books: Books;
  onForget: () => void;
}

/** Who got what: the columns on the right should stay at 0. */
export function Tally({ clients, books, onForget }: Props) {
  return (
    <section className="tally card" aria-labelledby="tally-heading">
      <div className="row">
        <h2 id="tally-heading">Who got what</h2>
        <button type="button" className="small" data-testid="forget" onClick={onForget}>Count anew</button>
      </div>
      <div className="scroll" tabIndex={0} role="group" aria-labelledby="tally-heading">
        <table data-testid="tally">
          <thead>
            <tr><th scope="col">Client</th>{['sent', 'delivered', 'failed', 'arrived', 'missing', 'doubled', 'out of order'].map(head =>
                <th key={head} scope="col">{head}</th>)}</tr>
          </thead>
          <tbody>
            {clients.map(({ key, as: name }) => {
              const { sent, delivered, failed, arrived, doubled, outOfOrder } = books.lineOf(key);
              const missing = books.missing(name);
              return (
                <tr key={key} data-testid="tally-line" data-name={name}>
                  <th scope="row" className="name" dir="auto">{name}</th>
                  <td data-of="sent">{sent}</td>
                  <td data-of="delivered">{delivered}</td>
                  <td data-of="failed">{failed}</td>
                  <td data-of="arrived">{arrived}</td>
                  <td data-of="missing" className={missing > 0 ? 'warn' : ''}>{missing}</td>
                  <td data-of="doubled" className={doubled > 0 ? 'bad' : ''}>{doubled}</td>
                  <td data-of="out-of-order" className={outOfOrder > 0 ? 'bad' : ''}>{outOfOrder}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
