/** What the reviewer corrects, and the file that `regnskab convert` reads it from (`report/corrections.py`). */

import type { Box, Cell, Check } from "./data";
import type { Mark } from "./mark";
import type { Structure } from "./structure";
import { danish } from "./words";

export type CorrectedRole = "label" | "number" | "text";

export interface Correction {
  table: string;
  row: number;
  column: number;
  page: number;
  box?: Box;
  expect: string;
  value: string;
  role?: CorrectedRole;
  why: string;
  who: string;
  when: string;
}

export function placeOf(one: Pick<Correction, "table" | "row" | "column">): string {
  return `${one.table}:${one.row}:${one.column}`;
}

/** The corrections with one more, in the place of an earlier one of the same cell; by page and place. */
export function withOne(all: readonly Correction[], one: Correction): Correction[] {
  const others = all.filter((other) => placeOf(other) !== placeOf(one));
  return [...others, one].sort((a, b) => a.page - b.page || a.row - b.row || a.column - b.column);
}

/** The amount that a check suggests, as the cell would print it; "" where its unit is not known for sure. */
export function suggestion(cell: Cell, check: Check | undefined): string {
  const [amount, number] = [Number(cell.figure?.amount), Number(cell.number)];
  const suggested = Number(check?.suggested);
  const factor = amount / number;
  const value = suggested / factor;
  return check?.suggested && Number.isSafeInteger(factor) && factor > 0 && Number.isSafeInteger(value) ? danish(String(value)) : "";
}

/** A TOML string; JSON escapes the same, but for the delete sign. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll("\x7f", "\\u007f");
}

function written(said: Structure["value"], change: Structure["change"]): string {
  if (typeof said === "number" && change !== "head") return said.toFixed(1);
  return typeof said === "string" ? quoted(said) : String(said);
}

export function toToml(all: readonly Correction[], structure: readonly Structure[], marks: readonly Mark[]): string {
  const built = structure.map((one) => {
    const lines = [
      `table = ${quoted(one.table)}`,
      `page = ${one.page}`,
      `box = [${one.box.map((edge) => edge.toFixed(1)).join(", ")}]`,
      `change = ${quoted(one.change)}`,
      one.expect !== undefined && `expect = ${written(one.expect, one.change)}`,
      one.value !== undefined && `value = ${written(one.value, one.change)}`,
      `why = ${quoted(one.why)}`,
      `who = ${quoted(one.who)}`,
      `when = ${one.when}`,
    ];
    return `[[structure]]\n${lines.filter(Boolean).join("\n")}\n`;
  });
  const entries = all.map((one) => {
    const lines = [
      `table = ${quoted(one.table)}`,
      `row = ${one.row}`,
      `column = ${one.column}`,
      `page = ${one.page}`,
      one.box && `box = [${one.box.map((edge) => edge.toFixed(1)).join(", ")}]`,
      `expect = ${quoted(one.expect)}`,
      `value = ${quoted(one.value)}`,
      one.role && `role = ${quoted(one.role)}`,
      `why = ${quoted(one.why)}`,
      `who = ${quoted(one.who)}`,
      `when = ${one.when}`,
    ];
    return `[[corrections]]\n${lines.filter(Boolean).join("\n")}\n`;
  });
  const seen = marks.map((one) => {
    const lines = [`sha256 = ${quoted(one.sha256)}`, `read = ${quoted(one.read)}`, `who = ${quoted(one.who)}`, `when = ${one.when}`];
    return `[[accepted]]\n${lines.join("\n")}\n`;
  });
  return [...built, ...entries, ...seen].join("\n");
}

/** Whether `regnskab review --serve` is at the other end, which takes what is saved. */
export const SERVED = location.protocol === "http:";

/** Give a file to the server. Resolves to what it has against them; "" where it took them. */
export async function send(what: "corrections" | "profile", text: string): Promise<string> {
  try {
    const answer = await fetch(what, { method: "PUT", body: text });
    return answer.ok ? "" : await answer.text();
  } catch (error) {
    return String(error);
  }
}

export function download(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/toml" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
