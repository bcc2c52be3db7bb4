// What a screen reader is told, once for each event and in plain words: two live regions
// that stand in the page from its start, since a region that comes with its text is not
// read everywhere.

function region(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`No #${id} in the page.`);
  return element;
}

/** Say it when the reader has finished; urgent words interrupt it. */
export function announce(text: string, isUrgent = false): void {
  const element = region(isUrgent ? 'announce-now' : 'announce');
  // The same words twice are two events: an empty region in between makes them so.
  element.textContent = '';
  setTimeout(() => {
    element.textContent = text;
  }, 100);
}
