/** The name of the product, and what it looks like: threads between points. */
export function Logo() {
  return (
    <h1 className="logo">
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <path d="M6 9 16 5l10 4v14l-10 4-10-4zM6 9l20 14M26 9 6 23M16 5v22" fill="none" stroke="currentColor" strokeWidth="1.6" />
        {[[16, 5], [6, 9], [26, 9], [6, 23], [26, 23], [16, 27], [16, 16]].map(([x, y]) =>
            <circle key={`${x} ${y}`} cx={x} cy={y} r="2.6" fill="currentColor" />)}
      </svg>
      Gossamer
    </h1>
  );
}
