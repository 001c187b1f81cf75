/** How a table's piece is built, as the reviewer wants it, and the entries of the file that say so. */

import type { Box, Piece } from "./data";

export type Change = "column" | "row" | "head" | "kind" | "joined" | "parted";
export type Axis = "column" | "row";
type Said = number | string | boolean;

export interface Structure {
  table: string;
  page: number;
  box: Box;
  change: Change;
  expect?: Said;
  value?: Said;
  why: string;
  who: string;
  when: string;
}

/** A border: where it was read and where it is to be, in points; null is nowhere. */
export interface Border {
  from: number | null;
  at: number | null;
}

/** A piece as the reviewer wants it. `parts` are the borders between rows at which a table of its own begins. */
export interface Draft {
  column: Border[];
  row: Border[];
  head: number;
  kind: string;
  joined: boolean;
  parts: { at: number; text: string }[];
}

/** What of a report's structure is not yet in what was read: all that follows the entries that it was read with. */
export function pending(all: readonly Structure[], applied: number, page: number, box: Box): Structure[] {
  return all.slice(applied).filter((one) => isOf(one, page, box));
}

export function isOf(one: Structure, page: number, box: Box): boolean {
  return one.page === page && one.box.every((edge, k) => Math.abs(edge - box[k]!) <= 2);
}

export function draftOf(piece: Piece, kind: string, waiting: readonly Structure[]): Draft {
  const draft: Draft = {
    column: piece.columns.map((at) => ({ from: at, at })),
    row: piece.rows.map((at) => ({ from: at, at })),
    head: piece.head,
    kind,
    joined: piece.goesOn,
    parts: [],
  };
  for (const one of waiting) {
    if (one.change === "column" || one.change === "row") {
      const value = typeof one.value === "number" ? one.value : null;
      const known = draft[one.change].find((border) => border.from !== null && border.from === one.expect);
      if (known) known.at = value;
      else if (one.expect === undefined) draft[one.change].push({ from: null, at: value });
    } else if (one.change === "head") draft.head = Number(one.value);
    else if (one.change === "kind") draft.kind = String(one.value);
    else if (one.change === "joined") draft.joined = one.value === true;
    else draft.parts.push({ at: Number(one.value), text: String(one.expect) });
  }
  return draft;
}

type What = Pick<Structure, "change" | "expect" | "value">;

/** A draft's borders that are not where they were read, in an order in which each finds room between its neighbours. */
function changes(borders: readonly Border[], change: Axis): What[] {
  const gone = borders.filter(({ from, at }) => from !== null && at === null);
  const moved = borders.filter(({ from, at }) => from !== null && at !== null && from !== at);
  const right = moved.filter(({ from, at }) => at! > from!).sort((a, b) => b.from! - a.from!);
  const left = moved.filter(({ from, at }) => at! < from!).sort((a, b) => a.from! - b.from!);
  const made = borders.filter(({ from, at }) => from === null && at !== null);
  return [...gone, ...right, ...left, ...made].map(({ from, at }) => ({
    change,
    ...(from === null ? {} : { expect: from }),
    ...(at === null ? {} : { value: at }),
  }));
}

/** What a draft changes. */
export function said(draft: Draft, piece: Piece, kind: string): What[] {
  const all: What[] = [...changes(draft.column, "column"), ...changes(draft.row, "row")];
  if (draft.head !== piece.head) all.push({ change: "head", expect: piece.head, value: draft.head });
  if (draft.kind !== kind) all.push({ change: "kind", expect: kind, value: draft.kind });
  if (draft.joined !== piece.goesOn) all.push({ change: "joined", expect: piece.goesOn, value: draft.joined });
  for (const part of [...draft.parts].sort((a, b) => b.at - a.at)) all.push({ change: "parted", expect: part.text, value: part.at });
  return all;
}

/** All entries with those of one piece that are not yet read in replaced by what its draft says. */
export function replaced(all: readonly Structure[], applied: number, page: number, box: Box, entries: readonly Structure[]): Structure[] {
  return [...all.slice(0, applied), ...all.slice(applied).filter((one) => !isOf(one, page, box)), ...entries];
}

export function moved(borders: readonly Border[], k: number, at: number | null): Border[] {
  const other = borders.map((border, place) => (place === k ? { ...border, at } : border));
  return other.filter(({ from, at }) => from !== null || at !== null);
}

/** Room for a border: between its neighbours, inside the piece. */
export function room(borders: readonly Border[], k: number, low: number, high: number): [number, number] {
  const at = borders[k]!.at!;
  const others = borders.filter((border, place) => place !== k && border.at !== null).map((border) => border.at!);
  return [Math.max(low, ...others.filter((one) => one < at)) + 1, Math.min(high, ...others.filter((one) => one > at)) - 1];
}
