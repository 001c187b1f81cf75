/** What the reviewer looks at and has settled. Everything that changes goes through `step`. */

import { type Correction, placeOf, withOne } from "./corrections";
import type { Learnt } from "./learn";
import type { Mark } from "./mark";
import type { Structure } from "./structure";
import type { Doubt, DoubtKind, Report } from "./data";

export interface Spot {
  page: number;
  table: number;
  row: number;
  column: number;
}

export interface State {
  /** The doubt looked at, by its place in `report.doubts`; -1: none yet. */
  doubt: number;
  spot: Spot | null;
  page: number;
  kind: DoubtKind | "all";
  onlyOpen: boolean;
  search: string;
  /** Doubts settled, in the order in which they were. */
  accepted: readonly string[];
  corrections: readonly Correction[];
  structure: readonly Structure[];
  marks: readonly Mark[];
  learnt: readonly Learnt[];
  /** What was settled and corrected before each change of this visit. */
  history: readonly Pick<State, "accepted" | "corrections" | "structure" | "marks" | "learnt" | "doubt">[];
  /** Counts requests to bring a place into view, so that the same one can be asked for twice. */
  jump: number;
}

export type Step =
  | { do: "look"; doubt: number }
  | { do: "pick"; spot: Spot; jump?: boolean }
  | { do: "turn"; page: number; jump?: boolean }
  | { do: "accept" }
  | { do: "undo" }
  | { do: "correct"; correction: Correction }
  | { do: "uncorrect"; place: string }
  | { do: "rebuild"; structure: readonly Structure[] }
  | { do: "mark"; marks: readonly Mark[] }
  | { do: "learn"; learnt: readonly Learnt[] }
  | { do: "kind"; kind: DoubtKind | "all" }
  | { do: "open"; only: boolean }
  | { do: "search"; text: string }
  | { do: "move"; by: 1 | -1 };

/** The place that a text names: table, row, column and, it may be, page, as a dataset's row and an address after its "#" do. */
export function spotOf(report: Report, place: string): Spot | null {
  const [id, row, column, page] = place.split(":");
  const table = report.tables.findIndex((one) => one.id === id);
  const known = report.tables[table];
  if (!known || row === undefined || column === undefined) return null;
  return { table, row: Number(row), column: Number(column), page: Number(page ?? known.pages[0]) };
}

/** Names a doubt for good: it is known again when the report is converted anew. */
export function nameOf(report: Report, doubt: Doubt): string {
  const table = doubt.table === undefined ? "" : (report.tables[doubt.table]?.id ?? "");
  const first = doubt.cells?.[0] ?? [];
  return [doubt.kind, doubt.page, table, doubt.about, ...first.slice(0, 2), doubt.check?.difference ?? ""].join("|");
}

export function textOf(report: Report, doubt: Doubt): string {
  const table = doubt.table === undefined ? undefined : report.tables[doubt.table];
  const parts = [doubt.about, doubt.kind, doubt.check?.subject, doubt.check?.explanation, table?.caption, table?.id];
  return parts.filter(Boolean).join(" ").toLowerCase();
}

/** The doubts that the filters leave, by their places. */
export function shown(report: Report, state: State): number[] {
  const accepted = new Set(state.accepted);
  const search = state.search.trim().toLowerCase();
  return [...report.doubts.keys()].filter((place) => {
    const doubt = report.doubts[place]!;
    if (state.kind !== "all" && doubt.kind !== state.kind) return false;
    if (state.onlyOpen && accepted.has(nameOf(report, doubt)) && place !== state.doubt) return false;
    return !search || textOf(report, doubt).includes(search);
  });
}

function look(report: Report, state: State, place: number): State {
  const doubt = report.doubts[place];
  if (!doubt) return state;
  const first = doubt.cells?.[0];
  const spot =
    first && doubt.table !== undefined ? { page: first[2], table: doubt.table, row: first[0], column: first[1] } : null;
  return { ...state, doubt: place, spot, page: spot?.page ?? doubt.page, jump: state.jump + 1 };
}

function move(report: Report, state: State, by: 1 | -1): State {
  const places = shown(report, state);
  if (!places.length) return state;
  const at = places.indexOf(state.doubt);
  const next = at < 0 ? (by > 0 ? 0 : places.length - 1) : at + by;
  return look(report, state, places[Math.min(Math.max(next, 0), places.length - 1)]!);
}

function remembered(state: State): State {
  const { accepted, corrections, structure, marks, learnt, doubt } = state;
  return { ...state, history: [...state.history, { accepted, corrections, structure, marks, learnt, doubt }] };
}

function settled(report: Report, state: State, doubt: Doubt): readonly string[] {
  const name = nameOf(report, doubt);
  return state.accepted.includes(name) ? state.accepted : [...state.accepted, name];
}

export function step(report: Report, state: State, action: Step): State {
  switch (action.do) {
    case "look":
      return look(report, state, action.doubt);
    case "pick":
      return { ...state, spot: action.spot, page: action.spot.page, jump: state.jump + (action.jump ? 1 : 0) };
    case "turn": {
      const page = Math.min(Math.max(action.page, 1), report.pages.length);
      const spot = action.jump ? null : state.spot;
      return { ...state, page, spot, jump: state.jump + (action.jump ? 1 : 0) };
    }
    case "move":
      return move(report, state, action.by);
    case "accept": {
      const doubt = report.doubts[state.doubt];
      if (!doubt) return move(report, state, 1);
      return move(report, { ...remembered(state), accepted: settled(report, state, doubt) }, 1);
    }
    case "undo": {
      const before = state.history.at(-1);
      if (before) return look(report, { ...state, ...before, history: state.history.slice(0, -1) }, before.doubt);
      const last = state.accepted.at(-1);
      const place = report.doubts.findIndex((doubt) => nameOf(report, doubt) === last);
      return look(report, { ...state, accepted: state.accepted.slice(0, -1) }, place);
    }
    case "correct": {
      const { spot } = state;
      const doubt = report.doubts[state.doubt];
      const about = doubt?.cells?.some(([row, column]) => row === spot?.row && column === spot.column);
      const accepted = doubt && about && doubt.table === spot?.table ? settled(report, state, doubt) : state.accepted;
      return { ...remembered(state), accepted, corrections: withOne(state.corrections, action.correction) };
    }
    case "uncorrect":
      return { ...remembered(state), corrections: state.corrections.filter((one) => placeOf(one) !== action.place) };
    case "rebuild":
      return { ...remembered(state), structure: action.structure };
    case "mark":
      return { ...remembered(state), marks: action.marks };
    case "learn":
      return { ...remembered(state), learnt: action.learnt };
    case "kind":
      return { ...state, kind: action.kind };
    case "open":
      return { ...state, onlyOpen: action.only };
    case "search":
      return { ...state, search: action.text };
  }
}

/** Values that stay in this browser; a browser that keeps none is no reason to stop. */
export function kept<T>(name: string, instead: T): T {
  try {
    const text = localStorage.getItem(`regnskab.${name}`);
    return text === null ? instead : (JSON.parse(text) as T);
  } catch {
    return instead;
  }
}

export function keep(name: string, value: unknown): void {
  try {
    localStorage.setItem(`regnskab.${name}`, JSON.stringify(value));
  } catch {
    /* nothing is lost but the memory of it */
  }
}
