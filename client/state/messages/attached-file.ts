/**
 * Prepare an attachment in this browser. A picture is drawn again, so that where, when and with which device it was
 * taken does not go along, not even in its name.
 */
import { limits } from '#protocol/core/limits.ts';
import { t } from '../../words/words.ts';

export interface Attached {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
  /** True if the picture was drawn again. Any other file is sent as it is. */
  readonly cleaned: boolean;
}

export type FileTrouble = 'too-large' | 'picture-unknown' | 'empty';

/** The largest file: four bytes of the last size class hold its length. */
const attachmentMax = limits.attachmentBytes - 4;
const pictureTypes = /^image\/(?!svg)/u;
/** Longer edge: enough to read a page that was photographed. */
const edgeMax = 2560;
const pngBytesMax = 1_500_000;
const nameLength = 60;
const step = 1024;

export async function prepare(file: File): Promise<Attached | FileTrouble> {
  if (pictureTypes.test(file.type) || /\.hei[cf]$/iu.test(file.name)) return drawAnew(file);
  if (file.size > attachmentMax) return 'too-large';
  if (file.size === 0) return 'empty';
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { name: shortName(file.name), type: file.type.slice(0, nameLength), bytes, cleaned: false };
}

async function drawAnew(file: File): Promise<Attached | FileTrouble> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (picture === undefined) return 'picture-unknown';
  const scale = Math.min(1, edgeMax / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return 'picture-unknown';
  // A JPEG has no see-through parts: white paper shows, as behind a page.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const sharp = file.type === 'image/jpeg' ? null : await written(canvas, 'image/png');
  const drawn = sharp !== null && sharp.size <= pngBytesMax ? sharp : await written(canvas, 'image/jpeg');
  canvas.width = canvas.height = 0;
  if (drawn === null) return 'picture-unknown';
  if (drawn.size > attachmentMax) return 'too-large';
  const name = drawn.type === 'image/png' ? 'picture.png' : 'picture.jpg';
  return { name, type: drawn.type, bytes: new Uint8Array(await drawn.arrayBuffer()), cleaned: true };
}

function written(canvas: HTMLCanvasElement, type: string): Promise<Blob | null> {
  return new Promise((resolve) => canvas.toBlob(resolve, type, 0.85));
}

/** Shorten a name to the bytes that a message has space for. The end is kept, because it says the type. */
function shortName(name: string): string {
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  if (bytes(name) <= nameLength * 2) return name;
  const ending = /\.[A-Za-z0-9]{1,8}$/u.exec(name)?.[0] ?? '';
  let stem = name.slice(0, name.length - ending.length);
  while (bytes(stem) + bytes(ending) > nameLength * 2) stem = stem.slice(0, -1);
  return stem + ending;
}

export function sizeWords(bytes: number): string {
  if (bytes < step * step) return t('msg-size-kb', { size: Math.max(1, Math.round(bytes / step)) });
  return t('msg-size-mb', { size: Math.round((bytes / step / step) * 10) / 10 });
}
