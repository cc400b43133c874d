import { memo } from 'react';
import { blocksOf, type Span } from './markup';

/** A text with its marks and addresses. It stays text: nothing in it is ever read as HTML. */
export const Markup = memo(function Markup({ text }: { text: string }) {
  return blocksOf(text).map((block, index) => {
    if (block.is === 'code') return <pre key={index}><code>{block.text}</code></pre>;
    if (block.is === 'quote') return <blockquote key={index}><Spans spans={block.spans} /></blockquote>;
    return <span key={index}><Spans spans={block.spans} /></span>;
  });
});

function Spans({ spans }: { spans: readonly Span[] }) {
  return spans.map((span, index) => <OneSpan key={index} span={span} />);
}

function OneSpan({ span }: { span: Span }) {
  switch (span.is) {
    case 'text':
      return span.text;
    case 'link':
      return <a href={span.href} target="_blank" rel="noopener noreferrer nofollow">{span.text}</a>;
    case 'code':
      return <code>{span.text}</code>;
    case 'bold':
      return <strong><Spans spans={span.spans} /></strong>;
    case 'italic':
      return <em><Spans spans={span.spans} /></em>;
    case 'struck':
      return <s><Spans spans={span.spans} /></s>;
  }
}
