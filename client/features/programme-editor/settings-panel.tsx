/** Settings of the whole programme: rooms with seats and booths, tracks, headsets, and the two dates of the sign-up. */
import { folded, tonguesOf } from '#domain/programme/conflicts.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Panel } from '../../ui/dialog.tsx';
import { DateField } from '../../ui/fields/date-field.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import { t } from '../../words/words.ts';
import {
  changeDraft,
  draft,
  unfinishedFields,
  typeDraft,
  type Programme,
} from '../../state/programme-team/programme-draft.ts';
import { ListField, NumberField } from '../../components/programme-fields.tsx';
import { languageName } from '../../state/names.ts';

type Room = Programme['rooms'][number];

export function SettingsPanel({ onClose }: { onClose: () => void }) {
  const programme = draft.value;
  const type = (field: string, part: Partial<Programme>) => typeDraft(field, { ...draft.value, ...part });
  const setRoom = (i: number, part: Partial<Room>): void => {
    const before = programme.rooms[i];
    if (before === undefined) return;
    const rooms = programme.rooms.with(i, { ...before, ...part });
    // Sessions follow their room's new name.
    const sessions = programme.sessions.map((session) =>
      part.name !== undefined && session.room === before.name ? { ...session, room: part.name } : session,
    );
    type(`room ${i}`, { rooms, sessions });
  };
  const { choicesUntil, announcedAt } = programme;
  const early = choicesUntil !== '' && announcedAt !== '' && announcedAt < choicesUntil;
  return (
    <Panel title={t('prog-settings')} onClose={onClose}>
      <section>
        <h3>{t('prog-rooms')}</h3>
        {programme.rooms.map((room, i) => (
          <div class="roomrow" key={i}>
            <TextField
              label={t('prog-room-name')}
              maxLength={40}
              value={room.name}
              onInput={(name) => setRoom(i, { name })}
            />
            <NumberField
              label={t('prog-room-seats')}
              most={2000}
              unfinished={unfinishedFields}
              name={`settings room ${i} seats`}
              value={room.seats}
              onNumber={(seats) => setRoom(i, { seats })}
            />
            <NumberField
              label={t('prog-room-booths')}
              most={9}
              unfinished={unfinishedFields}
              name={`settings room ${i} booths`}
              value={room.booths}
              onNumber={(booths) => setRoom(i, { booths })}
            />
            <IconButton
              icon="x"
              label={t('prog-room-remove', { name: room.name })}
              onClick={() => {
                // They are named by their places, which are others now.
                unfinishedFields.drop('settings room ');
                changeDraft({ ...programme, rooms: programme.rooms.toSpliced(i, 1) });
              }}
            />
          </div>
        ))}
        {programme.rooms.length < 24 && (
          <Button
            icon="plus"
            onClick={() =>
              changeDraft({ ...programme, rooms: [...programme.rooms, { name: '', seats: 0, booths: 0 }] })
            }
          >
            {t('prog-room-add')}
          </Button>
        )}
      </section>
      <ListField
        label={t('prog-tracks')}
        note={t('prog-tracks-note')}
        values={unfinishedFields.list('settings tracks', programme.tracks)}
        most={16}
        length={40}
        onList={(typed) => unfinishedFields.take('settings tracks', typed, (tracks) => type('tracks', { tracks }))}
      />
      <NumberField
        label={t('prog-headsets')}
        note={t('prog-headsets-note')}
        most={2000}
        unfinished={unfinishedFields}
        name="settings headsets"
        value={programme.headsets}
        onNumber={(headsets) => type('headsets', { headsets })}
      />
      <Interpreters programme={programme} onChange={(interpreters) => type('interpreters', { interpreters })} />
      <DateField
        label={t('prog-choices-until')}
        note={t('prog-choices-until-note')}
        value={unfinishedFields.day('settings choices', programme.choicesUntil)}
        onInput={(typed) =>
          unfinishedFields.take('settings choices', typed, (choicesUntil) => type('choices', { choicesUntil }))
        }
      />
      <DateField
        label={t('prog-announced')}
        note={t('prog-announced-note')}
        value={unfinishedFields.day('settings announced', programme.announcedAt)}
        error={early ? t('typed-order') : undefined}
        onInput={(typed) =>
          unfinishedFields.take('settings announced', typed, (announcedAt) => type('announced', { announcedAt }))
        }
      />
      <p class="label">{t('prog-typed')}</p>
    </Panel>
  );
}

interface InterpretersProps {
  programme: Programme;
  onChange: (interpreters: Programme['interpreters']) => void;
}

/** One number for each language that something is interpreted into. Empty means that nobody counts the interpreters. */
function Interpreters({ programme, onChange }: InterpretersProps) {
  const known = new Map(programme.interpreters.map(({ language, teams }) => [folded(language), teams]));
  const heard = [...new Set([...programme.sessions.flatMap(tonguesOf), ...known.keys()])].toSorted();
  if (heard.length === 0) return null;
  const set = (language: string, teams: number): void => {
    const others = programme.interpreters.filter((one) => folded(one.language) !== language);
    onChange(teams === 0 ? others : [...others, { language, teams }]);
  };
  return (
    <fieldset class="field">
      <legend>{t('prog-interpreters')}</legend>
      <p class="note">{t('prog-interpreters-note')}</p>
      <div class="three">
        {heard.map((language) => (
          <NumberField
            key={language}
            label={languageName(language)}
            most={99}
            unfinished={unfinishedFields}
            name={`settings interpreters ${language}`}
            value={known.get(language) ?? 0}
            onNumber={(teams) => set(language, teams)}
          />
        ))}
      </div>
    </fieldset>
  );
}
