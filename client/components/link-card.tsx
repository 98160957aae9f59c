/** A secret link: its recipient, its text to copy, its code to scan. Printed, it is alone on the paper. */
import { useState } from 'preact/hooks';
import { encode } from 'uqr';
import { Button } from '../ui/button.tsx';
import { Qr } from '../ui/qr.tsx';
import { t } from '../words/words.ts';

interface LinkCardProps {
  title: string;
  text?: string | undefined;
  url: string;
  /** Shown at once if there is only one card; behind a button in a long list. */
  withCode?: boolean | undefined;
}

export function LinkCard({ title, text, url, withCode = false }: LinkCardProps) {
  const [copied, setCopied] = useState(false);
  const [code, setCode] = useState(withCode);
  const copy = () =>
    void navigator.clipboard.writeText(url).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <li class="linkcard sheet">
      <div class="grow stack-s">
        <div>
          <h3>
            <bdi>{title}</bdi>
          </h3>
          {text !== undefined && <p class="dim fact">{text}</p>}
        </div>
        <p class="code link" dir="ltr">
          {url}
        </p>
        <div class="row">
          <Button small icon={copied ? 'check' : 'copy'} onClick={copy}>
            {copied ? t('copied') : t('invite-copy')}
          </Button>
          {!withCode && (
            <Button small expanded={code} onClick={() => setCode(!code)}>
              {t(code ? 'invite-qr-hide' : 'invite-qr')}
            </Button>
          )}
        </div>
      </div>
      <div class={code ? undefined : 'paper-only'}>
        <Qr matrix={encode(url, { border: 0 }).data} label={t('invite-qr-for', { name: title })} />
      </div>
    </li>
  );
}
