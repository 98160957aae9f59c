import { t, type Args } from '../words/words.ts';

/** Show words with some of them bold: `**…**` in the catalogue. Nothing else is read as markup. */
export function Say({ id, args }: { id: string; args?: Args | undefined }) {
  return <Marked text={t(id, args)} />;
}

export function Marked({ text }: { text: string }) {
  return <>{text.split('**').map((part, i) => (i % 2 === 1 ? <b key={i}>{part}</b> : part))}</>;
}
