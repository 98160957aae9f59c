/**
 * Read a code from another screen: from a photograph, where this browser can read codes, or as text. The page's own
 * policy forbids the camera, so the photograph is taken with the phone's camera app.
 */
import { useId, useState } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { TextArea } from '../../ui/fields/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { FileInput } from '../../ui/fields/input.tsx';
import { t } from '../../words/words.ts';

interface Detector {
  detect(picture: ImageBitmap): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorKind = new (options: { formats: readonly string[] }) => Detector;

const detectorKind = (globalThis as { BarcodeDetector?: DetectorKind }).BarcodeDetector;

/** Return the code's text, or undefined if the picture shows none. */
async function codeIn(file: File): Promise<string | undefined> {
  if (detectorKind === undefined) return undefined;
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (picture === undefined) return undefined;
  try {
    const found = await new detectorKind({ formats: ['qr_code'] }).detect(picture);
    return found[0]?.rawValue;
  } finally {
    picture.close();
  }
}

interface ReadProps {
  title: string;
  verb: string;
  busy: boolean;
  onText: (text: string) => void;
}

export function ReadCode({ title, verb, busy, onText }: ReadProps) {
  const id = useId();
  const [text, setText] = useState('');
  const [unread, setUnread] = useState(false);
  const photograph = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const said = await codeIn(file).catch(() => undefined);
    setUnread(said === undefined);
    if (said !== undefined) onText(said);
  };
  return (
    <section class="sheet stack-s">
      <h2>{title}</h2>
      {detectorKind !== undefined && (
        <>
          <span class="attach">
            <FileInput
              id={id}
              class="sr"
              accept="image/*"
              capture="environment"
              aria-label={t('msg-scan')}
              onFile={(file) => void photograph(file)}
              forget
            />
            <label class="btn plain wide" for={id}>
              {t('msg-scan')}
            </label>
          </span>
          <p class="label">{t('msg-scan-note')}</p>
        </>
      )}
      {unread && (
        <p class="error" role="alert">
          <Icon name="warning" size={18} /> <span>{t('msg-scan-none')}</span>
        </p>
      )}
      <TextArea label={t('msg-paste')} note={t('msg-paste-note')} value={text} rows={3} code onInput={setText} />
      <Button
        kind="do"
        disabled={text.trim() === ''}
        busy={busy && t('working')}
        onClick={() => onText(text.replaceAll(/\s/gu, ''))}
      >
        {verb}
      </Button>
    </section>
  );
}
