// The chat's own words, in the language that the page came in.
import { facts, type TextName } from './contract';

/** The text of a name with its {fields} filled in. */
export function t(name: TextName, fields: Record<string, string | number> = {}): string {
  return facts.texts[name].replace(/\{(\w+)\}/g, (whole, field: string) =>
    field in fields ? String(fields[field]) : whole,
  );
}

/** A number to dial as a link: digits and a leading plus only. */
export function tel(number: string): string {
  return `tel:${number.replace(/[^\d+]/g, '')}`;
}

export function formatTime(iso: string): string {
  return new Intl.DateTimeFormat(facts.language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(iso));
}

export function formatDate(iso: string): string {
  return new Intl.DateTimeFormat(facts.language, { dateStyle: 'long' }).format(new Date(iso));
}
