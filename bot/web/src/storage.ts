// What survives a reload of this tab: the session's token, the draft and a message that
// is not answered yet. Nothing outlives the tab, and where a browser blocks storage
// (frames of another site, strict privacy settings) it is kept in memory only.

import { root } from './root';

type Key = 'token' | 'draft' | 'pending';

// All clinics of one host share the browser's storage: what was begun with one must not
// be sent to another.
const prefix = `bedside${root.pathname === '/' ? '' : root.pathname}.`;

const memory = new Map<Key, string>();

export function read(key: Key): string | null {
  try {
    return sessionStorage.getItem(prefix + key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

export function write(key: Key, value: string | null): void {
  if (value === null) memory.delete(key);
  else memory.set(key, value);
  try {
    if (value === null) sessionStorage.removeItem(prefix + key);
    else sessionStorage.setItem(prefix + key, value);
  } catch {
    // Blocked or full: the memory above holds it.
  }
}

export function forgetAll(): void {
  for (const key of ['token', 'draft', 'pending'] as const) write(key, null);
}
