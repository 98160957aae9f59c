/** My file: an envelope for each kind, and beside it who can read what. */
import { AsideNotices } from '../../components/aside-notices.tsx';
import { FileTrouble } from '../../components/file-trouble.tsx';
import { useEffect } from 'preact/hooks';
import { me, ownName, tidying } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Face } from '../../ui/face.tsx';
import { Tally } from '../../ui/list.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { FileCard } from '../../vault/my-file/read-own-records.ts';
import { t } from '../../words/words.ts';
import { FileEnvelope } from './file-card.tsx';
import { stateOf, toFill } from '../../state/card-state.ts';
import { Frame } from '../../components/page-frame.tsx';
import {
  fileCards,
  fileCode,
  loadFile,
  loadTrace,
  ownAside,
  ownCards,
  ownDamaged,
  ownKindOrder,
  ownTrace,
} from '../../state/my-file.ts';
import { WhoReads } from './who-reads.tsx';

export function File() {
  useEffect(() => {
    void loadFile();
    if (ownTrace.peek() === undefined) void loadTrace();
  }, []);
  const cards = inOrder(fileCards.value ?? []);
  const trace = ownTrace.value;
  const count = (state: string) => cards.filter((card) => stateOf(card, trace) === state).length;
  return (
    <Frame current="/file">
      <div class="with-aside">
        <div class="stack">
          <div class="row between">
            <div class="row">
              <Face id={me.value?.member ?? ''} size={56} />
              <div>
                <h1>{t('file-title')}</h1>
                <p class="dim">
                  <bdi>{ownName.value === '' ? t('file-no-name') : ownName.value}</bdi>
                </p>
              </div>
            </div>
            {cards.length > 0 && (
              <Tally
                items={[
                  { icon: 'envelope-open', count: toFill(cards).length, label: t('file-tally-blank') },
                  { icon: 'envelope-sealed', count: count('sealed'), label: t('file-tally-sealed') },
                  { icon: 'envelope-looked', count: count('opened'), label: t('file-tally-opened') },
                  ...(count('counted') === 0
                    ? []
                    : [{ icon: 'warning' as const, count: count('counted'), label: t('file-tally-counted') }]),
                ]}
              />
            )}
          </div>
          <p class="dim fact">{t('file-dates')}</p>
          <FileTrouble />
          {ownDamaged.value > 0 && (
            <Notice
              what={t('file-damaged', { count: ownDamaged.value })}
              safe={t('file-damaged-safe')}
              next={t('file-damaged-next')}
            />
          )}
          <AsideNotices lines={ownAside.value} />
          {ownCards.value === undefined && fileCode.value === undefined && <p role="status">{t('file-opening')}</p>}
          {fileCards.value?.length === 0 && (
            <Empty title={t('file-empty')} text={t(tidying.value ? 'page-tidying' : 'file-empty-soon')} />
          )}
          <div class="cards">
            {cards.map((card) => (
              <div key={card.record} class="slot">
                <FileEnvelope card={card} trace={trace} />
              </div>
            ))}
          </div>
        </div>
        <aside class="stack">
          {cards.length > 0 && <WhoReads cards={cards} />}
          <section class="stack-s">
            <h2>{t('file-sees-title')}</h2>
            <p class="dim fact">{t('sees-closed', { count: ownCards.value?.length ?? 0 })}</p>
            <p>
              <Button kind="link" href="/seen">
                {t('file-sees-link')}
              </Button>
            </p>
          </section>
        </aside>
      </div>
    </Frame>
  );
}

function inOrder(cards: readonly FileCard[]): readonly FileCard[] {
  const place = (card: FileCard) => (ownKindOrder as readonly string[]).indexOf(card.kind) + 1 || 99;
  return cards.toSorted((a, b) => place(a) - place(b));
}
