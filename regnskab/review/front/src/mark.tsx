/** The dialog in which a report is marked as reviewed, as it was read from these bytes. */

import { useEffect, useRef, useState } from "preact/hooks";
import type { Report } from "./data";
import { keep, kept, type State, type Step } from "./state";
import type { Words } from "./words";

/** Who found the report good, when, and what they saw: the PDF's hash and that of what was read of it. */
export interface Mark {
  sha256: string;
  read: string;
  who: string;
  when: string;
}

/** The last mark that holds for what is shown; nothing, where nobody has reviewed it. */
export function markOf(report: Report, marks: readonly Mark[]): Mark | undefined {
  return marks.findLast((mark) => mark.sha256 === report.sha256 && mark.read === report.read);
}

/** Whether something was corrected that is not in what was read. */
export function waits(report: Report, state: State): boolean {
  const same = JSON.stringify([state.corrections, state.structure]) === JSON.stringify([report.corrections, report.structure]);
  return !report.current || !same;
}

interface Props {
  report: Report;
  state: State;
  words: Words;
  act: (step: Step) => void;
  close: () => void;
}

export function MarkReviewed({ report, state, words, act, close }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const [who, setWho] = useState(() => kept("who", ""));
  const waiting = waits(report, state);
  const open = report.doubts.length - state.accepted.length;
  const mark = markOf(report, state.marks);
  const save = (event: Event) => {
    event.preventDefault();
    keep("who", who);
    const when = new Date().toISOString().replace(/\.\d+/, "");
    act({ do: "mark", marks: [...state.marks, { sha256: report.sha256, read: report.read, who, when }] });
    close();
  };
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="mark-head">
      <form class="correct" method="dialog" onSubmit={save}>
        <h2 id="mark-head">{words.markReviewed}</h2>
        <p>{waiting ? words.markWaits : words.markHelp}</p>
        {open > 0 && (
          <p>
            {words.stillOpen}: <b>{open}</b>
          </p>
        )}
        <p class="quiet place">
          {report.file} · SHA-256 {report.sha256}
        </p>
        <label>
          {words.who}
          <input name="who" required autoComplete="name" value={who} onInput={(event) => setWho(event.currentTarget.value)} />
        </label>
        <div class="buttons">
          <button type="submit" disabled={waiting}>
            {words.markIt}
          </button>
          <button type="button" onClick={close}>
            {words.close}
          </button>
          {mark && (
            <button
              type="button"
              onClick={() => {
                act({ do: "mark", marks: state.marks.filter((one) => one !== mark) });
                close();
              }}
            >
              {words.unmark}
            </button>
          )}
        </div>
      </form>
    </dialog>
  );
}
