/** The list of what is in doubt, with its filters, and what is known of the cell picked. */

import { useEffect, useRef, useState } from "preact/hooks";
import { type Cell, type Doubt, type DoubtKind, loadPage, type Report } from "./data";
import { placeOf } from "./corrections";
import { nameOf, type Spot, type State, type Step } from "./state";
import { danish, type Words } from "./words";

export const KINDS: DoubtKind[] = ["failed", "unsure", "outside", "damaged", "inferred", "duplicate", "marker", "blank"];

interface Props {
  report: Report;
  state: State;
  places: number[];
  words: Words;
  act: (step: Step) => void;
}

export function Filters({ report, state, words, act }: Props) {
  const count = (kind: DoubtKind) => report.doubts.filter((doubt) => doubt.kind === kind).length;
  return (
    <form class="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <input
        id="search"
        type="search"
        value={state.search}
        placeholder={words.search}
        aria-label={words.search}
        onInput={(event) => act({ do: "search", text: event.currentTarget.value })}
      />
      <select
        id="kind"
        aria-label={words.doubts}
        value={state.kind}
        onChange={(event) => act({ do: "kind", kind: event.currentTarget.value as DoubtKind | "all" })}
      >
        <option value="all">
          {words.doubts}: {words.all} ({report.doubts.length})
        </option>
        {KINDS.filter((kind) => count(kind) > 0).map((kind) => (
          <option value={kind}>
            {words.kind[kind]} ({count(kind)})
          </option>
        ))}
      </select>
      <label>
        <input
          type="checkbox"
          checked={state.onlyOpen}
          onChange={(event) => act({ do: "open", only: event.currentTarget.checked })}
        />{" "}
        {words.open}
      </label>
    </form>
  );
}

export function Doubts(props: Props) {
  const { report, state, places, words, act } = props;
  const list = useRef<HTMLOListElement>(null);
  const accepted = new Set(state.accepted);
  useEffect(() => {
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "center" });
  }, [state.doubt]);
  if (!places.length) return <p class="quiet">{words.none}</p>;
  return (
    <ol class="doubts" ref={list}>
      {places.map((place) => {
        const doubt = report.doubts[place]!;
        const settled = accepted.has(nameOf(report, doubt));
        return (
          <li key={place} class={`${doubt.kind}${settled ? " settled" : ""}`}>
            <button type="button" aria-current={place === state.doubt ? "true" : undefined} onClick={() => act({ do: "look", doubt: place })}>
              <span class="kind">
                {settled && <span class="tick">✓ </span>}
                {words.kind[doubt.kind]}
                <span class="where">
                  {words.page} {doubt.page}
                </span>
              </span>
              <About report={report} doubt={doubt} words={words} />
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function About({ report, doubt, words }: { report: Report; doubt: Doubt; words: Words }) {
  const table = doubt.table === undefined ? undefined : report.tables[doubt.table];
  const caption = table && <span class="caption">{table.caption ?? table.id}</span>;
  const check = doubt.check;
  if (!check) {
    const many = doubt.cells && doubt.cells.length > 1 ? ` · ${doubt.cells.length} ${words.count}` : "";
    const about = doubt.kind === "blank" || doubt.kind === "duplicate" ? "" : doubt.about;
    return (
      <>
        <span class="about">{about + (about ? many : many.slice(3))}</span>
        {caption}
      </>
    );
  }
  const text = check.stated !== undefined;
  return (
    <>
      <span class="about">
        {check.subject}
        {check.measure ? `, ${check.measure}` : ""}: {doubt.about}
      </span>
      <span class="sides">
        <span>
          {text ? words.text : words.printed} <b>{danish(check.expected)}</b>
        </span>
        <span>
          {text ? words.tableHas : words.parts} <b>{danish(check.actual)}</b>
        </span>
        <span>
          {danish(check.difference.replace("-", ""))} {words.apart} {danish(check.tolerance)}
        </span>
      </span>
      {check.explanation && <span class="explanation">{check.explanation}</span>}
      {check.suggested && (
        <span class="explanation">
          {words.suggested}: <b>{danish(check.suggested)}</b> kr.
        </span>
      )}
      {check.sentence && <q>{check.sentence}</q>}
      {caption}
    </>
  );
}

/** The cell picked, once its page is there. */
export function useCell(spot: Spot | null): Cell | null {
  const [cell, setCell] = useState<Cell | null>(null);
  useEffect(() => {
    setCell(null);
    if (!spot) return;
    let wanted = true;
    const found = (one: Cell) => one.t === spot.table && one.r === spot.row && one.c === spot.column;
    void loadPage(spot.page).then((page) => wanted && setCell(page.cells.find(found) ?? null));
    return () => {
      wanted = false;
    };
  }, [spot]);
  return cell;
}

/** The cells of a page, once it is there. */
export function useCells(page: number | undefined): Cell[] {
  const [cells, setCells] = useState<Cell[]>([]);
  useEffect(() => {
    let wanted = page !== undefined;
    if (page !== undefined) void loadPage(page).then((data) => wanted && setCells(data.cells));
    return () => {
      wanted = false;
    };
  }, [page]);
  return cells;
}

/** What is known of the cell picked: how it was read, and where its figure went. */
export function CellFacts({ report, state, words, cell, correct, build, learn }: Props & { cell: Cell | null; correct: () => void; build: () => void; learn: () => void }) {
  const { spot } = state;
  if (!spot || !cell)
    return (
      <section class="facts-of-cell" tabIndex={0} aria-label={words.selected}>
        <p class="quiet">{words.pickOne}</p>
      </section>
    );
  const id = report.tables[spot.table]!.id;
  const corrected = state.corrections.find((one) => placeOf(one) === `${id}:${spot.row}:${spot.column}`);
  const flags = [...new Set([...(cell.flags ?? []), ...(cell.figure?.flags ?? [])])];
  const facts: [string, string | null | undefined][] = [
    [words.printed, cell.text && `“${cell.text}”`],
    [words.corrected, corrected && `“${corrected.value}” – ${corrected.why} (${corrected.who})`],
    [words.role, cell.role],
    [words.number, cell.number && danish(cell.number)],
    [words.unit, cell.figure?.unit],
    [words.amount, cell.figure?.amount && `${danish(cell.figure.amount)} kr.`],
    [words.under, cell.figure?.under.join(" / ")],
    [words.beside, cell.figure?.beside.join(" / ")],
    [words.flags, flags.join(", ")],
  ];
  return (
    <section class="facts-of-cell" tabIndex={0} aria-label={words.selected} aria-live="polite">
      <h2>
        {words.cell}: {words.page} {spot.page}, {words.row} {spot.row}, {words.column} {spot.column}
      </h2>
      <div class="buttons">
        {cell.role !== "header" && (
          <button type="button" onClick={correct}>
            {words.correct}
          </button>
        )}
        <button type="button" onClick={build}>
          {words.rebuild}
        </button>
        {report.vocabulary && (
          <button type="button" onClick={learn}>
            {words.learn}
          </button>
        )}
      </div>
      <dl>
        {facts.map(([name, value]) => value && (
          <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {cell.figure && (
          <div>
            <dt>{words.usedIn}</dt>
            <dd>
              {cell.uses?.map((use) => (
                <span class="use">
                  {[use.dataset, use.line, use.measure, use.amount && `${danish(use.amount)} kr.`].filter(Boolean).join(" · ")}
                </span>
              )) ?? words.noUse}
            </dd>
          </div>
        )}
      </dl>
      <p class="quiet place">{`${id}:${spot.row}:${spot.column}`}</p>
    </section>
  );
}
