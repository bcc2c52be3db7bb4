// The chat in its frame: open, close and focus between it and the clinic's page.
//
// The page speaks first; only a parent whose origin the server listed is answered, and
// only at that exact origin.
import { facts } from './contract';

type ToPage = 'ready' | 'close';

let parentOrigin: string | null = null;
const waiting: ToPage[] = [];

export const isFramed = window.parent !== window;

export function tellPage(what: ToPage): void {
  if (!isFramed) return;
  if (parentOrigin === null) waiting.push(what);
  else window.parent.postMessage({ bedside: what }, parentOrigin);
}

/** Calls `onOpen` each time the clinic's page opens the chat. */
export function listenToPage(onOpen: () => void): () => void {
  const listen = (event: MessageEvent) => {
    if (event.source !== window.parent || !isAllowed(event.origin)) return;
    const what: unknown = (event.data as { bedside?: unknown } | null)?.bedside;
    if (what !== 'hello' && what !== 'open') return;
    parentOrigin = event.origin;
    for (const held of waiting.splice(0)) tellPage(held);
    if (what === 'open') onOpen();
  };
  window.addEventListener('message', listen);
  return () => window.removeEventListener('message', listen);
}

function isAllowed(origin: string): boolean {
  return origin === window.location.origin || facts.origins.includes(origin);
}
