/** The panel in which it is said how a table is built: its borders, head, kind, and where it begins. */

import { useEffect, useState } from "preact/hooks";
import type { Cell, Piece, Report } from "./data";
import { keep, kept, type Spot, type Step } from "./state";
import { type Draft, draftOf, pending, replaced, said, type Structure } from "./structure";
import type { Words } from "./words";

/** The piece that is being built anew, and how. */
export interface Building {
  page: number;
  piece: Piece;
  draft: Draft;
}

interface Props {
  report: Report;
  structure: readonly Structure[];
  building: Building;
  spot: Spot | null;
  cells: Cell[];
  words: Words;
  change: (draft: Draft) => void;
  act: (step: Step) => void;
  close: () => void;
}

export function begin(report: Report, structure: readonly Structure[], page: number, piece: Piece): Building {
  const waiting = pending(structure, report.applied, page, piece.box);
  return { page, piece, draft: draftOf(piece, report.tables[piece.t]!.kind, waiting) };
}

export function Build({ report, structure, building, spot, cells, words, change, act, close }: Props) {
  const { page, piece, draft } = building;
  const table = report.tables[piece.t]!;
  const waiting = pending(structure, report.applied, page, piece.box);
  const [why, setWhy] = useState(waiting[0]?.why ?? "");
  const [who, setWho] = useState(() => waiting[0]?.who ?? kept("who", ""));
  useEffect(() => document.querySelector<HTMLElement>(".border")?.focus({ preventScroll: true }), []);
  const inside = spot?.table === piece.t && spot.page === page ? spot : null;
  const cell = inside && cells.find((one) => one.t === piece.t && one.r === inside.row && one.c === inside.column);
  const above = inside ? piece.rows[inside.row - piece.first - 1] : undefined;
  const text = inside ? cells.filter((one) => one.t === piece.t && one.r === inside.row && one.text).map((one) => one.text).join(" ") : "";
  const parted = above !== undefined && draft.parts.some((part) => part.at === above);
  const add = (axis: "column" | "row") => {
    if (!cell) return;
    const [low, high] = axis === "column" ? [cell.box[0], cell.box[2]] : [cell.box[1], cell.box[3]];
    change({ ...draft, [axis]: [...draft[axis], { from: null, at: Math.round((low + high) * 5) / 10 }] });
  };
  const save = (event: Event) => {
    event.preventDefault();
    keep("who", who);
    const when = new Date().toISOString().replace(/\.\d+/, "");
    const place = { table: table.id, page, box: piece.box };
    const entries = said(draft, piece, table.kind).map((what): Structure => ({ ...place, ...what, why, who, when }));
    act({ do: "rebuild", structure: replaced(structure, report.applied, page, piece.box, entries) });
    close();
  };
  return (
    <form class="facts-of-cell build" aria-label={words.structure} onSubmit={save}>
      <h2>
        {words.structure}: {words.page} {page}
      </h2>
      <p class="quiet">{words.buildHelp}</p>
      <div class="buttons">
        <button type="button" disabled={!cell} onClick={() => add("column")}>
          {words.addColumn}
        </button>
        <button type="button" disabled={!cell} onClick={() => add("row")}>
          {words.addRow}
        </button>
        <label>
          <input
            type="checkbox"
            name="parted"
            disabled={above === undefined}
            checked={parted}
            onChange={() =>
              change({ ...draft, parts: parted ? draft.parts.filter((part) => part.at !== above) : [...draft.parts, { at: above!, text }] })
            }
          />{" "}
          {words.parted} {inside ? `(${words.row} ${inside.row})` : ""}
        </label>
        <label>
          <input type="checkbox" name="joined" checked={draft.joined} onChange={() => change({ ...draft, joined: !draft.joined })} /> {words.joined}
        </label>
      </div>
      <div class="fields">
        <label>
          {words.headRows}
          <input
            type="number"
            name="head"
            min="0"
            max={piece.rows.length}
            value={draft.head}
            onInput={(event) => change({ ...draft, head: Number(event.currentTarget.value) || 0 })}
          />
        </label>
        <label>
          {words.kindOfTable}
          <select name="kind" value={draft.kind} onChange={(event) => change({ ...draft, kind: event.currentTarget.value })}>
            {report.kinds.map((kind) => (
              <option value={kind}>{kind}</option>
            ))}
          </select>
        </label>
        <label>
          {words.why}
          <input name="why" required value={why} onInput={(event) => setWhy(event.currentTarget.value)} />
        </label>
        <label>
          {words.who}
          <input name="who" required autoComplete="name" value={who} onInput={(event) => setWho(event.currentTarget.value)} />
        </label>
      </div>
      <div class="buttons">
        <button type="submit">{words.save}</button>
        <button type="button" onClick={close}>
          {words.close}
        </button>
        {waiting.length > 0 && (
          <button
            type="button"
            onClick={() => {
              act({ do: "rebuild", structure: replaced(structure, report.applied, page, piece.box, []) });
              close();
            }}
          >
            {words.deleteIt}
          </button>
        )}
      </div>
    </form>
  );
}
