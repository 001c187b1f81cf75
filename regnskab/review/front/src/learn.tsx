/** The dialog in which a head, a label or a caption is given its meaning, and the profile file that says so. */

import { useEffect, useRef, useState } from "preact/hooks";
import { download, quoted, send, SERVED } from "./corrections";
import type { Cell, Report, Vocabulary } from "./data";
import type { Spot, State, Step } from "./state";
import type { Words } from "./words";

export interface Learnt {
  what: "measure" | "line" | "caption";
  /** The kind of table in which it is so; "" for a head in tables of any kind. */
  kind: string;
  /** The measure, the line's code or the kind that it stands for. */
  key: string;
  word: string;
}

const NAME = /^[a-z][a-z0-9_]*$/;

/** A caption as a pattern: its words, whatever its numbers are. */
export function patternOf(caption: string): string {
  const words = caption.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").trim().split(/\s+/);
  return words.join("\\s+").replace(/\d+/g, "\\d+");
}

function lists(words: readonly Learnt[]): string {
  const keys = [...new Set(words.map((one) => one.key))];
  return keys.map((key) => `${key} = [${words.filter((one) => one.key === key).map((one) => quoted(one.word)).join(", ")}]`).join("\n");
}

/** A profile file of nothing but these words (`review/learnt.py`). */
export function profileOf({ extends: base, name, shared }: Vocabulary, all: readonly Learnt[]): string {
  const parts = [`extends = ${quoted(base)}\nname = ${quoted(name)}`];
  const heads = all.filter((one) => one.what === "measure" && !one.kind);
  for (const [table, own] of [
    ["columns", heads.filter((one) => shared.includes(one.key))],
    ["statements", heads.filter((one) => !shared.includes(one.key))],
  ] as const)
    if (own.length) parts.push(`[${table}.measures]\n${lists(own)}`);
  for (const kind of new Set(all.map((one) => one.kind).filter(Boolean))) {
    const own = all.filter((one) => one.kind === kind);
    const of = (what: Learnt["what"]) => own.filter((one) => one.what === what);
    const captions = of("caption").map((one) => quoted(one.word));
    parts.push(`[[kinds]]\nkind = ${quoted(kind)}${captions.length ? `\ncaption = [${captions.join(", ")}]` : ""}`);
    if (of("line").length) parts.push(`[kinds.lines]\n${lists(of("line"))}`);
    if (of("measure").length) parts.push(`[kinds.measures]\n${lists(of("measure"))}`);
  }
  return `${parts.join("\n\n")}\n`;
}

interface Props {
  report: Report;
  state: State;
  spot: Spot;
  cell: Cell;
  words: Words;
  act: (step: Step) => void;
  close: () => void;
}

export function Learn({ report, state, spot, cell, words, act, close }: Props) {
  const vocabulary = report.vocabulary!;
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const table = report.tables[spot.table]!;
  const statement = table.kind in vocabulary.lines;
  const said: Record<Learnt["what"], string> = {
    measure: table.heads[spot.column] ?? "",
    line: cell.role === "label" ? (cell.word ?? cell.text.toLowerCase()) : "",
    caption: table.caption ?? "",
  };
  const possible = (["measure", "line", "caption"] as const).filter((one) => said[one]);
  const [what, setWhat] = useState<Learnt["what"]>(said.line && cell.role === "label" ? "line" : (possible[0] ?? "measure"));
  const [kind, setKind] = useState(statement ? table.kind : "");
  const [key, setKey] = useState("");
  const [told, setTold] = useState("");
  const [edited, setWord] = useState<string | null>(null);
  const word = edited ?? (what === "caption" ? patternOf(said.caption) : said[what]);
  const codes = what === "measure" ? vocabulary.measures : what === "line" ? (vocabulary.lines[kind] ?? []) : report.kinds.filter((one) => one !== "other");
  const learn = (event: Event) => {
    event.preventDefault();
    const one: Learnt = { what, kind: what === "caption" ? key : kind, key, word };
    const others = state.learnt.filter((other) => JSON.stringify(other) !== JSON.stringify(one));
    act({ do: "learn", learnt: [...others, one] });
    setTold("");
    setKey("");
  };
  const save = async () => {
    const text = profileOf(vocabulary, state.learnt);
    if (!SERVED) return download(`${report.id}.toml`, text);
    const problem = await send("profile", text);
    setTold(problem ? `${words.notSaved}: ${problem}` : words.learntSaved);
  };
  return (
    <dialog ref={dialog} onClose={close} aria-labelledby="learn-head">
      <form class="correct learn" method="dialog" onSubmit={learn}>
        <h2 id="learn-head">{words.learnHead}</h2>
        {vocabulary.refused && <p>{vocabulary.refused}</p>}
        <label>
          {words.learnWhat}
          <select
            name="what"
            value={what}
            onChange={(event) => {
              setWhat(event.currentTarget.value as Learnt["what"]);
              setKey("");
              setWord(null);
            }}
          >
            {possible.map((one) => (
              <option value={one}>
                {words.learnt[one]}: {said[one]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {what === "caption" ? words.learnPattern : words.learnWord}
          <input name="word" required value={word} onInput={(event) => setWord(event.currentTarget.value)} />
        </label>
        {what !== "caption" && (
          <label>
            {words.learnKind}
            <select name="kind" required={what === "line"} value={kind} onChange={(event) => setKind(event.currentTarget.value)}>
              <option value="">{what === "line" ? "" : words.learnAny}</option>
              {Object.keys(vocabulary.lines).map((one) => (
                <option value={one}>{one}</option>
              ))}
            </select>
          </label>
        )}
        <label>
          {words.learnMeans}
          <input name="key" required list="learn-keys" pattern={NAME.source} autoComplete="off" value={key} onInput={(event) => setKey(event.currentTarget.value)} />
          <datalist id="learn-keys">
            {codes.map((one) => (
              <option value={one} />
            ))}
          </datalist>
        </label>
        {state.learnt.length > 0 && (
          <ul class="learnt">
            {state.learnt.map((one) => (
              <li>
                <q>{one.word}</q> → {one.kind && one.kind !== one.key ? `${one.kind}.` : ""}
                {one.key}{" "}
                <button type="button" aria-label={`${words.deleteWord}: ${one.word}`} onClick={() => act({ do: "learn", learnt: state.learnt.filter((other) => other !== one) })}>
                  ×
                </button>
              </li>
            ))}
          </ul>
        )}
        <p role="status" class="said">
          {told}
        </p>
        <div class="buttons">
          <button type="submit">{words.learnIt}</button>
          <button type="button" name="profile" disabled={!state.learnt.length || !!vocabulary.refused} onClick={() => void save()}>
            {SERVED ? words.saveProfile : words.downloadProfile}
          </button>
          <button type="button" onClick={close}>
            {words.close}
          </button>
        </div>
      </form>
    </dialog>
  );
}
