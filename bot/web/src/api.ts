// The calls of the widget channel. Every failure is a CallFailed that says what to tell
// the patient; nothing here decides what to do about it.
import type { Clinic, Reply, StoredTurn, Tier, Vote } from './contract';
import { root } from './root';
import * as storage from './storage';

export const TIMEOUT_MS = 20_000;

export type Why = 'network' | 'timeout' | 'busy' | 'session' | 'server' | 'refused';

export class CallFailed extends Error {
  constructor(
    readonly why: Why,
    readonly said: string = '',
    readonly retryAfterS: number = 0,
    readonly tier: Tier | null = null,
  ) {
    super(`${why}: ${said}`);
  }
}

async function call(method: string, path: string, body?: unknown, token?: string | null): Promise<Response> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS);
  let response: Response;
  try {
    response = await fetch(new URL(`chat/api/${path}`, root), {
      method,
      body: body === undefined ? null : JSON.stringify(body),
      headers: {
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      credentials: 'omit',
      cache: 'no-store',
      signal: timeout.signal,
    });
    // A body that never ends is a timeout too.
    const content = await response.text();
    if (response.ok) return new Response(response.status === 204 ? null : content, { status: response.status });
    throw failure(response.status, content);
  } catch (error) {
    if (error instanceof CallFailed) throw error;
    throw new CallFailed(timeout.signal.aborted ? 'timeout' : 'network');
  } finally {
    clearTimeout(timer);
  }
}

function failure(status: number, content: string): CallFailed {
  let error: { message?: string; retry_after_s?: number; tier?: Tier } = {};
  try {
    error = (JSON.parse(content) as { error?: typeof error }).error ?? {};
  } catch {
    // A proxy's page, not this server's: the status says enough.
  }
  const said = typeof error.message === 'string' ? error.message : '';
  if (status === 401) return new CallFailed('session', said);
  if (status === 429) return new CallFailed('busy', said, error.retry_after_s ?? 60, error.tier ?? null);
  if (status >= 500) return new CallFailed('server', said);
  return new CallFailed('refused', said);
}

async function parsed<T>(response: Response, isWanted: (value: T) => boolean): Promise<T> {
  let value: T;
  try {
    value = (await response.json()) as T;
  } catch {
    throw new CallFailed('server', 'not JSON');
  }
  // An empty answer is a fault to tell of, not a silence to pass on.
  if (!value || !isWanted(value)) throw new CallFailed('server', 'empty');
  return value;
}

async function token(): Promise<string> {
  const known = storage.read('token');
  if (known) return known;
  const made = await parsed<{ token: string }>(await call('POST', 'session', {}), (value) => Boolean(value.token));
  storage.write('token', made.token);
  return made.token;
}

export async function sendMessage(messageId: string, text: string): Promise<Reply> {
  const response = await call('POST', 'messages', { message_id: messageId, text }, await token());
  return parsed<Reply>(response, (reply) => Boolean(reply.text) && Array.isArray(reply.blocks));
}

/** The conversation so far; none when this tab has no session. */
export async function loadHistory(): Promise<StoredTurn[]> {
  const known = storage.read('token');
  if (!known) return [];
  const response = await call('GET', 'messages', undefined, known);
  return (await parsed<{ turns: StoredTurn[] }>(response, (value) => Array.isArray(value.turns))).turns;
}

export async function sendFeedback(messageId: string, vote: Vote, comment: string | null): Promise<void> {
  await call('POST', 'feedback', { message_id: messageId, vote, comment }, storage.read('token'));
}

export async function exportData(): Promise<string> {
  return (await call('GET', 'export', undefined, storage.read('token'))).text();
}

/** Resolves only after the server has deleted; with no session there is nothing there. */
export async function deleteConversation(): Promise<void> {
  const known = storage.read('token');
  if (!known) return;
  try {
    await call('DELETE', 'conversation', undefined, known);
  } catch (error) {
    // The server does not know the conversation any more: it is deleted.
    if (!(error instanceof CallFailed && error.why === 'session')) throw error;
  }
}

export async function loadClinic(): Promise<Clinic> {
  return parsed<Clinic>(await call('GET', 'clinic'), (clinic) => Boolean(clinic.phone));
}
