// What the server sends: the shapes of bot/channels/widget.py, and the facts that its
// page holds before any script runs.
import type english from '../texts/en.json';

export type TextName = keyof typeof english;
export type Texts = Record<TextName, string>;
export type Tier = 'emergency' | 'crisis' | 'urgent';
export type Vote = 'up' | 'down' | null;

export interface Citation {
  n: number;
  title: string;
  section: string | null;
  quote: string;
  paragraph: string | null;
  url: string | null;
  reviewed_on: string | null;
  also_in: string[];
}

export interface Opening {
  open: boolean;
  until: string | null;
  next: { day: TextName; at: string; in_days: number } | null;
  today: TextName;
}

export interface Reply {
  text: string;
  blocks: { text: string; n: number | null }[];
  route: string;
  tier: Tier | null;
  receipt: string;
  citations: Citation[];
  buttons: { title: string; payload: string }[];
  at: string;
  opening: Opening;
}

export interface StoredTurn {
  message_id: string;
  text: string;
  at: string;
  reply: Reply | null;
  vote: Vote;
  comment: string | null;
}

export interface Line {
  name: string;
  number: string;
}

export interface Clinic {
  name: string;
  phone: string;
  email: string;
  booking_url: string | null;
  address: string | null;
  emergency_number: string;
  crisis_line: Line;
  out_of_hours_line: Line;
  suggestions: string[];
  week: { day: TextName; opens: string | null; closes: string | null }[];
  opening: Opening;
}

export interface Facts {
  language: string;
  /** Of what the assistant says and quotes, whatever the chat's own is. */
  answer_language: string;
  texts: Texts;
  clinic: Clinic;
  origins: string[];
  max_message_chars: number;
  retention_days: number;
}

function readFacts(): Facts {
  const element = document.getElementById('facts');
  if (!element?.textContent) throw new Error('The page holds no facts; /chat has to be served by Bedside.');
  return JSON.parse(element.textContent) as Facts;
}

export const facts: Facts = readFacts();
