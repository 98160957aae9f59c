/** The frozen cases of §8: log. Called by make.ts alone. */
import { concat } from '#protocol/core/bytes.ts';
import { consistencyProof, hashLeaf, inclusionProof, rootOf } from '#protocol/log/merkle.ts';
import { cosignedNote, logNoteKey } from '../../support/protocol/event.ts';
import { cosignatureLine, checkpointText, signCheckpoint } from '#protocol/log/checkpoint.ts';
import { Book } from '../book.ts';
import { event } from '../frozen-world.ts';

export function logBook(): void {
  const book = new Book();
  const leaves = event.leaves.slice(0, 11);
  for (const leaf of new Map(event.leaves.map((each) => [each[0], each])).values()) book.accept('parse leaf', { leaf });
  const [leaf, other] = [leaves[3]!, leaves[4]!];
  book.reject('parse leaf', 'leaf-shape', { leaf: leaf.slice(1) });
  book.reject('parse leaf', 'leaf-shape', { leaf: leaf.map((byte, at) => (at === 0 ? 0 : byte)) }, 'type 0');
  book.reject('parse leaf', 'leaf-shape', { leaf: leaf.map((byte, at) => (at === 0 ? 12 : byte)) }, 'type 12');
  book.accept('require same leaf', { found: leaf, leaf });
  book.reject('require same leaf', 'leaf-missing', { found: leaf, leaf: other });
  const hashes = leaves.map(hashLeaf);
  const root = rootOf(hashes);
  for (const index of [0, 5, 10]) {
    const proof = inclusionProof(index, hashes);
    const base = { leafHash: hashes[index], index, size: 11, root, proof };
    book.accept('verify inclusion', base);
    book.reject('verify inclusion', 'inclusion', { ...base, index: index === 0 ? 1 : index - 1 }, 'another place');
    book.reject('verify inclusion', 'inclusion', { ...base, leafHash: hashes[2] }, 'another leaf');
    book.reject('verify inclusion', 'inclusion', { ...base, proof: proof.slice(1) }, 'too short');
    book.reject('verify inclusion', 'inclusion', { ...base, proof: [...proof, root] }, 'too long');
    const long = proof.map((hash, i) => (i === 0 ? concat(hash, hash.slice(0, 1)) : hash));
    if (long.length > 0) book.reject('verify inclusion', 'inclusion', { ...base, proof: long }, '33 bytes');
    book.reject('verify inclusion', 'inclusion', { ...base, index: 11 }, 'outside');
  }
  for (const oldSize of [0, 1, 4, 7, 10, 11]) {
    const oldRoot = rootOf(hashes.slice(0, oldSize));
    const base = { oldSize, oldRoot, newSize: 11, newRoot: root, proof: consistencyProof(oldSize, hashes) };
    book.accept('verify consistency', base);
    if (oldSize === 0) {
      book.reject('verify consistency', 'consistency', { ...base, oldRoot: hashes[5] }, 'a root of nothing');
      book.reject('verify consistency', 'consistency', { ...base, newSize: 0 }, 'two roots of nothing');
      continue;
    }
    const long = base.proof.map((hash, i) => (i === 0 ? concat(hash, hash.slice(0, 1)) : hash));
    if (long.length > 0) book.reject('verify consistency', 'consistency', { ...base, proof: long }, '33 bytes');
    book.reject('verify consistency', 'consistency', { ...base, oldRoot: hashes[5] }, 'another old root');
    book.reject('verify consistency', 'consistency', { ...base, proof: [...base.proof, root] }, 'too long');
    if (oldSize < 11)
      book.reject('verify consistency', 'consistency', { ...base, oldSize: 11, newSize: oldSize }, 'shrinks');
  }
  const note = cosignedNote(event);
  book.accept('verify checkpoint', { note });
  book.accept('parse note', { note });
  const lines = note.split('\n');
  const edit = (at: number, line: string) => lines.map((each, i) => (i === at ? line : each)).join('\n');
  const act = 'verify checkpoint';
  book.reject(act, 'root-mismatch', { note: edit(0, 'another.example/log') });
  book.reject(act, 'checkpoint-signature', { note: edit(1, String(Number(lines[1]) + 1)) }, 'size');
  book.reject(act, 'checkpoint-shape', { note: edit(1, `0${lines[1]}`) }, 'leading zero');
  book.reject(act, 'checkpoint-shape', { note: edit(1, '9007199254740993') }, 'beyond 2^53');
  book.reject(act, 'checkpoint-shape', { note: edit(2, 'AAAA') }, 'short root');
  book.reject(act, 'checkpoint-shape', { note: edit(2, `${lines[2]}\nmore`) }, 'a fourth line');
  book.reject(act, 'checkpoint-shape', { note: edit(4, 'no signature') });
  book.reject(act, 'checkpoint-shape', { note: edit(4, lines[4]!.replace(/^— /u, '— a+')) }, 'a plus sign in a name');
  book.reject(act, 'checkpoint-shape', { note: note.slice(0, -1) }, 'unended');
  book.reject(act, 'checkpoint-shape', { note: '' }, 'empty');
  book.reject(act, 'checkpoint-signature', { note: edit(4, lines[5]!) }, 'not signed by the log');
  book.reject(act, 'checkpoint-cosignature', { note: `${lines.slice(0, 5).join('\n')}\n` }, 'not cosigned');
  const checkpoint = { origin: lines[0]!, size: Number(lines[1]), root };
  const fork = signCheckpoint(checkpoint, logNoteKey(event), event.logKey.secretKey);
  const byLog = cosignatureLine(checkpointText(checkpoint), logNoteKey(event), event.logKey.secretKey, 5);
  book.reject(act, 'checkpoint-cosignature', { note: `${fork}${byLog}` }, 'cosigned by the log itself');
  book.accept('require same log', { first: note, second: note });
  book.reject('require same log', 'log-fork', { first: note, second: fork });
  book.write('log');
}
