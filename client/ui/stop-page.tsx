import { t } from '../words/words.ts';
import { Button } from './button.tsx';
import { ChartLines } from './face.tsx';
import { Fingerprint } from './fingerprint.tsx';
import { Icon, Mark } from './icon.tsx';
import { leave } from './exit.ts';

interface StopPageProps {
  /** "Stopped at 14:32 Stockholm time" */
  when: string;
  /** What happened. */
  title: string;
  text: string;
  safe: string;
  todo: readonly string[];
  /** What two sides were shown; empty where the evidence is of another kind. */
  prints: readonly { label: string; hex: string }[];
  onSave: () => void;
  call?: { label: string; href: string } | undefined;
  help: string;
  onExit: () => void;
}

/** A proven fork: the whole page turns red and offers only help. It cannot be clicked away. */
export function StopPage({ when, title, text, safe, todo, prints, onSave, call, help, onExit }: StopPageProps) {
  const [one, two] = prints;
  return (
    <div class="stop">
      <ChartLines id={title} height={900} />
      <header class="topbar">
        <Mark />
        <span class="grow" />
        <Button icon="call" href={help}>
          {t('help-now')}
        </Button>
        <Button kind="do" icon="exit" onClick={() => leave(onExit)}>
          {t('exit')}
        </Button>
      </header>
      <main>
        <div role="alert" class="stack">
          <p class="row">
            <Icon name="warning" />
            <b>{when}</b>
          </p>
          <h1 tabIndex={-1}>{title}</h1>
          <p class="lead">{text}</p>
        </div>
        <div class="row">
          <Button kind="do" onClick={onSave}>
            {t('stop-save')}
          </Button>
          {call !== undefined && (
            <Button icon="call" href={call.href}>
              {call.label}
            </Button>
          )}
        </div>
        <div class="three">
          <section>
            <h2>{t('stop-safe')}</h2>
            <p>{safe}</p>
          </section>
          <section>
            <h2>{t('stop-todo')}</h2>
            <ol>
              {todo.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ol>
          </section>
          {one === undefined || two === undefined ? (
            <section>
              <h2>{t('stop-save')}</h2>
              <p>{t('stop-evidence-text')}</p>
            </section>
          ) : (
            <section>
              <h2>{t('stop-prints')}</h2>
              <p class="small">{one.label}</p>
              <Fingerprint hex={one.hex} against={two.hex} label={one.label} />
              <p class="small">{two.label}</p>
              <Fingerprint hex={two.hex} against={one.hex} label={two.label} />
              <p class="small">{t('stop-differ')}</p>
            </section>
          )}
        </div>
      </main>
    </div>
  );
}
