// The one script on the clinic's page: a button, and the chat in a frame when pressed.
//
// Its texts and numbers are put in by the server that serves it. It touches nothing of
// the page: all it draws is in a shadow root, styled by constructed sheets, which the
// page's own Content-Security-Policy need not allow.

interface LoaderFacts {
  phone: string;
  emergency: string;
  texts: Record<string, [launcher: string, title: string, failed: string, call: string, close: string]>;
  rtl: string[];
}

const SVG = 'http://www.w3.org/2000/svg';
const READY_WITHIN_MS = 15_000;
const STYLE = `:host{all:initial}\
*{box-sizing:border-box;font:600 16px/1.4 system-ui,sans-serif}\
.b{position:fixed;z-index:2147483000;inset-block-end:20px;inset-inline-end:20px;display:flex;gap:10px;align-items:center;min-height:56px;max-width:calc(100vw - 40px);padding:12px 20px;border:2px solid #fff;border-radius:28px;background:#0b57a4;color:#fff;cursor:pointer;box-shadow:0 4px 16px #0005}\
.b svg{flex:none;width:24px;fill:currentColor}\
:focus-visible{outline:3px solid #fff;box-shadow:0 0 0 6px #0b57a4}\
.p{position:fixed;z-index:2147483001;inset-block-end:20px;inset-inline-end:20px;width:420px;height:min(720px,100vh - 40px);border-radius:16px;overflow:hidden;background:Canvas;color:CanvasText;box-shadow:0 8px 40px #0006}\
iframe{display:block;width:100%;height:100%;border:0}\
.f{position:absolute;inset:0;display:flex;flex-direction:column;gap:16px;padding:24px;background:#fff;color:#1b2430}\
.f a,.f button{align-self:start;padding:12px 16px;border:2px solid #0b57a4;border-radius:8px;background:#fff;color:#0b57a4;cursor:pointer}\
.f .e{border-color:#a3121f;color:#a3121f}\
[hidden]{display:none!important}\
@media(max-width:640px),(max-height:520px){.p{inset:0;width:auto;height:auto;border-radius:0}}\
@media print{:host{display:none}}`;

(() => {
  const script = document.currentScript as HTMLScriptElement | null;
  // Twice on a page, by a tag manager and by hand, is still one chat.
  if (!script || document.querySelector('[data-bedside-chat]')) return;
  const facts = '__FACTS__' as unknown as LoaderFacts;
  const origin = new URL(script.src).origin;
  const wanted = (script.dataset.lang || document.documentElement.lang || 'en').toLowerCase();
  const lang = [wanted, wanted.slice(0, 2)].find((each) => each in facts.texts) ?? 'en';
  const [launcher, title, failed, call, close] = facts.texts[lang]!;

  const host = document.createElement('div');
  host.dataset.bedsideChat = '';
  host.lang = lang;
  host.dir = facts.rtl.includes(lang) ? 'rtl' : 'ltr';
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];

  function add<K extends keyof HTMLElementTagNameMap>(parent: Node, name: K, text = '', kind = '') {
    const element = document.createElement(name);
    element.textContent = text;
    element.className = kind;
    parent.appendChild(element);
    return element;
  }

  const button = add(root, 'button', '', 'b');
  button.type = 'button';
  button.setAttribute('aria-expanded', 'false');
  const bubble = document.createElementNS(SVG, 'svg');
  bubble.setAttribute('viewBox', '0 0 24 24');
  bubble.setAttribute('aria-hidden', 'true');
  bubble.appendChild(document.createElementNS(SVG, 'path')).setAttribute('d', 'M4 3h16q2 0 2 2v10q0 2-2 2H9l-5 4v-4q-2 0-2-2V5q0-2 2-2z');
  button.append(bubble, launcher);

  const panel = add(root, 'div', '', 'p');
  panel.hidden = true;
  let frame: HTMLIFrameElement | undefined;
  let isReady = false;

  const tell = (what: string) => frame?.contentWindow?.postMessage({ bedside: what }, origin);

  function load() {
    if (frame) return;
    frame = add(panel, 'iframe');
    frame.title = title;
    frame.onload = () => tell('hello');
    frame.src = new URL(`chat?lang=${lang}`, script!.src).href;
  }

  function toggle(isOpen: boolean) {
    panel.hidden = !isOpen;
    button.hidden = isOpen;
    button.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) return button.focus();
    load();
    frame!.focus();
    if (isReady) tell('open');
    setTimeout(() => isReady || panel.hidden || panel.querySelector('.f') || fail(), READY_WITHIN_MS);
  }

  // The chat's server is away: the numbers are here already.
  function fail() {
    const box = add(panel, 'div', '', 'f');
    box.setAttribute('role', 'alert');
    add(box, 'span', failed);
    for (const [number, kind] of [[facts.phone, ''], [facts.emergency, 'e']] as const) {
      const link = add(box, 'a', call.replace('{number}', number), kind);
      link.href = `tel:${number.replace(/[^\d+]/g, '')}`;
    }
    const shut = add(box, 'button', close);
    shut.onclick = () => {
      box.remove();
      frame?.remove();
      frame = undefined;
      isReady = false;
      toggle(false);
    };
    shut.focus();
  }

  button.onclick = () => toggle(true);
  // Most of the wait is over when a finger that hovers comes down.
  button.onpointerenter = button.onfocus = load;
  addEventListener('message', (event) => {
    if (event.origin !== origin || event.source !== frame?.contentWindow) return;
    const what = event.data?.bedside;
    if (what === 'ready') {
      isReady = true;
      if (!panel.hidden) tell('open');
      panel.querySelector('.f')?.remove();
    }
    if (what === 'close') toggle(false);
  });
  const show = () => document.body.append(host);
  if (document.body) show();
  else addEventListener('DOMContentLoaded', show);
})();
