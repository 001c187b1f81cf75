/** The whole page: header, doubts on the left, the report's pages with their tables on the right. */

import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import { loadPage, type Report } from "./data";
import { begin, Build, type Building } from "./build";
import { Correct } from "./correct";
import { type Correction, download, send, SERVED, toToml, withOne } from "./corrections";
import { CellFacts, Doubts, Filters, KINDS, useCell, useCells } from "./doubts";
import { Found } from "./found";
import { Keys, keyOf } from "./keys";
import { Learn, type Learnt } from "./learn";
import { type Mark, MarkReviewed, markOf } from "./mark";
import { Page } from "./page";
import { keep, kept, shown, type Spot, spotOf, type State, type Step, step } from "./state";
import type { Draft, Structure } from "./structure";
import { type Language, type Words, WORDS } from "./words";

type Theme = "light" | "dark";

/** What this browser remembers: all corrections, and those of the folder that they began from. */
interface Mine {
  from: Correction[];
  all: Correction[];
}

/** What this browser remembers; where the folder's file has changed meanwhile, what was added here goes to its end. */
function mineOf<T>(name: string, now: T[]): T[] {
  const mine = kept<{ from: T[]; all: T[] } | null>(name, null);
  if (!mine) return now;
  if (JSON.stringify(mine.from) === JSON.stringify(now)) return mine.all;
  const known = new Set([...now, ...mine.from].map((one) => JSON.stringify(one)));
  return [...now, ...mine.all.filter((one) => !known.has(JSON.stringify(one)))];
}

function atStart(report: Report): State {
  const accepted = kept<string[]>(`accepted.${report.id}.${report.sha256}`, []);
  const spot = spotOf(report, decodeURIComponent(location.hash.slice(1)));
  const mine = kept<Mine | null>(`corrections.${report.id}.${report.sha256}`, null);
  const same = mine && JSON.stringify(mine.from) === JSON.stringify(report.corrections);
  const corrections = same ? mine.all : (mine?.all ?? []).reduce<Correction[]>(withOne, report.corrections);
  const structure = mineOf<Structure>(`structure.${report.id}.${report.sha256}`, report.structure);
  const marks = mineOf<Mark>(`marks.${report.id}.${report.sha256}`, report.accepted);
  const learnt = mineOf<Learnt>(`learnt.${report.id}`, report.vocabulary?.words ?? []);
  return {
    doubt: -1,
    spot,
    page: spot?.page ?? 1,
    kind: "all",
    onlyOpen: false,
    search: "",
    accepted,
    corrections,
    structure,
    marks,
    learnt,
    history: [],
    jump: spot ? 1 : 0,
  };
}

export function App({ report }: { report: Report }) {
  const [state, act] = useReducer((old: State, action: Step) => step(report, old, action), report, atStart);
  const [language, setLanguage] = useState<Language>(() => kept("language", navigator.language.startsWith("da") ? "da" : "en"));
  const [theme, setTheme] = useState<Theme>(() =>
    kept("theme", matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"),
  );
  const [help, setHelp] = useState(false);
  const [said, setSaid] = useState("");
  useEffect(() => setSaid(""), [state.corrections, state.structure, state.marks]);
  const [learning, setLearning] = useState(false);
  const [marking, setMarking] = useState(false);
  const [building, setBuilding] = useState<Building | null>(null);
  const draft = useCallback((draft: Draft) => setBuilding((old) => old && { ...old, draft }), []);
  const beside = useCells(building?.page);
  const [correcting, setCorrecting] = useState(false);
  const cell = useCell(state.spot);
  const words = WORDS[language];
  const places = useMemo(() => shown(report, state), [report, state]);
  const withTables = useMemo(() => new Set(report.tables.flatMap((table) => table.pages)), [report]);
  const live = useRef({ state, language, theme, cell });
  live.current = { state, language, theme, cell };
  const corrected = useMemo(() => Map.groupBy(state.corrections, (one) => one.page), [state.corrections]);

  useEffect(() => keep(`accepted.${report.id}.${report.sha256}`, state.accepted), [report, state.accepted]);
  useEffect(
    () => keep(`corrections.${report.id}.${report.sha256}`, { from: report.corrections, all: state.corrections }),
    [report, state.corrections],
  );
  useEffect(
    () => keep(`structure.${report.id}.${report.sha256}`, { from: report.structure, all: state.structure }),
    [report, state.structure],
  );
  useEffect(() => keep(`learnt.${report.id}`, { from: report.vocabulary?.words ?? [], all: state.learnt }), [report, state.learnt]);
  useEffect(() => keep(`marks.${report.id}.${report.sha256}`, { from: report.accepted, all: state.marks }), [report, state.marks]);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = `${report.id}: ${words.title}`;
  }, [language, report, words]);
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useEffect(() => {
    if (state.jump) void bringIntoView(report, state);
  }, [state.jump]);

  const speak = useCallback(() => {
    const other = live.current.language === "da" ? "en" : "da";
    keep("language", other);
    setLanguage(other);
  }, []);
  const dim = useCallback(() => {
    const other = live.current.theme === "dark" ? "light" : "dark";
    keep("theme", other);
    setTheme(other);
  }, []);

  const build = useCallback(async () => {
    const { spot, structure } = live.current.state;
    const page = spot && (await loadPage(spot.page));
    const piece = page?.pieces.findLast((one) => one.t === spot!.table && one.first <= spot!.row);
    if (piece) setBuilding(begin(report, structure, spot!.page, piece));
  }, [report]);

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const key = keyOf(event);
      if (!key) return;
      const now = live.current.state;
      event.preventDefault();
      if (key === "next" || key === "previous") act({ do: "move", by: key === "next" ? 1 : -1 });
      else if (key === "accept" || key === "undo") act({ do: key });
      else if (key === "search" || key === "page") document.getElementById(key)?.focus();
      else if (key === "filter") {
        const kinds = ["all", ...KINDS.filter((kind) => report.doubts.some((doubt) => doubt.kind === kind))] as const;
        act({ do: "kind", kind: kinds[(kinds.indexOf(now.kind) + 1) % kinds.length]! });
      } else if (key === "turnBack" || key === "turn") act({ do: "turn", page: now.page + (key === "turn" ? 1 : -1), jump: true });
      else if (key === "correct") setCorrecting(live.current.cell !== null && live.current.cell.role !== "header");
      else if (key === "build") void build();
      else if (key === "mark") setMarking(true);
      else if (key === "learn") setLearning(live.current.cell !== null && report.vocabulary !== null);
      else if (key === "download") void save(report, now, setSaid, WORDS[live.current.language]);
      else if (key === "help") setHelp((open) => !open);
      else if (key === "theme") dim();
      else if (key === "language") speak();
      else if (key === "escape") {
        setHelp(false);
        setCorrecting(false);
        setMarking(false);
        setLearning(false);
        setBuilding(null);
        (document.activeElement as HTMLElement | null)?.blur();
      } else if (now.spot) void moveInTable(now.spot, key, act);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [report, dim, speak, build]);

  const doubt = report.doubts[state.doubt];
  // A check's suggestion is for the first cell of its doubt.
  const [row, column] = doubt?.cells?.[0] ?? [];
  const isSuspect = doubt?.check?.suspect && doubt.table === state.spot?.table && row === state.spot?.row && column === state.spot?.column;
  const suspected = isSuspect ? doubt.check : undefined;
  const pick = useCallback((spot: Spot) => act({ do: "pick", spot }), []);
  const changed = state.corrections.length + state.structure.length + state.marks.length;
  const mark = markOf(report, state.marks);
  const common = { report, state, places, words, act };
  return (
    <>
      <header>
        <h1>
          <a href="../index.html">regnskab</a> · {report.id}
        </h1>
        <p class="facts">
          <a href="summary.html">
            {report.held} {words.held}, {report.failed} {words.failedCount}
          </a>
          {mark && ` · ${words.reviewedBy} ${mark.who}, ${mark.when.slice(0, 10)}`}
          {!report.pictures && ` · ${words.noPicture}`}
        </p>
        <nav aria-label={words.pages}>
          <label>
            {words.page}{" "}
            <input
              id="page"
              type="number"
              min="1"
              max={report.pages.length}
              value={state.page}
              aria-label={words.goTo}
              onChange={(event) => act({ do: "turn", page: Number(event.currentTarget.value) || 1, jump: true })}
            />{" "}
            / {report.pages.length}
          </label>
          <button type="button" onClick={() => setMarking(true)}>
            {words.markIt}
          </button>
          <button type="button" onClick={() => setHelp(true)}>
            {words.help}
          </button>
          <button type="button" onClick={dim}>
            {words.theme}
          </button>
          <button type="button" onClick={speak} lang={language === "da" ? "en" : "da"}>
            {words.language}
          </button>
          <button type="button" class="print" onClick={() => print()}>
            {words.print}
          </button>
        </nav>
      </header>
      <aside aria-label={words.list}>
        <Filters {...common} />
        <div class="steps">
          <button type="button" onClick={() => act({ do: "move", by: -1 })} aria-label={words.previous}>
            ←
          </button>
          <button type="button" onClick={() => act({ do: "move", by: 1 })} aria-label={words.next}>
            →
          </button>
          <button type="button" onClick={() => act({ do: "accept" })} disabled={!doubt}>
            {words.accept}
          </button>
          <button type="button" onClick={() => act({ do: "undo" })} disabled={!state.accepted.length && !state.history.length}>
            {words.undo}
          </button>
          {(changed > 0 || SERVED) && (
            <button type="button" id="download" onClick={() => void save(report, state, setSaid, words)}>
              {SERVED ? words.saveAll : words.download} ({changed})
            </button>
          )}
          <p role="status" class="said">
            {said}
          </p>
          <output>
            {state.accepted.length} / {report.doubts.length} {words.accepted}
          </output>
        </div>
        <div class="list" tabIndex={0} role="region" aria-label={words.doubts}>
          <Doubts {...common} />
          <Found {...common} />
        </div>
        {building ? (
          <Build
            {...common}
            key={`${building.page}:${building.piece.box}`}
            structure={state.structure}
            building={building}
            spot={state.spot}
            cells={beside}
            change={draft}
            close={() => setBuilding(null)}
          />
        ) : (
          <CellFacts {...common} cell={cell} correct={() => setCorrecting(true)} build={() => void build()} learn={() => setLearning(true)} />
        )}
      </aside>
      <main id="pages" tabIndex={0} aria-label={words.pages}>
        {report.pages.map((_, at) => {
          const number = at + 1;
          const near = doubt && (doubt.page === number || doubt.check?.textPage === number || doubt.cells?.some((cell) => cell[2] === number));
          return (
            <Page
              key={number}
              report={report}
              number={number}
              spot={state.spot?.page === number ? state.spot : null}
              doubt={near ? doubt : undefined}
              current={state.page === number}
              hasTables={withTables.has(number)}
              corrections={corrected.get(number)}
              words={words}
              pick={pick}
              building={building?.page === number ? building : undefined}
              draft={draft}
            />
          );
        })}
      </main>
      {correcting && state.spot && cell && (
        <Correct {...common} spot={state.spot} cell={cell} check={suspected} corrections={state.corrections} close={() => setCorrecting(false)} />
      )}
      {learning && state.spot && cell && <Learn {...common} spot={state.spot} cell={cell} close={() => setLearning(false)} />}
      {marking && <MarkReviewed {...common} close={() => setMarking(false)} />}
      {help && <Keys words={words} close={() => setHelp(false)} />}
    </>
  );
}

async function save(report: Report, { corrections, structure, marks }: State, say: (said: string) => void, words: Words): Promise<void> {
  const text = toToml(corrections, structure, marks);
  if (SERVED) {
    const problem = await send("corrections", text);
    say(problem ? `${words.notSaved}: ${problem}` : words.saved);
  } else if (corrections.length || structure.length || marks.length) download(`${report.id}.toml`, text);
}

/** The page, scrolled so that the place picked stands in the upper half; then its cell in the table beside. */
async function bringIntoView(report: Report, state: State): Promise<void> {
  const scroller = document.getElementById("pages")!;
  const section = document.getElementById(`page-${state.page}`)!;
  const sheet = section.querySelector<HTMLElement>(".sheet")!;
  const data = await loadPage(state.page);
  const { spot } = state;
  const cell = spot && data.cells.find((one) => one.t === spot.table && one.r === spot.row && one.c === spot.column);
  const doubt = report.doubts[state.doubt];
  const box = cell?.box ?? (spot ? undefined : doubt?.page === state.page ? doubt.box : undefined);
  const scale = sheet.clientHeight / report.pages[state.page - 1]![1];
  const inside = box ? Math.max(0, box[1] * scale - scroller.clientHeight / 3) : 0;
  const to = scroller.scrollTop + section.getBoundingClientRect().top - scroller.getBoundingClientRect().top + inside;
  scroller.scrollTo({ top: Math.max(0, to) });
  // The tables are drawn once the page has come into view.
  for (let tries = 0; spot && tries < 60; tries++) {
    const shown = section.querySelector<HTMLElement>(`td[data-cell="${spot.table}:${spot.row}:${spot.column}"]`);
    if (shown) {
      const pane = shown.closest<HTMLElement>(".read")!;
      const offset = shown.getBoundingClientRect().top - pane.getBoundingClientRect().top;
      pane.scrollTop += offset - pane.clientHeight / 3;
      return;
    }
    await new Promise(requestAnimationFrame);
  }
}

/** The next cell in that direction, on the same page. */
async function moveInTable(spot: Spot, key: "up" | "down" | "left" | "right", act: (step: Step) => void): Promise<void> {
  const { cells } = await loadPage(spot.page);
  const sign = key === "up" || key === "left" ? -1 : 1;
  const along = key === "up" || key === "down" ? "r" : "c";
  const across = along === "r" ? "c" : "r";
  const from = along === "r" ? spot.row : spot.column;
  const fixed = along === "r" ? spot.column : spot.row;
  const ahead = cells.filter((cell) => cell.t === spot.table && sign * (cell[along] - from) > 0 && cell[across] <= fixed);
  ahead.sort((a, b) => sign * (a[along] - b[along]) || b[across] - a[across]);
  const next = ahead.find((cell) => cell[across] === fixed) ?? ahead[0];
  if (!next) return;
  act({ do: "pick", spot: { page: spot.page, table: next.t, row: next.r, column: next.c } });
  requestAnimationFrame(() => document.querySelector<HTMLElement>(`#page-${spot.page} td[data-cell="${next.t}:${next.r}:${next.c}"]`)?.focus());
}
