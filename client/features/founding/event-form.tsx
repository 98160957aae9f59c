/** The facts of the event. The officers' signatures fix them, the rules and the witness. */
import { limits } from '#protocol/core/limits.ts';
import { useState } from 'preact/hooks';
import { clean, cleanContent, typedCode } from '#domain/input/clean.ts';
import type { EventFacts } from '#protocol/members/policy.ts';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Choices, Select } from '../../ui/fields/choice.tsx';
import { DateField } from '../../ui/fields/date-field.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import { focusWrong } from '../../ui/fields/unfinished-words.ts';
import { isUnfinished, type TypedDay } from '../../lib/unfinished.ts';
import { PhoneField } from '../../components/phone-field.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { StepCount } from '../../ui/steps.tsx';
import type { CofounderLink } from '../../vault/joining/founder.ts';
import type { FoundingSeen } from '../../vault/joining/founding-part.ts';
import { t } from '../../words/words.ts';
import { needPhones, phoneOf } from '../../state/phone-numbers.ts';
import { useAct } from '../../state/use-act.ts';
import { zonesFrom } from '#domain/schedule/time-zones.ts';

type Count = '3' | '1';
/** The facts while they are typed: the days may be unfinished. */
type TypedFacts = Omit<EventFacts, 'startsOn' | 'endsOn'> & { readonly startsOn: TypedDay; readonly endsOn: TypedDay };
const dayMs = 24 * 3600 * 1000;
const noEvent: TypedFacts = { name: '', startsOn: '', endsOn: '', zone: 'Europe/Stockholm', place: '', dutyPhone: '' };

interface FoundEventProps {
  seen: FoundingSeen;
  onDrafted: (links: readonly CofounderLink[]) => void;
}

export function EventForm({ seen, onDrafted }: FoundEventProps) {
  const acting = useAct();
  const [event, setEvent] = useState(noEvent);
  const [officers, setOfficers] = useState<Count>('3');
  const [asked, setAsked] = useState(false);
  const set = (part: Partial<TypedFacts>) => setEvent({ ...event, ...part });
  const wrong = problemsIn(event);
  const error = (name: keyof EventFacts) => (asked ? wrong[name] : undefined);
  const send = async (): Promise<void> => {
    setAsked(true);
    await needPhones();
    const wrong = problemsIn(event);
    const facts = wholeFacts(event);
    if (facts === undefined || Object.keys(wrong).length > 0) return focusWrong(document);
    const cofounders = officers === '3' ? 2 : 0;
    void acting
      .run('draft', () => vault.foundingDraft(facts, cofounders))
      .then((links) => links !== undefined && onDrafted(links));
  };
  return (
    <form
      class="stack"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        void send();
      }}
    >
      <StepCount step={1} total={officers === '3' ? 6 : 4} />
      <h1>{t('founding-title')}</h1>
      <p>{t('founding-means')}</p>
      <Notice
        look="fine"
        what={t('founding-witness-is', { name: seen.witness })}
        next={t('founding-witness-checked')}
      />
      <TextField
        label={t('founding-event')}
        note={t('founding-event-note')}
        value={event.name}
        maxLength={100}
        error={error('name')}
        onInput={(name) => set({ name })}
      />
      <DateField
        label={t('founding-starts')}
        value={event.startsOn}
        error={error('startsOn')}
        onInput={(startsOn) => set({ startsOn })}
      />
      <DateField
        label={t('founding-ends')}
        note={t('founding-ends-note')}
        value={event.endsOn}
        error={error('endsOn')}
        onInput={(endsOn) => set({ endsOn })}
      />
      <TextField
        label={t('founding-place')}
        value={event.place}
        maxLength={100}
        error={error('place')}
        onInput={(place) => set({ place })}
      />
      <Select
        label={t('founding-zone')}
        value={event.zone}
        onPick={(zone) => set({ zone })}
        options={zonesFrom('Europe/Stockholm').map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
      />
      <PhoneField
        label={t('founding-duty')}
        note={t('founding-duty-form')}
        value={event.dutyPhone}
        maxLength={24}
        error={error('dutyPhone')}
        onInput={(typed) => set({ dutyPhone: typed })}
      />
      <Choices
        label={t('founding-officers')}
        value={officers}
        onPick={setOfficers}
        options={[
          { value: '3', label: t('founding-three'), note: t('founding-three-text') },
          { value: '1', label: t('founding-one'), note: t('founding-one-text') },
        ]}
      />
      {acting.refusal !== undefined && <Refusal code={acting.refusal.code} />}
      <p class="dim">{t('founding-stay')}</p>
      <Button kind="do" wide type="submit" busy={acting.busy !== undefined && t('working')}>
        {t('go-on')}
      </Button>
    </form>
  );
}

/** The facts as they will be signed: clean, and with the number of Help now as it was shown. */
function wholeFacts({ startsOn, endsOn, ...others }: TypedFacts): EventFacts | undefined {
  if (isUnfinished(startsOn) || isUnfinished(endsOn)) return undefined;
  return { ...cleanContent(others), dutyPhone: dutyNumber(others.dutyPhone), startsOn, endsOn };
}

function dutyNumber(typed: string): string {
  const phone = phoneOf(typed);
  return phone?.state === 'read' ? phone.reading.number : typedCode(typed);
}

function problemsIn(event: TypedFacts): Partial<Record<keyof EventFacts, string>> {
  const wrong: Partial<Record<keyof EventFacts, string>> = {};
  if (clean(event.name) === '') wrong.name = t('founding-needed');
  if (clean(event.place) === '') wrong.place = t('founding-needed');
  if (event.startsOn === '') wrong.startsOn = t('founding-needed');
  if (event.endsOn === '') wrong.endsOn = t('founding-needed');
  else if (!isUnfinished(event.endsOn) && !isUnfinished(event.startsOn) && event.endsOn < event.startsOn)
    wrong.endsOn = t('typed-order');
  else if (!isUnfinished(event.endsOn) && Date.parse(event.endsOn) > Date.now() + limits.eventDaysAheadMax * dayMs)
    wrong.endsOn = t('founding-far');
  if (!/^\+[1-9][0-9 ]{6,20}$/u.test(dutyNumber(event.dutyPhone))) wrong.dutyPhone = t('founding-duty-wrong');
  return wrong;
}
