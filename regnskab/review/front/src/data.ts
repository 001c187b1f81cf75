/** What the site's files hold (written by `page_data.py`), and how they are loaded: scripts that call a function, since a
 * page opened from a disk may not read other files. */

import type { Correction } from "./corrections";
import type { Learnt } from "./learn";
import type { Mark } from "./mark";
import type { Structure } from "./structure";

export type Box = [x0: number, top: number, x1: number, bottom: number];
export type DoubtKind = "failed" | "unsure" | "outside" | "damaged" | "inferred" | "duplicate" | "marker" | "blank";
export type Role = "header" | "label" | "number" | "marker" | "text" | "blank";

export interface Check {
  subject: string;
  measure: string | null;
  expected: string;
  actual: string;
  difference: string;
  tolerance: string;
  explanation: string | null;
  suggested: string | null;
  /** Whether the doubt's first cell is the one suspected. */
  suspect: boolean;
  stated?: string;
  sentence?: string;
  textPage?: number;
  textBox?: Box;
}

export interface Doubt {
  kind: DoubtKind;
  page: number;
  about: string;
  table?: number;
  cells?: [row: number, column: number, page: number][];
  box?: Box;
  check?: Check;
}

export interface Table {
  id: string;
  caption: string | null;
  section: string | null;
  kind: string;
  unit: string | null;
  confidence: number;
  flags: string[];
  /** The head over each column, as a profile writes it. */
  heads: string[];
  notes: string[];
  held: number;
  failed: number;
  pages: number[];
}

/** What words may mean, those learnt so far, and how their profile file begins. `refused`: why none can be saved. */
export interface Vocabulary {
  extends: string;
  name: string;
  measures: string[];
  /** The measures that tables of the committees have. */
  shared: string[];
  /** The codes of lines, by kind of statement. */
  lines: Record<string, string[]>;
  words: Learnt[];
  refused: string;
}

export interface Report {
  id: string;
  municipality: string | null;
  year: number | null;
  file: string;
  sha256: string;
  pictures: boolean;
  corrections: Correction[];
  /** What was said of how tables are built; the first `applied` of it are in what was read. */
  structure: Structure[];
  applied: number;
  /** Who has reviewed it so far, and what they saw. */
  accepted: Mark[];
  /** Whether it was read with just these corrections, and the hash of what was read. */
  current: boolean;
  read: string;
  /** The kinds of table and of statement there are. */
  kinds: string[];
  vocabulary: Vocabulary | null;
  /** Each page's width and height in points. */
  pages: [number, number][];
  held: number;
  failed: number;
  tables: Table[];
  doubts: Doubt[];
}

export interface Figure {
  under: string[];
  beside: string[];
  quantity: string;
  unit: string | null;
  amount: string | null;
  flags: string[];
}

export interface Use {
  dataset: string;
  line: string | null;
  measure: string | null;
  amount: string | null;
}

export interface Cell {
  /** Table, row and column. */
  t: number;
  r: number;
  c: number;
  rows?: number;
  columns?: number;
  box: Box;
  text: string;
  /** A label as a profile writes it, where that is not its text in lower case. */
  word?: string;
  role: Role;
  number?: string;
  duplicate?: boolean;
  bold?: boolean;
  flags?: string[];
  figure?: Figure;
  uses?: Use[];
}

/** A piece of a table: its box, its first row in the table, how many rows head it, the borders between its columns and
 * rows in points (none, where the text of its page runs sideways), whether it goes on with the piece before. */
export interface Piece {
  t: number;
  box: Box;
  first: number;
  head: number;
  goesOn: boolean;
  columns: number[];
  rows: number[];
}

export interface PageData {
  cells: Cell[];
  pieces: Piece[];
  outside: [x0: number, top: number, x1: number, bottom: number, text: string][];
}

/** A cell with text: its page, table, row, column and text. */
export type FoundCell = [page: number, table: number, row: number, column: number, text: string];

declare global {
  interface Window {
    regnskabReport?: (report: Report) => void;
    regnskabCells?: (cells: FoundCell[]) => void;
    regnskabPage?: (number: number, page: PageData) => void;
  }
}

const EMPTY: PageData = { cells: [], pieces: [], outside: [] };
const loaded = new Map<number, PageData>();
const waiting = new Map<number, Promise<PageData>>();

window.regnskabPage = (number, page) => void loaded.set(number, page);

export function fileOf(number: number, ending: string): string {
  return `pages/${String(number).padStart(4, "0")}.${ending}`;
}

/** Run a script of the site; it has nothing to say, where its file is gone. */
function run(address: string): Promise<void> {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    const done = () => {
      script.remove();
      resolve();
    };
    script.onload = done;
    script.onerror = done;
    script.src = address;
    document.head.append(script);
  });
}

/** What stands on a page; nothing, where its file is gone. */
export function loadPage(number: number): Promise<PageData> {
  let promise = waiting.get(number);
  if (!promise) {
    promise = run(fileOf(number, "js")).then(() => loaded.get(number) ?? EMPTY);
    waiting.set(number, promise);
  }
  return promise;
}

let cells: FoundCell[] = [];
let searched: Promise<FoundCell[]> | undefined;
window.regnskabCells = (all) => void (cells = all);

/** All cells with text, in the order of the report; loaded once. */
export function loadCells(): Promise<FoundCell[]> {
  searched ??= run("cells.js").then(() => cells);
  return searched;
}
