/** Choose a file of text. What is no text is refused in words; what is not UTF-8 is read as a person says, by looking at it. */
import { useId, useState } from 'preact/hooks';
import { tellingLines, textOf, type CodePage, type NoText } from '../lib/input/file-text.ts';
import { Choices } from '../ui/fields/choice.tsx';
import { FileInput } from '../ui/fields/input.tsx';
import { Notice } from '../ui/notice.tsx';
import { t } from '../words/words.ts';

interface TextFileProps {
  label: string;
  accept: string;
  /** Undefined as long as there is no text that can be read. */
  onText: (text: string | undefined) => void;
}

const mostPages = 6;

export function TextFile({ label, accept, onText }: TextFileProps) {
  const id = useId();
  const [noText, setNoText] = useState<NoText>();
  const [pages, setPages] = useState<readonly CodePage[]>([]);
  const [page, setPage] = useState('');
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const found = textOf(new Uint8Array(await file.arrayBuffer()));
    setNoText('noText' in found ? found.noText : undefined);
    setPages('pages' in found ? found.pages : []);
    setPage('');
    onText('text' in found ? found.text : undefined);
  };
  const pick = (picked: string): void => {
    setPage(picked);
    onText(pages.find((one) => one.label === picked)?.text);
  };
  const [first] = pages;
  const shown = pages.slice(0, mostPages);
  return (
    <>
      <div class={`field${noText === undefined ? '' : ' wrong'}`}>
        <label for={id}>{label}</label>
        <FileInput
          id={id}
          class="input"
          accept={accept}
          aria-invalid={noText === undefined ? undefined : 'true'}
          onFile={(file) => void read(file)}
        />
      </div>
      {noText !== undefined && (
        <Notice look="soon" icon="warning" what={t(`readfile-no-${noText}`)} next={t('readfile-no-next')} />
      )}
      {first !== undefined && (
        <>
          <Notice look="soon" icon="warning" what={t('readfile-pages')} next={t('readfile-pages-next')} />
          <Choices
            label={t('readfile-pages-which')}
            value={page}
            onPick={pick}
            options={shown.map(({ label: value, text }) => ({
              value,
              label: tellingLines(text, 2).join(' ⏎ ').slice(0, 120),
              note: value,
            }))}
          />
        </>
      )}
    </>
  );
}
