/** How each ordinary session stands, in numbers that tell of nobody: under five nothing is said. */
import type { GroupCounts } from '#protocol/draw.ts';
import { seatsIn } from '#protocol/conflicts.ts';
import { StateChip } from '../ui/chip.tsx';
import { t } from '../words/words.ts';
import { titleOf } from './programme-conflicts.tsx';
import { dayWords } from './programme-day.tsx';
import type { Programme } from './programme-draft.ts';
import { draw } from './programme-signups.ts';
import { languageName } from './saying.ts';

interface SeatTableProps {
  programme: Programme;
  counts: readonly GroupCounts[];
  asked: number;
  taken: readonly { session: string; free: number; taken: number }[];
}

const few = (count: number | undefined): string => (count === undefined ? t('seats-few') : String(count));

export function SeatTable({ programme, counts, asked, taken }: SeatTableProps) {
  return (
    <section class="stack-s">
      <h2>{t('seats-health')}</h2>
      <p class="dim">{t('seats-health-text', { count: asked })}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={t('seats-health')}>
        <table class="plaintable">
          <thead>
            <tr>
              {['session', 'seats', 'asked', 'headsets', 'needs', 'languages', 'drawn', 'waiting', 'taken'].map(
                (name) => (
                  <th key={name} scope="col">
                    {t(`seats-col-${name}`)}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {counts.map((group) => (
              <Line key={group.session} programme={programme} group={group} taken={taken} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface LineProps {
  programme: Programme;
  group: GroupCounts;
  taken: SeatTableProps['taken'];
}

function Line({ programme, group, taken }: LineProps) {
  const session = programme.sessions.find(({ id }) => id === group.session);
  if (session === undefined) return null;
  const seats = seatsIn(session, programme);
  const result = draw.value?.sessions.find((one) => one.session === group.session);
  const rows = taken.find((one) => one.session === group.session);
  const tongues = group.languages.filter(
    ({ language, people }) => language !== '' && people !== undefined && people > 0,
  );
  return (
    <tr>
      <th scope="row">
        <bdi>{titleOf(programme, session.id)}</bdi>
        <span class="note">
          {session.date === '' ? '' : dayWords(session.date)} <span class="ltr">{session.start}</span>
        </span>
      </th>
      <td>{seats}</td>
      <td>
        {few(group.asked)}{' '}
        {group.asked !== undefined && group.asked > seats && <StateChip look="soon">{t('seats-over')}</StateChip>}
      </td>
      <td>{few(group.headsets)}</td>
      <td>{few(group.needs)}</td>
      <td>
        {tongues.length === 0
          ? '–'
          : tongues
              .map(
                ({ language, people }) =>
                  `${language === 'other' ? t('seats-other') : languageName(language)} ${people}`,
              )
              .join(', ')}
      </td>
      <td>{result === undefined ? '–' : seats - result.free}</td>
      <td>{result === undefined ? '–' : result.waiting}</td>
      <td>{rows === undefined ? '–' : t('count-of', { done: rows.taken, total: rows.free })}</td>
    </tr>
  );
}
