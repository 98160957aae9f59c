/** The questions of each card. Every question says who reads the answer, and until when. */
import type { Content } from '#protocol/records/content.ts';
import { Choices, Select, Tick } from '../../ui/fields/choice.tsx';
import { DateField } from '../../ui/fields/date-field.tsx';
import { TextArea, TextField, TimeField } from '../../ui/fields/field.tsx';
import type { Typed } from '../../lib/unfinished.ts';
import type { FileCard } from '../../vault/my-file/read-own-records.ts';
import { hasWords, locale, t } from '../../words/words.ts';
import { untilWords } from '../../components/readers.tsx';
import type { Wrong } from '../../state/clean-input.ts';
import { PhoneField, phoneWords } from '../../components/phone-field.tsx';
import { LanguagePicker } from '../../components/language-picker.tsx';
import type { OwnKind } from '../../state/my-file.ts';
import { teamName } from '../../state/names.ts';
import { phoneOf } from '../../state/phone-numbers.ts';
import { NeverThrough } from './never-through.tsx';
import { zonesFrom } from '#domain/schedule/time-zones.ts';

interface FieldsProps<K extends OwnKind> {
  content: Typed<Content<K>>;
  onChange: (content: Typed<Content<K>>) => void;
  /** The note under a label: a hint, then who reads it and until when. */
  note: (hint?: string) => string;
  error: (field: string) => string | undefined;
}

interface CardFieldsProps {
  kind: OwnKind;
  content: Typed<Content<OwnKind>>;
  card: FileCard | undefined;
  wrong: readonly Wrong[];
  onChange: (content: Typed<Content<OwnKind>>) => void;
}

export function CardFields({ kind, content, card, wrong, onChange }: CardFieldsProps) {
  const readers = readersLine(card);
  const props = {
    content,
    onChange,
    note: (hint?: string) => [hint, readers].filter(Boolean).join(' '),
    error: (field: string) =>
      errorOf(
        kind,
        content,
        wrong.find((one) => one.field === field || one.field.startsWith(`${field}.`)),
      ),
  };
  if (kind === 'card') return <AboutFields {...(props as unknown as FieldsProps<'card'>)} />;
  if (kind === 'reach') return <ReachFields {...(props as unknown as FieldsProps<'reach'>)} />;
  if (kind === 'travel') return <TravelFields {...(props as unknown as FieldsProps<'travel'>)} />;
  return <NotesFields {...(props as unknown as FieldsProps<'notes'>)} />;
}

function readersLine(card: FileCard | undefined): string {
  if (card === undefined || card.readers.length === 0) return '';
  const list = new Intl.ListFormat(locale.value, { type: 'unit' });
  const teams = list.format(card.readers.map((reader) => teamName(reader.desk)));
  return t('edit-card-readers', { teams, until: untilWords(card.until) });
}

/**
 * Return the sentence for a field's problem, or the general one for its code. An unfinished field has its own sentence.
 */
function errorOf(kind: OwnKind, content: Typed<Content<OwnKind>>, wrong: Wrong | undefined): string | undefined {
  if (wrong === undefined || wrong.code === 'unfinished') return undefined;
  if (wrong.code === 'too-large' && wrong.field === 'never') return t('problem-many');
  // A text that is too long says so itself; an item of a list cannot.
  if (wrong.code === 'too-large') return wrong.field.includes('.') ? t('problem-too-long') : undefined;
  const phone = wrong.code === 'phone' && 'address' in content ? phoneOf(content.address) : undefined;
  if (phone !== undefined) return phoneWords(phone);
  if (wrong.code === 'order') return t('typed-order');
  const own = `problem-${kind}-${wrong.field.toLowerCase()}-${wrong.code}`;
  return t(hasWords(own) ? own : `problem-${wrong.code}`);
}

function AboutFields({ content, onChange, note, error }: FieldsProps<'card'>) {
  return (
    <>
      <TextField
        label={t('field-alias')}
        note={note(t('field-alias-note'))}
        error={error('alias')}
        value={content.alias}
        maxLength={40}
        onInput={(alias) => onChange({ ...content, alias })}
      />
      <TextField
        label={t('field-pronouns')}
        note={note()}
        optional={t('optional')}
        value={content.pronouns}
        maxLength={20}
        onInput={(pronouns) => onChange({ ...content, pronouns })}
      />
      <LanguagePicker
        note={note(t('field-languages-note'))}
        error={error('languages')}
        picked={content.languages}
        onPick={(languages) => onChange({ ...content, languages })}
      />
      <Choices
        label={t('field-photo')}
        note={note()}
        value={content.photo}
        onPick={(photo) => onChange({ ...content, photo })}
        options={(['none', 'ask', 'ok'] as const).map((value) => ({ value, label: t(`field-photo-${value}`) }))}
      />
    </>
  );
}

function ReachFields({ content, onChange, note, error }: FieldsProps<'reach'>) {
  const channels = ['signal', 'phone', 'sms', 'email', 'in-person'] as const;
  const zone = content.zone === '' ? Intl.DateTimeFormat().resolvedOptions().timeZone : content.zone;
  // The clock goes with the hours; without hours it says nothing, so it is not sent.
  const hours = (change: Partial<Typed<Content<'reach'>>>): void => {
    const next = { ...content, ...change };
    onChange({ ...next, zone: next.safeFrom === '' && next.safeTo === '' ? '' : (change.zone ?? zone) });
  };
  return (
    <>
      <InPerson checked={content.inPerson} onChange={(inPerson) => onChange({ ...content, inPerson })} />
      {!content.inPerson && (
        <>
          <Choices
            label={t('field-channel')}
            note={note()}
            value={content.channel}
            onPick={(channel) => onChange({ ...content, channel })}
            options={channels.map((value) => ({ value, label: t(`field-channel-${value}`) }))}
          />
          {content.channel !== 'in-person' && <Address {...{ content, onChange, note, error }} />}
          <div class="row top">
            <TimeField
              label={t('field-hours-from')}
              optional={t('optional')}
              error={error('safeFrom')}
              value={content.safeFrom}
              onInput={(safeFrom) => hours({ safeFrom })}
            />
            <TimeField
              label={t('field-hours-until')}
              optional={t('optional')}
              error={error('safeTo')}
              value={content.safeTo}
              onInput={(safeTo) => hours({ safeTo })}
            />
          </div>
          <p class="note">{note(t('field-hours-note'))}</p>
          {(content.safeFrom !== '' || content.safeTo !== '') && (
            <Select
              label={t('field-zone')}
              note={note()}
              value={zone}
              onPick={(picked) => hours({ zone: picked })}
              options={zonesFrom(zone).map((name) => ({ value: name, label: name.replaceAll('_', ' ') }))}
            />
          )}
          <TextField
            label={t('field-neutral')}
            note={note(t('field-neutral-note'))}
            optional={t('optional')}
            value={content.neutralName}
            maxLength={40}
            onInput={(neutralName) => onChange({ ...content, neutralName })}
          />
        </>
      )}
    </>
  );
}

/** Where she is reached: a number, which is shown as it will be kept, a user name, or an address. */
function Address({ content, onChange, note, error }: FieldsProps<'reach'>) {
  const isEmail = content.channel === 'email';
  const props = {
    label: t(isEmail ? 'field-address-email' : 'field-address-number'),
    note: note(t(isEmail ? 'field-email-note' : 'field-number-note')),
    error: error('address'),
    value: content.address,
    maxLength: 100,
    onInput: (address: string) => onChange({ ...content, address }),
  };
  return isEmail ? <TextField {...props} code /> : <PhoneField {...props} />;
}

function TravelFields({ content, onChange, note, error }: FieldsProps<'travel'>) {
  return (
    <>
      <InPerson checked={content.inPerson} onChange={(inPerson) => onChange({ ...content, inPerson })} />
      {!content.inPerson && (
        <>
          <TextField
            label={t('field-from')}
            note={note(t('field-from-hint'))}
            error={error('from')}
            value={content.from}
            maxLength={60}
            onInput={(from) => onChange({ ...content, from })}
          />
          <DateField
            label={t('field-earliest')}
            note={note()}
            error={error('earliest')}
            value={content.earliest}
            onInput={(earliest) => onChange({ ...content, earliest })}
          />
          <DateField
            label={t('field-latest')}
            note={note()}
            error={error('latestHome')}
            value={content.latestHome}
            onInput={(latestHome) => onChange({ ...content, latestHome })}
          />
          <NeverThrough
            note={note(t('field-avoid-list'))}
            error={error('never')}
            never={content.never}
            onInput={(never) => onChange({ ...content, never })}
          />
          <Choices
            label={t('field-pickup')}
            note={note()}
            value={content.pickUp}
            onPick={(pickUp) => onChange({ ...content, pickUp })}
            options={(['yes', 'no', 'unsure'] as const).map((value) => ({ value, label: t(`field-pickup-${value}`) }))}
          />
          <Select
            label={t('field-bags')}
            note={note()}
            value={String(content.bags)}
            onPick={(bags) => onChange({ ...content, bags: Number(bags) })}
            options={Array.from({ length: 10 }, (_, bags) => ({ value: String(bags), label: String(bags) }))}
          />
          <TextArea
            label={t('field-needs')}
            note={note(t('field-needs-note'))}
            optional={t('optional')}
            value={content.note}
            maxLength={2000}
            onInput={(typed) => onChange({ ...content, note: typed })}
          />
        </>
      )}
    </>
  );
}

function NotesFields({ content, onChange }: FieldsProps<'notes'>) {
  return (
    <TextArea
      label={t('field-notes')}
      note={t('field-notes-note')}
      rows={12}
      maxLength={2000}
      value={content.text}
      onInput={(text) => onChange({ text })}
    />
  );
}

function InPerson({ checked, onChange }: { checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <Tick
      label={t('in-person')}
      note={checked ? t('in-person-on') : t('in-person-off')}
      checked={checked}
      onChange={onChange}
    />
  );
}
