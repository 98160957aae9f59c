/**
 * What a member calls her keys. It is sealed in her archive (9.11), under her account secret: the portal learns no name, and not
 * which key has one.
 */
import { cleanLine } from '#domain/input/clean.ts';
import { sessionOf } from '../threads/thread-session.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';

const longest = 40;

export type KeyNames = Readonly<Record<string, string>>;

export async function keyNames(vault: UnlockedVault): Promise<KeyNames> {
  return (await sessionOf(vault)).state.keyNames;
}

/** An empty name takes the name away. Answered once it is kept. */
export async function nameKey(vault: UnlockedVault, id: string, name: string): Promise<KeyNames> {
  const session = await sessionOf(vault);
  session.state.keyNames = { ...session.state.keyNames, [id]: cleanLine(name).slice(0, longest) };
  await session.save();
  return session.state.keyNames;
}
