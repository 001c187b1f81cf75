/** The dialog in which a cell is corrected. */

import { useEffect, useRef, useState } from "preact/hooks";
import { type CorrectedRole, type Correction, placeOf, suggestion } from "./corrections";
import type { Cell, Check, Report } from "./data";
import { keep, kept, type Spot, type Step } from "./state";
import type { Words } from "./words";

interface Props {
  report: Report;
  spot: Spot;
  cell: Cell;
  check: Check | undefined;
  corrections: readonly Correction[];
  words: Words;
  act: (step: Step) => void;
  close: () => void;
}

export function Correct({ report, spot, cell, check, corrections, words, act, close }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const place = { table: report.tables[spot.table]!.id, row: spot.row, column: spot.column };
  const old = corrections.find((one) => placeOf(one) === placeOf(place));
  const [value, setValue] = useState(old?.value ?? (suggestion(cell, check) || cell.text));
  const [role, setRole] = useState<CorrectedRole | "">(old?.role ?? "");
  const [why, setWhy] = useState(old?.why ?? check?.explanation ?? "");
  const [who, setWho] = useState(() => old?.who ?? kept("who", ""));
  const save = (event: Event) => {
    event.preventDefault();
    keep("who", who);
    const when = new Date().toISOString().replace(/\.\d+/, "");
    const one: Correction = { ...place, page: spot.page, box: cell.box, expect: cell.text, value, why, who, when };
    act({ do: "correct", correction: role ? { ...one, role } : one });
    close();
  };
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="correct-head">
      <form class="correct" method="dialog" onSubmit={save}>
        <h2 id="correct-head">{words.correctCell}</h2>
        <p>
          {words.printed} <b>“{cell.text}”</b> · {words.page} {spot.page}, {words.row} {spot.row}, {words.column} {spot.column}
        </p>
        <label>
          {words.shouldRead}
          <input name="value" value={value} onInput={(event) => setValue(event.currentTarget.value)} />
        </label>
        <label>
          {words.role}
          <select name="role" value={role} onChange={(event) => setRole(event.currentTarget.value as CorrectedRole | "")}>
            <option value="">
              {words.asRead} ({cell.role})
            </option>
            <option value="number">number</option>
            <option value="label">label</option>
            <option value="text">text</option>
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
        <div class="buttons">
          <button type="submit">{words.save}</button>
          <button type="button" onClick={close}>
            {words.close}
          </button>
          {old && (
            <button
              type="button"
              onClick={() => {
                act({ do: "uncorrect", place: placeOf(place) });
                close();
              }}
            >
              {words.deleteIt}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}
