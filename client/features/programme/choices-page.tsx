/** Choices until the date: ranked workshops, and what she asks the programme team for. */
import { useState } from 'preact/hooks';
import type { Content } from '#protocol/records/content.ts';
import { Button } from '../../ui/button.tsx';
import { deviceWord } from '../../ui/device.ts';
import { Empty } from '../../ui/empty.tsx';
import { Facts } from '../../ui/envelope.tsx';
import { Select } from '../../ui/fields/choice.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { PrivateSessions } from './private-sessions.tsx';
import { choosable, tidyChoices, wishesOf, withPick } from './ranked-wishes.ts';
import { choicesDraft, mine, programme, saveOwn, stage } from '../../state/my-programme/my-programme.ts';
import { ProgrammeFrame } from './programme-frame.tsx';
import { WishRow } from './wish-row.tsx';
import { dateWords, shortDay } from '../../state/my-programme/session-words.ts';
import { Readers, untilWords } from '../../components/readers.tsx';
import { cardOf } from '../../state/my-file.ts';

export function Choosing() {
  return (
    <ProgrammeFrame view="/programme/choices" title={t('day-choices-title')}>
      {() => <Page plan={programme.value as Content<'programme'>} />}
    </ProgrammeFrame>
  );
}

function Page({ plan }: { plan: Content<'programme'> }) {
  const card = cardOf('choices');
  const open = stage.value === 'choosing';
  return (
    <>
      <p>{introWords(plan)}</p>
      {card !== undefined && (
        <Facts
          rows={[
            { label: t('fact-readers'), value: <Readers readers={card.readers} /> },
            { label: t('fact-until'), value: untilWords(card.until) },
          ]}
        />
      )}
      <Form plan={plan} open={open} />
    </>
  );
}

function introWords(plan: Content<'programme'>): string {
  if (stage.value === 'announced') return t('day-choices-announced');
  const told = plan.announcedAt === '' ? '' : t('day-choices-told', { day: dateWords(plan.announcedAt) });
  if (stage.value === 'closed') return `${t('day-choices-closed')} ${told}`;
  const until = plan.choicesUntil === '' ? '' : t('day-choices-until', { day: dateWords(plan.choicesUntil) });
  return [until, told, t('day-choices-need')].filter(Boolean).join(' ');
}

function Form({ plan, open }: { plan: Content<'programme'>; open: boolean }) {
  const act = useAct();
  const [sent, setSent] = useState(false);
  const { choices } = mine.value;
  const wishes = wishesOf(plan, choices);
  const rest = choosable(plan, choices);
  const change = (next: Content<'choices'>): void => {
    setSent(false);
    choicesDraft.value = next;
  };
  const add = (id: string): void => {
    const session = rest.find((one) => one.id === id);
    if (session !== undefined) change(withPick(plan, choices, session));
  };
  const send = () =>
    act.run('send', async () => {
      await saveOwn('choices', tidyChoices(plan, choices));
      choicesDraft.value = undefined;
      setSent(true);
    });
  return (
    <>
      <h2>{t('day-wishes')}</h2>
      {wishes.length === 0 && (
        <Empty title={t('day-wishes-none')} text={open ? t('day-wishes-none-text') : undefined} />
      )}
      <ol class="wishes">
        {wishes.map((wish, at) => (
          <WishRow
            key={wish.pick.session}
            plan={plan}
            wish={wish}
            at={at}
            of={wishes.length}
            open={open}
            onChange={change}
          />
        ))}
      </ol>
      {open && rest.length > 0 && (
        <Select
          label={t('day-add')}
          note={t('day-add-text')}
          value=""
          empty={t('day-add-pick')}
          onPick={add}
          options={rest.map((one) => ({ value: one.id, label: `${shortDay(one.date)} ${one.start} · ${one.title}` }))}
        />
      )}
      <PrivateSessions plan={plan} open={open} onChange={change} />
      {sent && (
        <Notice look="fine" icon="envelope-sealed" what={t('day-choices-sent')} safe={t('day-choices-sent-text')} />
      )}
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
      {open && choicesDraft.value !== undefined && (
        <>
          <p class="dim fact">{t('file-typed-here', { device: deviceWord() })}</p>
          <Button
            kind="do"
            icon="envelope-sealed"
            wide
            busy={act.busy !== undefined && t('locking', { device: deviceWord() })}
            onClick={() => void send()}
          >
            {t('lock-and-send')}
          </Button>
        </>
      )}
    </>
  );
}
