/** The journey as the travel team writes it: legs in order, the meeting, and each field's problem beside it. */
import { useRef, useState } from 'preact/hooks';
import { cleanContent } from '#domain/input/clean.ts';
import { faultsOf } from '#domain/input/faults.ts';
import { blankContent, type Content } from '#protocol/records/content.ts';
import type { Leg } from '#protocol/records/kinds/itinerary.ts';
import { me, vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/fields/field.tsx';
import { focusWrong } from '../../ui/fields/unfinished-words.ts';
import { settle, type Typed } from '../../lib/unfinished.ts';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import type { Acting } from '../../state/use-act.ts';
import { countries } from '../../state/country-table.ts';
import { Limits } from './person-facts.tsx';
import type { PersonFile } from '../../state/team-rows.ts';
import { LegEditor } from './leg-editor.tsx';
import { MeetingEditor } from './meeting-editor.tsx';
import { journeyProblems } from '#domain/travel/journey-checks.ts';

type Itinerary = Content<'itinerary'>;
const mostLegs = 12;

/** What was typed and not sent yet, by person. It is kept while another person is looked at, and only in this page. */
const unsent = new Map<string, Typed<Itinerary>>();

interface ItineraryEditorProps {
  file: PersonFile;
  alias: string;
  acting: Acting;
  onSaved: () => Promise<void>;
  onClose: () => void;
}

export function ItineraryEditor({ file, alias, acting, onSaved, onClose }: ItineraryEditorProps) {
  const [draft, setDraft] = useState<Typed<Itinerary>>(() => unsent.get(file.person) ?? started(file));
  const [at, setAt] = useState<number | undefined>(draft.legs.length === 1 ? 0 : undefined);
  const [stopped, setStopped] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const settled = settle<Itinerary>(draft);
  const preview = settled.whole ? settled.content : settled.preview;
  const problems = journeyProblems(cleanContent(preview), file.travel?.never ?? [], countries.value);
  const change = (next: Typed<Itinerary>): void => {
    unsent.set(file.person, next);
    setDraft(next);
    setStopped(false);
  };
  const setLegs = (legs: readonly Typed<Leg>[]) => change({ ...draft, legs });
  const add = (): void => {
    setLegs([...draft.legs, followingLeg(draft.legs.at(-1))]);
    setAt(draft.legs.length);
  };
  const move = (from: number, to: number): void => {
    const leg = draft.legs[from];
    if (leg === undefined || to < 0 || to >= draft.legs.length) return;
    setLegs(draft.legs.toSpliced(from, 1).toSpliced(to, 0, leg));
    setAt(to);
  };
  /** The leg that stops the sending, unfolded, and its first marked field. */
  const stop = (field: string): void => {
    const leg = /^legs\.(\d+)\./u.exec(field)?.[1];
    if (leg !== undefined) setAt(Number(leg));
    setStopped(true);
    focusWrong(form.current);
  };
  const save = (): void => {
    const backwards = problems.find(({ code, field }) => code === 'order' && field.endsWith('.arriveTime'));
    if (!settled.whole) return stop(settled.fields[0] ?? '');
    if (backwards !== undefined) return stop(backwards.field);
    const [fault] = faultsOf('itinerary', cleanContent(settled.content));
    if (fault !== undefined) return stop(fault.field);
    void acting.run('itinerary', async () => {
      await vault.saveItinerary(file.person, settled.content);
      unsent.delete(file.person);
      await onSaved();
    });
  };
  return (
    <Panel title={t('edit-title', { alias })} face={file.person} onClose={onClose}>
      <Limits file={file} />
      <div ref={form} class="stack">
        <ol class="legs">
          {draft.legs.map((leg, i) => (
            <LegEditor
              key={i}
              leg={leg}
              number={i + 1}
              of={draft.legs.length}
              problems={problems.filter((problem) => problem.leg === i)}
              alias={alias}
              open={at === i}
              onToggle={() => setAt(at === i ? undefined : i)}
              onChange={(next) => setLegs(draft.legs.with(i, next))}
              onMove={(step) => move(i, i + step)}
              onRemove={() => {
                setLegs(draft.legs.toSpliced(i, 1));
                setAt(undefined);
              }}
            />
          ))}
        </ol>
        {draft.legs.length < mostLegs && (
          <Button icon="plus" onClick={add}>
            {t('edit-add')}
          </Button>
        )}
        <MeetingEditor meet={draft.meet} alias={alias} onChange={(meet) => change({ ...draft, meet })} />
        <TextArea
          label={t('edit-note')}
          note={t('edit-note-note', { alias })}
          optional={t('optional')}
          rows={2}
          maxLength={2000}
          value={draft.note}
          onInput={(note) => change({ ...draft, note })}
        />
      </div>
      {stopped && <Notice look="soon" icon="warning" what={t('typed-stops')} />}
      {problems.length > 0 && !stopped && (
        <Notice
          look="soon"
          icon="warning"
          what={t('queue-problems-all', { count: problems.length })}
          next={t('edit-may-send')}
        />
      )}
      <p class="label">{t('edit-kept')}</p>
      {acting.refusal !== undefined && <Refusal code={acting.refusal.code} />}
      <div class="row">
        <Button kind="do" icon="envelope-sealed" busy={acting.busy === 'itinerary' && t('sending')} onClick={save}>
          {t('edit-send', { alias })}
        </Button>
        <Button onClick={onClose}>{t('back')}</Button>
      </div>
    </Panel>
  );
}

function started(file: PersonFile): Typed<Itinerary> {
  if (file.itinerary !== undefined) return file.itinerary;
  const blank = blankContent('itinerary');
  const first = { ...followingLeg(undefined), departDate: file.travel?.earliest ?? '', bags: file.travel?.bags ?? 0 };
  return { ...blank, legs: [first] };
}

/** Return a new leg that starts where and when the one before ends. */
function followingLeg(before: Typed<Leg> | undefined): Typed<Leg> {
  const zone = me.value?.event.zone ?? 'Europe/Stockholm';
  const day = before?.arriveDate ?? '';
  return {
    mode: before === undefined ? 'air' : before.mode,
    carrier: '',
    number: '',
    from: before?.to ?? '',
    to: '',
    departDate: day,
    departTime: '',
    departZone: before?.arriveZone ?? zone,
    arriveDate: day,
    arriveTime: '',
    arriveZone: zone,
    seat: '',
    bags: before?.bags ?? 0,
    booking: before?.booking ?? '',
  };
}
