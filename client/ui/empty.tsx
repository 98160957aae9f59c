import type { ComponentChildren } from 'preact';

/** Nothing here yet: a dashed envelope, one sentence. */
export function Empty({
  title,
  text,
  action,
}: {
  title: string;
  text?: string | undefined;
  action?: ComponentChildren;
}) {
  return (
    <div class="empty">
      <svg width="60" height="40" viewBox="0 0 60 40" aria-hidden="true">
        <path d="M1 1h58v38H1zM1 2l29 21L59 2" />
      </svg>
      <div class="stack-s">
        <div>
          {/** It has no heading: it is used under headings of any level, and nothing follows it. */}
          <p>
            <b>{title}</b>
          </p>
          {text !== undefined && <p class="dim fact">{text}</p>}
        </div>
        {action}
      </div>
    </div>
  );
}
