// The conversation: what was said, what is on its way, what failed.
//
// A message has its id from the moment it is written, through every retry and reload, so
// that the server answers it once. It draws nothing.
import { useCallback, useEffect, useRef, useState } from 'react';
import { announce } from './announcer';
import { CallFailed, deleteConversation, loadHistory, sendFeedback, sendMessage } from './api';
import type { Reply, Tier, Vote } from './contract';
import * as storage from './storage';
import { t } from './texts';

const RETRY_AFTER_MS = 1_500;

export interface Turn {
  id: string;
  text: string;
  at: string;
  status: 'sending' | 'answered' | 'failed';
  reply: Reply | null;
  problem: string | null;
  vote: Vote;
}

export interface Conversation {
  turns: Turn[];
  isBusy: boolean;
  /** "loading" until the history is there, "failed" when it could not be read. */
  history: 'loading' | 'ready' | 'failed';
  /** Of the emergency that goes on; it stays until the server's replies say otherwise. */
  alarm: Tier | null;
  send: (text: string, title?: string) => void;
  retry: (id: string) => void;
  reload: () => void;
  rate: (id: string, vote: Vote, comment: string | null) => Promise<boolean>;
  erase: () => Promise<boolean>;
}

/** The emergency that the last reply was about, or null. */
export function alarmOf(turns: Turn[]): Tier | null {
  const last = [...turns].reverse().find((turn) => turn.reply);
  const tier = last?.reply?.tier;
  return tier === 'emergency' || tier === 'crisis' ? tier : null;
}

function newId(): string {
  // Not randomUUID: it is missing on pages that came over plain http.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function plainText(reply: Reply): string {
  return reply.blocks.map((block) => (block.n === null ? block.text : `“${block.text}”`)).join(' ');
}

export function useConversation(onAnswer: (turn: Turn) => void): Conversation {
  const [turns, setTurns] = useState<Turn[]>([]);
  const [history, setHistory] = useState<Conversation['history']>('loading');
  const [limitAlarm, setLimitAlarm] = useState<Tier | null>(null);
  // State comes a render late; a double click does not wait for it.
  const isBusy = useRef(false);
  const [isBusyShown, setBusyShown] = useState(false);
  const answered = useRef(onAnswer);
  answered.current = onAnswer;

  const change = useCallback((id: string, with_: Partial<Turn>) => {
    setTurns((all) => all.map((turn) => (turn.id === id ? { ...turn, ...with_ } : turn)));
  }, []);

  const deliver = useCallback(
    async (turn: Turn) => {
      isBusy.current = true;
      setBusyShown(true);
      change(turn.id, { status: 'sending', problem: null });
      storage.write('pending', JSON.stringify({ id: turn.id, text: turn.text }));
      try {
        const reply = await withOneRetry(turn);
        storage.write('pending', null);
        change(turn.id, { status: 'answered', reply, problem: null });
        setLimitAlarm(null);
        announce(t('reply_arrived', { text: plainText(reply) }), reply.route === 'emergency');
        answered.current({ ...turn, reply });
      } catch (error) {
        const failed = error instanceof CallFailed ? error : new CallFailed('server');
        if (failed.why === 'session') {
          // What went before was deleted or has expired: nothing of it is shown on.
          storage.write('token', null);
          setTurns((all) => all.filter((each) => each.id === turn.id));
        }
        if (failed.tier === 'emergency' || failed.tier === 'crisis') setLimitAlarm(failed.tier);
        const problem = problemOf(failed);
        change(turn.id, { status: 'failed', problem });
        announce(problem, true);
      } finally {
        isBusy.current = false;
        setBusyShown(false);
      }
    },
    [change],
  );

  const send = useCallback(
    (text: string, title = text) => {
      if (isBusy.current || !text.trim()) return;
      const turn: Turn = {
        id: newId(),
        text,
        at: new Date().toISOString(),
        status: 'sending',
        reply: null,
        problem: null,
        vote: null,
      };
      setTurns((all) => [...all, { ...turn, text: title }]);
      void deliver(turn);
    },
    [deliver],
  );

  const retry = useCallback(
    (id: string) => {
      const turn = turns.find((each) => each.id === id);
      if (!turn || isBusy.current) return;
      const pending = pendingMessage();
      // A button's words are not what it sends.
      void deliver(pending?.id === id ? { ...turn, text: pending.text } : turn);
    },
    [turns, deliver],
  );

  const reload = useCallback(async () => {
    setHistory('loading');
    try {
      const stored = await loadHistory();
      const shown: Turn[] = stored.map((turn) => ({
        id: turn.message_id,
        text: turn.text,
        at: turn.at,
        status: turn.reply ? 'answered' : 'failed',
        reply: turn.reply,
        problem: turn.reply ? null : t('not_sent'),
        vote: turn.vote,
      }));
      const pending = pendingMessage();
      const isAnswered = shown.some((turn) => turn.id === pending?.id && turn.reply);
      if (isAnswered) storage.write('pending', null);
      else if (pending && !shown.some((turn) => turn.id === pending.id))
        shown.push({
          id: pending.id,
          text: pending.text,
          at: new Date().toISOString(),
          status: 'failed',
          reply: null,
          problem: t('not_sent'),
          vote: null,
        });
      setTurns(shown);
      setHistory('ready');
    } catch (error) {
      if (error instanceof CallFailed && error.why === 'session') {
        storage.write('token', null);
        setTurns([]);
        setHistory('ready');
      } else setHistory('failed');
    }
  }, []);

  useEffect(() => void reload(), [reload]);

  const rate = useCallback(
    async (id: string, vote: Vote, comment: string | null) => {
      try {
        await sendFeedback(id, vote, comment);
      } catch {
        announce(t('feedback_failed'));
        return false;
      }
      change(id, { vote });
      announce(t(comment ? 'comment_thanks' : vote ? 'feedback_thanks' : 'feedback_taken_back'));
      return true;
    },
    [change],
  );

  const erase = useCallback(async () => {
    try {
      await deleteConversation();
    } catch {
      return false;
    }
    storage.forgetAll();
    setTurns([]);
    setLimitAlarm(null);
    setHistory('ready');
    return true;
  }, []);

  return {
    turns,
    isBusy: isBusyShown,
    history,
    alarm: limitAlarm ?? alarmOf(turns),
    send,
    retry,
    reload: () => void reload(),
    rate,
    erase,
  };
}

function pendingMessage(): { id: string; text: string } | null {
  try {
    return JSON.parse(storage.read('pending') ?? 'null') as { id: string; text: string } | null;
  } catch {
    return null;
  }
}

/** A connection that broke is tried once more by itself: the id makes it safe. */
async function withOneRetry(turn: Turn): Promise<Reply> {
  try {
    return await sendMessage(turn.id, turn.text);
  } catch (error) {
    if (!(error instanceof CallFailed && error.why === 'network') || !navigator.onLine) throw error;
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
    return sendMessage(turn.id, turn.text);
  }
}

function problemOf(failed: CallFailed): string {
  if (failed.tier) return failed.said;
  if (failed.why === 'busy') return t('not_sent_busy', { seconds: failed.retryAfterS });
  if (failed.why === 'timeout') return t('not_sent_timeout');
  if (failed.why === 'session') return t('ended_elsewhere');
  if (failed.why === 'server') return t('not_sent_server');
  return t('not_sent');
}
