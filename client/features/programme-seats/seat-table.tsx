/** How many asked for each ordinary session, in numbers that identify nobody. A number under five is not shown. */
import { asSpoken, otherTongue, withHeadset, type GroupCounts } from '#domain/programme/group-counts.ts';
import { seatsIn } from '#domain/programme/conflicts.ts';
import { StateChip } from '../../ui/chip.tsx';
import { listed } from '../../ui/list-words.ts';
import { t } from '../../words/words.ts';
import { titleOf } from '../../state/programme-team/programme-words.ts';
import { dayWords } from '../../state/programme-team/programme-words.ts';
import type { Programme } from '../../state/programme-team/programme-draft.ts';
import { languageName } from '../../state/names.ts';

interface SeatTableProps {
  programme: Programme;
  counts: readonly GroupCounts[];
  asked: number;
}

const few = (count: number | undefined): string => (count === undefined ? t('seats-few') : String(count));

export function SeatTable({ programme, counts, asked }: SeatTableProps) {
  // All parts of a series have the same numbers.
  const isFirst = ({ session }: GroupCounts) => (programme.sessions.find(({ id }) => id === session)?.part ?? 0) < 2;
  return (
    <section class="stack-s">
      <h2>{t('seats-health')}</h2>
      <p class="dim">{t('seats-health-text', { count: asked })}</p>
      <div class="scroll" tabIndex={0} role="region" aria-label={t('seats-health')}>
        <table class="plaintable">
          <thead>
            <tr>
              {['session', 'seats', 'asked', 'headsets', 'needs', 'languages'].map((name) => (
                <th key={name} scope="col">
                  {t(`seats-col-${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counts.filter(isFirst).map((group) => (
              <Line key={group.session} programme={programme} group={group} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Return what may be shown of it: "Russian 7, Arabic 5". */
function waysWords(ways: readonly { readonly language: string; readonly people: number | undefined }[]): string {
  return listed(
    ways
      .filter(({ language, people }) => language !== asSpoken && people !== undefined && people > 0)
      .map(({ language, people }) => `${wayName(language)} ${people}`),
  );
}

function wayName(language: string): string {
  if (language === withHeadset) return t('seats-as-spoken');
  return language === otherTongue ? t('seats-other') : languageName(language);
}

function Line({ programme, group }: { programme: Programme; group: GroupCounts }) {
  const session = programme.sessions.find(({ id }) => id === group.session);
  if (session === undefined) return null;
  const seats = seatsIn(session, programme);
  const asked = group.ways.total;
  const ways = group.languages.map((language, at) => ({ language, people: group.ways.cells[at] }));
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
        {few(asked)} {asked !== undefined && asked > seats && <StateChip look="soon">{t('seats-over')}</StateChip>}
      </td>
      <td>{few(group.headsets)}</td>
      <td>{few(group.needs)}</td>
      <td>{waysWords(ways) || '–'}</td>
    </tr>
  );
}
