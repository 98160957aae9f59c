/** One session with all its fields. What is typed changes the draft at once, and every change can be undone. */
import type { Session } from '#protocol/records/kinds/session.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/dialog.tsx';
import { Select } from '../../ui/fields/choice.tsx';
import { DateField } from '../../ui/fields/date-field.tsx';
import { TextArea, TextField, TimeField } from '../../ui/fields/field.tsx';
import { Notice } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import { clean } from '#domain/input/clean.ts';
import {
  missingPart,
  newSessionId,
  startingAt,
  withPart,
  withSession,
} from '../../state/programme-team/programme-grid.ts';
import { changeDraft, draft, unfinishedFields, typeDraft } from '../../state/programme-team/programme-draft.ts';
import { Details, Rules } from './session-details.tsx';

const sessionKinds = ['workshop', 'joint', 'circle', 'one-to-one', 'drop-in', 'social', 'break'] as const;

interface SessionPanelProps {
  session: Session;
  onSelect: (id: string | undefined) => void;
}

export function SessionPanel({ session, onSelect }: SessionPanelProps) {
  const programme = draft.value;
  const change = (field: string, part: Partial<Session>) =>
    typeDraft(`${session.id} ${field}`, withSession(draft.value, session.id, part));
  const copy = (): void => {
    const id = newSessionId();
    const at = programme.sessions.indexOf(session) + 1;
    const title = clean(t('prog-copy-of', { title: session.title })).slice(0, 120);
    const twin = { ...session, id, guid: '', open: false, title };
    changeDraft({
      ...programme,
      sessions: programme.sessions.toSpliced(at, 0, { ...twin, series: '', part: 0, parts: 0 }),
    });
    onSelect(id);
  };
  const part = missingPart(programme, session);
  const addPart = (): void => {
    const id = newSessionId();
    changeDraft(withPart(programme, session, id));
    onSelect(id);
  };
  const remove = (): void => {
    unfinishedFields.drop(`${session.id} `);
    changeDraft({ ...programme, sessions: programme.sessions.filter(({ id }) => id !== session.id) });
    onSelect(undefined);
  };
  const named = (names: readonly string[]) => names.map((name) => ({ value: name, label: name }));
  const wrongEnd = session.start !== '' && session.end !== '' && session.end <= session.start;
  return (
    <Panel
      title={session.title.trim() === '' ? t('prog-untitled') : session.title}
      over={t(session.open ? 'prog-is-open' : session.unlisted ? 'prog-is-unlisted' : 'prog-is-closed')}
      onClose={() => onSelect(undefined)}
    >
      <TextField
        label={t('prog-title')}
        maxLength={120}
        value={session.title}
        onInput={(title) => change('title', { title })}
      />
      <div class="two">
        <Select
          label={t('prog-kind')}
          value={session.kind}
          options={sessionKinds.map((kind) => ({ value: kind, label: t(`prog-kind-${kind}`) }))}
          onPick={(kind) => change('kind', { kind })}
        />
        <Select
          label={t('prog-track')}
          value={session.track}
          empty={t('prog-none')}
          options={named([...new Set([...programme.tracks, ...(session.track === '' ? [] : [session.track])])])}
          onPick={(track) => change('track', { track })}
        />
      </div>
      <Select
        label={t('prog-room')}
        value={session.room}
        empty={t('prog-no-room')}
        options={programme.rooms.map(({ name, seats }) => ({
          value: name,
          label: `${name} · ${t('prog-seats', { count: seats })}`,
        }))}
        onPick={(room) => change('room', { room })}
      />
      <DateField
        label={t('prog-day')}
        value={unfinishedFields.day(`${session.id} date`, session.date)}
        onInput={(typed) => unfinishedFields.take(`${session.id} date`, typed, (date) => change('date', { date }))}
      />
      <div class="two">
        <TimeField
          label={t('prog-start')}
          value={unfinishedFields.time(`${session.id} start`, session.start)}
          onInput={(typed) =>
            unfinishedFields.take(`${session.id} start`, typed, (start) => change('start', startingAt(session, start)))
          }
        />
        <TimeField
          label={t('prog-end')}
          value={unfinishedFields.time(`${session.id} end`, session.end)}
          error={wrongEnd ? t('prog-end-wrong') : undefined}
          onInput={(typed) => unfinishedFields.take(`${session.id} end`, typed, (end) => change('end', { end }))}
        />
      </div>
      <Details session={session} onChange={change} />
      <TextArea
        label={t('prog-abstract')}
        optional={t('optional')}
        rows={4}
        maxLength={600}
        value={session.abstract}
        onInput={(abstract) => change('abstract', { abstract })}
      />
      <Rules session={session} onChange={change} />
      {session.unlisted && (
        <Notice look="soon" icon="people" what={t('prog-unlisted-what')} next={t('prog-unlisted-next')} />
      )}
      <div class="row">
        {part !== undefined && (
          <Button icon="plus" onClick={addPart}>
            {t('prog-part-add', { part })}
          </Button>
        )}
        <Button icon="copy" onClick={copy}>
          {t('prog-duplicate')}
        </Button>
        <Button icon="x" onClick={remove}>
          {t('prog-delete')}
        </Button>
      </div>
      <p class="label">{t('prog-typed')}</p>
    </Panel>
  );
}
