/**
 * Shown instead of a screen that failed while it was drawn. The other places still work, and what was typed is kept.
 */
import type { ComponentChildren } from 'preact';
import { useErrorBoundary, useRef } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { t } from '../words/words.ts';
import { Frame } from './page-frame.tsx';

/** Return what is in the page's fields, as long as they are still there. */
function typed(): readonly string[] {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'main textarea, main input[type=text], main input:not([type]), .panel textarea, .panel input[type=text], dialog textarea',
  );
  return [...fields].map(({ value }) => value.trim()).filter((value) => value !== '');
}

/** Wrap one screen: if it fails, show a message instead. */
export function Guarded({ children }: { children: ComponentChildren }) {
  const kept = useRef<readonly string[]>([]);
  const [error, again] = useErrorBoundary(() => {
    kept.current = [...new Set([...kept.current, ...typed()])];
  });
  return error === undefined ? <>{children}</> : <Broken typed={kept.current} onAgain={again} />;
}

function Broken({ typed: texts, onAgain }: { typed: readonly string[]; onAgain: () => void }) {
  return (
    <Frame>
      <h1>{t('page-broken')}</h1>
      <Notice
        look="soon"
        what={t('page-broken-what')}
        safe={t('page-missing-safe')}
        next={t('page-broken-next')}
        action={
          <Button kind="do" onClick={onAgain}>
            {t('try-again')}
          </Button>
        }
      />
      {texts.length > 0 && (
        <section class="sheet stack-s">
          <h2>{t('page-broken-typed')}</h2>
          {texts.map((text) => (
            <p key={text} dir="auto">
              {text}
            </p>
          ))}
        </section>
      )}
    </Frame>
  );
}
