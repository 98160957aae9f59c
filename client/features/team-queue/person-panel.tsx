/** One person as this team may see her: what is open, what is closed, the team's note, the journey. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import type { OpeningReason } from '#protocol/openings/opening.ts';
import { me } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/dialog.tsx';
import { ClosedEnvelope } from '../../ui/envelope.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { timeIn } from '../../lib/time.ts';
import { zoneWords } from '../../words/zone-words.ts';
import { listed } from '../../ui/list-words.ts';
import { locale, t } from '../../words/words.ts';
import { touchWords, type Acting } from '../../state/use-act.ts';
import { CaseEditor } from './case-editor.tsx';
import { Details } from './person-facts.tsx';
import { JourneyRows } from './journey-rows.tsx';
import { ReasonSelect } from '../../components/open-bar.tsx';
import { toOpen, type PersonFile } from '../../state/team-rows.ts';
import { ItineraryEditor } from './itinerary-editor.tsx';
import { pick, threads } from '../../state/messages/thread-state.ts';
import { kindName, languageName, personName, reasonName, teamName } from '../../state/names.ts';

/** That, when and why this person was opened in this session. */
export interface Looked {
  readonly time: number;
  readonly reason: OpeningReason;
}

/** Acts whose refusal is shown beside their own button. Any other refusal is shown at the top. */
const told: readonly (string | undefined)[] = ['open', 'case'];

interface PersonPanelProps {
  desk: DeskId;
  file: PersonFile;
  colleagues: readonly MemberId[];
  reason: OpeningReason | undefined;
  missing: boolean;
  onReason: (reason: OpeningReason) => void;
  looked: Looked | undefined;
  onOpen: () => void;
  /** What stayed closed after the last touch, and why. */
  stayed: ComponentChildren;
  onSaved: () => Promise<boolean>;
  onClose: () => void;
  acting: Acting;
}

export function PersonPanel(props: PersonPanelProps) {
  const { desk, file, onSaved, onClose, acting } = props;
  const [editing, setEditing] = useState(false);
  const [sent, setSent] = useState(false);
  const alias = personName(file.person);
  const travels = (desk as string) === 'travel';
  if (editing)
    return (
      <ItineraryEditor
        file={file}
        alias={alias}
        acting={acting}
        onSaved={async () => {
          await onSaved();
          setSent(true);
          setEditing(false);
        }}
        onClose={() => setEditing(false)}
      />
    );
  return (
    <Panel title={alias} face={file.person} text={<Summary file={file} />} onClose={onClose}>
      {acting.refusal !== undefined && !told.includes(acting.refused) && <Refusal code={acting.refusal.code} />}
      {props.looked !== undefined && file.state === 'open' && <YouOpened looked={props.looked} alias={alias} />}
      <OpenHere {...props} alias={alias} />
      {sent && <Notice look="fine" what={t('edit-sent', { alias })} />}
      {travels && (
        <JourneyRows
          file={file}
          onEdit={() => {
            setSent(false);
            setEditing(true);
          }}
        />
      )}
      {file.state === 'open' && <Details file={file} />}
      {threads.value !== undefined && (
        <Button icon="talk" href="/messages" onClick={() => void pick({ type: 'person', desk, owner: file.person })}>
          {t('inbox-write-them', { alias })}
        </Button>
      )}
      {file.elsewhere.map(({ desk: other, state }) => (
        <p class="label" key={other}>
          {t('person-elsewhere', { team: teamName(other), state: t(`case-state-${state}`) })}
        </p>
      ))}
      <CaseEditor {...props} />
      <Elsewhere file={file} travels={travels} />
    </Panel>
  );
}

function YouOpened({ looked, alias }: { looked: Looked; alias: string }) {
  const time = timeIn(looked.time, me.value?.event.zone ?? 'UTC', locale.value);
  return (
    <Notice
      icon="envelope-looked"
      what={t('person-you-opened', { time, why: reasonName(looked.reason) })}
      next={t('person-can-see', { alias })}
    />
  );
}

function Summary({ file }: { file: PersonFile }) {
  if (file.state === 'none') return <p>{t('person-no-file-text')}</p>;
  if (file.card === undefined) return <p>{t('queue-sealed')}</p>;
  const { languages, pronouns } = file.card;
  return (
    <>
      <p>
        <bdi>{[listed(languages.map(languageName)), pronouns].filter((part) => part !== '').join(' · ')}</bdi>
      </p>
      <ReachWords file={file} />
    </>
  );
}

function ReachWords({ file }: { file: PersonFile }) {
  const { reach } = file;
  if (reach === undefined) return null;
  if (reach.inPerson) return <p>{t('reach-in-person-only')}</p>;
  const channel = t(`reach-${reach.channel}`);
  if (reach.safeFrom === '' || reach.safeTo === '') return <p>{t('reach-by', { channel })}</p>;
  const zone = reach.zone === '' ? '' : zoneWords(reach.zone);
  return <p>{t('reach-by-hours', { channel, from: reach.safeFrom, until: reach.safeTo, zone })}</p>;
}

/** Show what is closed for this team, with the touch that opens it. */
function OpenHere({
  file,
  reason,
  onReason,
  missing,
  onOpen,
  stayed,
  acting,
  alias,
}: PersonPanelProps & { alias: string }) {
  const { records, cases } = toOpen([file]);
  const later = file.envelopes.filter((envelope) => !envelope.canOpen && envelope.content === undefined);
  return (
    <>
      {records.length + cases > 0 && (
        <section class="sheet">
          <p>
            <b>{t('person-closed', { count: records.length + cases })}</b> {t('person-closed-seen', { alias })}
          </p>
          {records.length > 0 && <ReasonSelect reason={reason} onReason={onReason} missing={missing} />}
          <Button kind="do" icon="key" busy={touchWords(acting.busy === 'open')} onClick={onOpen}>
            {t('person-open-all', { count: records.length + cases })}
          </Button>
        </section>
      )}
      {acting.refusal !== undefined && acting.refused === 'open' && <Refusal code={acting.refusal.code} />}
      {stayed}
      {later.length > 0 && (
        <Notice
          icon="envelope-sealed"
          what={t('person-before-key', { count: later.length })}
          next={t('person-before-key-next')}
        />
      )}
    </>
  );
}

/** Show envelopes for other teams: this team's key does not open them and does not see whether they are filled. */
function Elsewhere({ file, travels }: { file: PersonFile; travels: boolean }) {
  if (file.state === 'none') return null;
  return (
    <section>
      <h3>{t('person-closed-to-team')}</h3>
      <div class="row">
        {!travels && <ClosedEnvelope label={kindName('travel')} />}
        <ClosedEnvelope label={t('person-their-notes')} />
      </div>
      <p class="label">{t('person-not-yours')}</p>
    </section>
  );
}
