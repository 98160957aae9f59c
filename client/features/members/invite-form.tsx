import { useState } from 'preact/hooks';
import { clean, cleanLine } from '#domain/input/clean.ts';
import type { DeskId } from '#protocol/core/ids.ts';
import { Button } from '../../ui/button.tsx';
import { Choices, Tick } from '../../ui/fields/choice.tsx';
import { TextArea, TextField } from '../../ui/fields/field.tsx';
import type { InviteInput } from '../../vault/joining/inviting.ts';
import { t } from '../../words/words.ts';
import { teamName } from '../../state/names.ts';

const blankInput: InviteInput = { role: 'participant', desks: [], name: '', note: '' };

/**
 * The form for one person. Her name goes into the guest list, which only officers can open; the link itself names
 * nobody.
 */
export function InviteForm(props: { desks: readonly DeskId[]; busy: boolean; onMake: (input: InviteInput) => void }) {
  const { desks, busy, onMake } = props;
  const [input, setInput] = useState(blankInput);
  const [asked, setAsked] = useState(false);
  const set = (part: Partial<InviteInput>) => setInput({ ...input, ...part });
  const missing = cleanLine(input.name) === '';
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(true);
        if (!missing) onMake({ ...input, name: cleanLine(input.name), note: clean(input.note) });
      }}
    >
      <TextField
        label={t('invite-for')}
        note={t('invite-for-note')}
        value={input.name}
        maxLength={80}
        error={asked && missing ? t('invite-for-missing') : undefined}
        onInput={(name) => set({ name })}
      />
      <Choices
        label={t('members-role')}
        value={input.role}
        onPick={(role) => set({ role, desks: role === 'staff' ? input.desks : [] })}
        options={[
          { value: 'participant', label: t('role-participant'), note: t('invite-participant-note') },
          { value: 'staff', label: t('role-staff'), note: t('invite-staff-note') },
        ]}
      />
      {input.role === 'staff' && (
        <fieldset class="field">
          <legend>{t('members-teams')}</legend>
          <p class="note">{t('invite-teams-note')}</p>
          {desks.map((desk) => (
            <Tick
              key={desk}
              label={teamName(desk)}
              checked={input.desks.includes(desk)}
              onChange={(on) => set({ desks: on ? [...input.desks, desk] : input.desks.filter((one) => one !== desk) })}
            />
          ))}
        </fieldset>
      )}
      <TextArea
        label={t('invite-note')}
        note={t('invite-note-note')}
        optional={t('optional')}
        rows={2}
        maxLength={200}
        value={input.note}
        onInput={(note) => set({ note })}
      />
      <div class="row">
        <Button kind="do" type="submit" busy={busy && t('working')}>
          {t('invite-make')}
        </Button>
      </div>
    </form>
  );
}
