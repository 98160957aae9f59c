/** Who can read what, as a grid that is counted from the envelopes' keys. On a wide window it is beside the file. */
import { me } from '../../state/session.ts';
import { Face } from '../../ui/face.tsx';
import type { FileCard } from '../../vault/my-file/read-own-records.ts';
import { t } from '../../words/words.ts';
import { draftOf } from '../../state/card-drafts.ts';
import { isOwnKind } from '../../state/my-file.ts';
import { kindName, teamName } from '../../state/names.ts';

type Mark = 'can' | 'soon' | 'cannot';
const words: Record<Mark, string> = { can: 'file-can-open', soon: 'file-when-sent', cannot: 'file-cannot' };

export function WhoReads({ cards }: { cards: readonly FileCard[] }) {
  const desks = [...new Set(cards.flatMap((card) => card.readers.map((reader) => reader.desk)))];
  const facesOf = (desk: string) =>
    cards.flatMap((card) => card.readers.filter((reader) => reader.desk === desk)).at(0)?.people[0] ?? desk;
  const markOf = (card: FileCard, desk: string): Mark => {
    const reader = card.readers.find((one) => one.desk === desk);
    if (reader === undefined) return 'cannot';
    const unsent = isOwnKind(card.kind) && card.blank && draftOf(card.kind) !== undefined;
    return reader.canOpen && !unsent ? 'can' : 'soon';
  };
  return (
    <section class="stack-s">
      <h2>{t('file-readers-title')}</h2>
      <p class="dim fact">{t('file-readers-text')}</p>
      <table class="grid">
        <thead>
          <tr>
            <td />
            {cards.map((card) => (
              <th key={card.record} scope="col">
                <span>{kindName(card.kind)}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Line name={t('you')} face={me.value?.member ?? ''} marks={cards.map(() => 'can')} />
          {desks.map((desk) => (
            <Line
              key={desk}
              name={teamName(desk)}
              face={facesOf(desk)}
              marks={cards.map((card) => markOf(card, desk))}
            />
          ))}
        </tbody>
      </table>
      <p class="row label">
        {(['can', 'soon', 'cannot'] as const).map((mark) => (
          <span key={mark} class="row">
            <Dot mark={mark} /> {t(words[mark])}
          </span>
        ))}
      </p>
    </section>
  );
}

function Line({ name, face, marks }: { name: string; face: string; marks: readonly Mark[] }) {
  return (
    <tr>
      <th scope="row">
        <span class="row">
          <Face id={face} size={22} />
          {name}
        </span>
      </th>
      {marks.map((mark, at) => (
        <td key={at}>
          <Dot mark={mark} />
          <span class="sr">{t(words[mark])}</span>
        </td>
      ))}
    </tr>
  );
}

function Dot({ mark }: { mark: Mark }) {
  return <i class={`mark-${mark}`} aria-hidden="true" />;
}
