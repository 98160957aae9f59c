import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { focusWrong } from './fields/unfinished-words.ts';
import { sayRefusal } from '../words/words.ts';
import { Icon, type IconName } from './icon.tsx';

interface NoticeProps {
  /** What happened. */
  what: string;
  /** What is safe. */
  safe?: ComponentChildren;
  /** What to do, or what happens without action. */
  next?: ComponentChildren;
  action?: ComponentChildren;
  /** quiet: information. soon: worth a look. now: act. fine: done. */
  look?: 'quiet' | 'soon' | 'now' | 'fine' | undefined;
  icon?: IconName | undefined;
}

const SIGN: Record<NonNullable<NoticeProps['look']>, IconName> = {
  quiet: 'warning',
  soon: 'clock',
  now: 'warning',
  fine: 'check',
};

/** What happened, what is safe, what to do next. */
export function Notice({ what, safe, next, action, look = 'quiet', icon }: NoticeProps) {
  return (
    <div class={`notice ${look}`} role={look === 'now' ? 'alert' : 'status'}>
      <Icon name={icon ?? SIGN[look]} />
      <div class="stack-s">
        <p>
          <b>{what}</b>
          {safe !== undefined && <> {safe}</>}
          {next !== undefined && <> {next}</>}
        </p>
        {action !== undefined && <div class="row">{action}</div>}
      </div>
    </div>
  );
}

const aboutFields: readonly string[] = ['field', 'too-large'];

/** Show a refusal calmly, by its code. */
export function Refusal({
  code,
  safe,
  action,
}: {
  code: string;
  safe?: ComponentChildren;
  action?: ComponentChildren;
}) {
  const { what, next } = sayRefusal(code);
  // Whatever stopped at a field goes back to it.
  useEffect(() => {
    if (aboutFields.includes(code)) focusWrong(document.querySelector('dialog[open]') ?? document);
  }, [code]);
  return <Notice what={what} safe={safe} next={next} action={action} />;
}
