/** An entry of her own. It is sealed to herself; nobody else has a key. */
import { useState } from 'preact/hooks';
import { toBase64url } from '#protocol/core/bytes.ts';
import type { Content } from '#protocol/records/content.ts';
import { me } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { OnlyYou } from '../../ui/chip.tsx';
import { deviceWord } from '../../ui/device.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Select } from '../../ui/fields/choice.tsx';
import { TextField, TimeField } from '../../ui/fields/field.tsx';
import { focusWrong } from '../../ui/fields/unfinished-words.ts';
import { settle, type Typed } from '../../lib/unfinished.ts';
import { Refusal } from '../../ui/notice.tsx';
import { zoneWords } from '../../words/zone-words.ts';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { mine, saveOwn } from '../../state/my-programme/my-programme.ts';
import { shortDay } from '../../state/my-programme/session-words.ts';
import { clean } from '#domain/input/clean.ts';
import { eventZone } from '../../state/event-time.ts';

type Entry = Content<'agenda'>['entries'][number];
/** Its day is picked, its times are typed. */
type TypedEntry = Typed<Entry> & Pick<Entry, 'date'>;

interface EntryProps {
  /** '' for a new one. */
  id: string;
  day: string;
  days: readonly string[];
  onClose: () => void;
}

const newId = () => toBase64url(crypto.getRandomValues(new Uint8Array(8))).slice(0, 10);

export function EntryForm({ id, day, days, onClose }: EntryProps) {
  const { agenda } = mine.value;
  const known = agenda.entries.find((entry) => entry.id === id);
  const [draft, setDraft] = useState<TypedEntry>(known ?? { id: newId(), date: day, start: '', end: '', title: '' });
  const [wrong, setWrong] = useState<'title' | 'time'>();
  const act = useAct();
  const others = agenda.entries.filter((entry) => entry.id !== id);
  const keep = async (entries: readonly Entry[]): Promise<void> => {
    const saved = await act.run('entry', async () => {
      await saveOwn('agenda', { ...agenda, entries });
      return true;
    });
    if (saved === true) onClose();
  };
  const send = (): void => {
    const settled = settle<Entry>(draft);
    const title = clean(draft.title);
    const times = settled.whole && settled.content.start !== '' && settled.content.start < settled.content.end;
    setWrong(title === '' ? 'title' : times ? undefined : 'time');
    if (title === '' || !times) return focusWrong(document.querySelector('dialog'));
    void keep([...others, { ...settled.content, title }]);
  };
  const busy = act.busy !== undefined && t('locking', { device: deviceWord() });
  return (
    <Dialog
      title={t(known === undefined ? 'day-entry-add' : 'day-entry-change')}
      onClose={onClose}
      verbs={
        <>
          <Button kind="do" icon="envelope-sealed" busy={busy} onClick={send}>
            {t('day-entry-save')}
          </Button>
          {known !== undefined && <Button onClick={() => void keep(others)}>{t('day-entry-remove')}</Button>}
        </>
      }
    >
      <p>
        <OnlyYou face={me.value?.member ?? ''} />
      </p>
      <TextField
        label={t('day-entry-what')}
        maxLength={80}
        value={draft.title}
        error={wrong === 'title' ? t('day-entry-what-missing') : undefined}
        onInput={(title) => setDraft({ ...draft, title })}
      />
      <Select
        label={t('day-entry-day')}
        value={draft.date}
        onPick={(date) => setDraft({ ...draft, date })}
        options={days.map((value) => ({ value, label: shortDay(value) }))}
      />
      <div class="row top">
        <TimeField
          label={t('day-entry-from')}
          value={draft.start}
          error={wrong === 'time' ? t('day-entry-time-wrong') : undefined}
          onInput={(start) => setDraft({ ...draft, start })}
        />
        <TimeField
          label={t('day-entry-to')}
          value={draft.end}
          error={wrong === 'time' ? t('day-entry-time-wrong') : undefined}
          onInput={(end) => setDraft({ ...draft, end })}
        />
      </div>
      <p class="note">{zoneWords(eventZone())}</p>
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
    </Dialog>
  );
}
