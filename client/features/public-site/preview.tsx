/**
 * Exactly what will be public: every file with its size, as a picture and as source, compared with what is public now.
 */
import { useMemo, useState } from 'preact/hooks';
import { fromUtf8 } from '#protocol/core/bytes.ts';
import type { PublicFile } from '#protocol/publication/publication.ts';
import { Segments } from '../../ui/button.tsx';
import { StateChip } from '../../ui/chip.tsx';
import { Select } from '../../ui/fields/choice.tsx';
import { t } from '../../words/words.ts';
import { heightOf, pictureOf } from './preview-picture.ts';
import { difference } from '../../state/programme-team/site-draft.ts';

interface PreviewProps {
  files: readonly PublicFile[];
  now: readonly PublicFile[];
}

const looks = { new: 'soon', other: 'soon', same: 'quiet', gone: 'now' } as const;
type View = 'wide' | 'narrow' | 'source';

export function Preview({ files, now }: PreviewProps) {
  const [path, setPath] = useState('/');
  const [view, setView] = useState<View>('wide');
  const current = files.find((file) => file.path === path) ?? files[0];
  if (current === undefined) return null;
  const isPage = current.type.startsWith('text/html');
  return (
    <section class="stack" aria-labelledby="preview">
      <h2 id="preview">{t('site-preview')}</h2>
      <p class="dim">{t('site-preview-text')}</p>
      <div class="filepick">
        <Select
          label={t('site-file')}
          value={current.path}
          options={files.map((file) => ({ value: file.path, label: file.path }))}
          onPick={setPath}
        />
        <Segments
          label={t('site-look')}
          value={isPage ? view : 'source'}
          onPick={setView}
          options={[
            ...(isPage
              ? [
                  { value: 'wide' as const, label: t('site-wide') },
                  { value: 'narrow' as const, label: t('site-narrow') },
                ]
              : []),
            { value: 'source' as const, label: t('site-source') },
          ]}
        />
      </div>
      {isPage && view !== 'source' ? (
        <Picture file={current} files={files} narrow={view === 'narrow'} />
      ) : (
        <pre class="source" tabIndex={0} role="region" aria-label={t('site-source')}>
          {fromUtf8(current.bytes)}
        </pre>
      )}
      <FileTable files={files} now={now} />
    </section>
  );
}

function Picture({ file, files, narrow }: { file: PublicFile; files: readonly PublicFile[]; narrow: boolean }) {
  const style = files.find(({ path }) => path === '/style.css');
  const width = narrow ? 360 : 760;
  const source = useMemo(() => {
    const page = fromUtf8(file.bytes);
    return pictureOf(page, style === undefined ? '' : fromUtf8(style.bytes), width, heightOf(page, width));
  }, [file, style, width]);
  return (
    <div
      class={`picture${narrow ? ' small' : ''}`}
      tabIndex={0}
      role="region"
      aria-label={t('site-picture', { path: file.path })}
    >
      <img src={source} alt={t('site-picture-alt', { path: file.path })} />
    </div>
  );
}

function FileTable({ files, now }: PreviewProps) {
  const paths = [...new Set([...files, ...now].map(({ path }) => path))];
  const byPath = (list: readonly PublicFile[]) => new Map(list.map((file) => [file.path, file]));
  const [after, before] = [byPath(files), byPath(now)];
  const size = (file: PublicFile | undefined) =>
    file === undefined ? '–' : t('site-bytes', { count: file.bytes.length });
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t('site-files')}>
      <table class="plaintable">
        <caption>{t('site-files')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('site-file')}</th>
            <th scope="col">{t('site-public-now')}</th>
            <th scope="col">{t('site-will-be')}</th>
            <th scope="col">{t('site-difference')}</th>
          </tr>
        </thead>
        <tbody>
          {paths.map((path) => {
            const state = difference(before.get(path), after.get(path));
            return (
              <tr key={path}>
                <td>
                  <span class="code ltr">{path}</span>
                </td>
                <td>{size(before.get(path))}</td>
                <td>{size(after.get(path))}</td>
                <td>
                  <StateChip look={looks[state]}>{t(`site-is-${state}`)}</StateChip>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
