/** Cells whose text holds what is searched, and the cell that a dataset's row names. Their list loads with the first search. */

import { useEffect, useState } from "preact/hooks";
import { type FoundCell, loadCells, type Report } from "./data";
import { type State, type Step, spotOf } from "./state";
import type { Words } from "./words";

const LEAST = 2;
const MOST = 50;

interface Props {
  report: Report;
  state: State;
  words: Words;
  act: (step: Step) => void;
}

/** The cells that hold a text, and how many there are in all. */
export function useFound(report: Report, search: string): [FoundCell[], number] {
  const [cells, setCells] = useState<FoundCell[]>([]);
  const wanted = search.trim().toLowerCase();
  useEffect(() => {
    if (wanted.length >= LEAST) void loadCells().then(setCells);
  }, [wanted.length >= LEAST]);
  if (wanted.length < LEAST) return [[], 0];
  const spot = spotOf(report, search.trim());
  const same = (cell: FoundCell) => cell[1] === spot?.table && cell[2] === spot.row && cell[3] === spot.column;
  const found = cells.filter((cell) => (spot ? same(cell) : cell[4].toLowerCase().includes(wanted)));
  return [found.slice(0, MOST), found.length];
}

export function Found({ report, state, words, act }: Props) {
  const [found, count] = useFound(report, state.search);
  if (!count) return null;
  return (
    <section aria-labelledby="found-head">
      <h2 id="found-head">
        {words.foundCells}: {count}
      </h2>
      <ol class="doubts found">
        {found.map(([page, table, row, column, text]) => (
          <li key={`${table}:${row}:${column}`}>
            <button type="button" onClick={() => act({ do: "pick", spot: { page, table, row, column }, jump: true })}>
              <span class="about">
                {text}
                <span class="where">
                  {" "}
                  {words.page} {page}
                </span>
              </span>
              <span class="caption">{report.tables[table]!.caption ?? report.tables[table]!.id}</span>
            </button>
          </li>
        ))}
      </ol>
      {count > found.length && (
        <p class="quiet">
          {words.more}: {count - found.length}
        </p>
      )}
    </section>
  );
}
