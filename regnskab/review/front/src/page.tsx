/** One page of the report: its picture with frames, and the tables read from it beside. Loaded when it comes into view. */

import { memo } from "preact/compat";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Box, type Cell, type Doubt, fileOf, loadPage, type PageData, type Report } from "./data";
import { Borders } from "./borders";
import type { Building } from "./build";
import type { Correction } from "./corrections";
import type { Draft } from "./structure";
import type { Spot } from "./state";
import type { Words } from "./words";

interface Props {
  report: Report;
  number: number;
  spot: Spot | null;
  doubt: Doubt | undefined;
  current: boolean;
  hasTables: boolean;
  /** Those on this page. */
  corrections: readonly Correction[] | undefined;
  words: Words;
  pick: (spot: Spot) => void;
  /** The piece that is being built anew, where it stands on this page. */
  building: Building | undefined;
  draft: (draft: Draft) => void;
}

const watched = new WeakMap<Element, (near: boolean) => void>();
let only: IntersectionObserver | undefined;

/** What tells pages that they come near, or go: one for all of them. */
function observer(): IntersectionObserver {
  only ??= new IntersectionObserver(
    (entries) => entries.forEach((entry) => watched.get(entry.target)?.(entry.isIntersecting)),
    { root: document.getElementById("pages"), rootMargin: "60% 0px" },
  );
  return only;
}

function PageView(props: Props) {
  const { report, number, current, words } = props;
  const element = useRef<HTMLElement>(null);
  const [near, setNear] = useState(false);
  const [data, setData] = useState<PageData | null>(null);
  useEffect(() => {
    watched.set(element.current!, setNear);
    observer().observe(element.current!);
  }, []);
  useEffect(() => {
    if (!near) return;
    let wanted = true;
    void loadPage(number).then((page) => wanted && setData(page));
    return () => {
      wanted = false;
    };
  }, [near, number]);
  const [width, height] = report.pages[number - 1]!;
  const className = `page${current ? " current" : ""}${props.hasTables ? " has-tables" : ""}`;
  return (
    <section id={`page-${number}`} class={className} ref={element} aria-labelledby={`page-${number}-head`}>
      <h2 id={`page-${number}-head`}>
        {words.page} {number}
      </h2>
      <div class="sheet" style={{ aspectRatio: `${width} / ${height}` }}>
        {near && <Sheet {...props} data={data} width={width} height={height} />}
        {props.building && <Borders {...props.building} change={props.draft} width={width} height={height} words={words} />}
      </div>
      <div class="beside">{near && <Tables {...props} data={data} />}</div>
    </section>
  );
}

export const Page = memo(PageView);

interface Loaded extends Props {
  data: PageData | null;
}

function same(cell: Cell, spot: Spot | null): boolean {
  return spot !== null && cell.t === spot.table && cell.r === spot.row && cell.c === spot.column;
}

/** The doubt's cells on this page, as "row:column". */
function doubted({ doubt, number }: Props): Set<string> {
  const here = (doubt?.cells ?? []).filter((cell) => cell[2] === number);
  return new Set(here.map(([row, column]) => `${doubt?.table}:${row}:${column}`));
}

function around(cells: Cell[]): Box {
  const edges = (place: 0 | 1 | 2 | 3) => cells.map((cell) => cell.box[place]);
  return [Math.min(...edges(0)), Math.min(...edges(1)), Math.max(...edges(2)), Math.max(...edges(3))];
}

function Frame({ box, name, ...rest }: { box: Box; name: string; [event: string]: unknown }) {
  return <rect class={name} x={box[0]} y={box[1]} width={box[2] - box[0]} height={box[3] - box[1]} {...rest} />;
}

function groups<K>(cells: Cell[], key: (cell: Cell) => K): Cell[][] {
  const found = new Map<K, Cell[]>();
  for (const cell of cells) {
    const group = found.get(key(cell));
    if (group) group.push(cell);
    else found.set(key(cell), [cell]);
  }
  return [...found.values()];
}

/** The picture and, over it in the page's own points, the frames: a figure is found on the page, and from it. */
function Sheet(props: Loaded & { width: number; height: number }) {
  const { report, number, data, spot, doubt, width, height, pick, words } = props;
  const marked = doubted(props);
  const tables = useMemo(() => groups(data?.cells ?? [], (cell) => cell.t).map(around), [data]);
  const rows = useMemo(() => groups(data?.cells ?? [], (cell) => `${cell.t}:${cell.r}`), [data]);
  const place = (cell: Cell) => ({ page: number, table: cell.t, row: cell.r, column: cell.c });
  const stated = doubt?.check?.textPage === number ? doubt.check.textBox : undefined;
  const outside = doubt?.page === number ? doubt.box : undefined;
  return (
    <>
      {report.pictures && <img src={fileOf(number, "jpg")} alt={`${words.picture} ${number}`} decoding="async" />}
      <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        {data?.outside.map((line) => <Frame box={line.slice(0, 4) as Box} name="outside" />)}
        {tables.map((box) => <Frame box={box} name="table" />)}
        {rows.map((cells) => (
          <g class={cells.some((cell) => cell.r === spot?.row && cell.t === spot.table) ? "row of-spot" : "row"}>
            {cells.length > 1 && <Frame box={around(cells)} name="line" />}
            {cells.map((cell) => {
              const names = ["cell", cell.role, same(cell, spot) && "spot", marked.has(`${cell.t}:${cell.r}:${cell.c}`) && "doubt"];
              const cellName = `${cell.t}:${cell.r}:${cell.c}`;
              return <Frame box={cell.box} name={names.filter(Boolean).join(" ")} data-cell={cellName} onClick={() => pick(place(cell))} />;
            })}
          </g>
        ))}
        {!report.pictures && data && <PlainText data={data} />}
        {stated && <Frame box={stated} name="stated" />}
        {outside && <Frame box={outside} name="stated" />}
      </svg>
    </>
  );
}

/** What stood in the frames, where there is no picture of the page. */
function PlainText({ data }: { data: PageData }) {
  return (
    <g class="plain">
      {data.cells.map((cell) => (
        <text x={cell.box[0] + 1} y={cell.box[3] - 2} font-size={Math.min(9, cell.box[3] - cell.box[1])}>
          {cell.text}
        </text>
      ))}
    </g>
  );
}

function Tables(props: Loaded) {
  const { report, data, words, number } = props;
  if (data === null) return <p class="quiet">{words.loading}</p>;
  const tables = groups(data.cells, (cell) => cell.t);
  if (!tables.length) return <p class="quiet">{words.noTable}</p>;
  return (
    <div class="read" tabIndex={0} role="region" aria-label={`${words.extracted}, ${words.page} ${number}`}>
      {tables.map((cells) => {
        const table = report.tables[cells[0]!.t]!;
        const name = `table-${number}-${cells[0]!.t}`;
        return (
          <article aria-labelledby={name}>
            <h3 id={name}>{table.caption ?? table.id}</h3>
            <p class="facts">
              {table.kind} · {words.unit}: {table.unit ?? "–"} · {words.confidence} {table.confidence.toFixed(2)} ·{" "}
              {table.held} {words.held}
              {table.failed > 0 && (
                <strong>
                  , {table.failed} {words.failedCount}
                </strong>
              )}
            </p>
            <TableAsRead {...props} cells={cells} name={name} />
          </article>
        );
      })}
    </div>
  );
}

function TableAsRead(props: Loaded & { cells: Cell[]; name: string }) {
  const { cells, spot, number, pick, words } = props;
  const marked = doubted(props);
  const columns = Math.max(...cells.map((cell) => cell.c + (cell.columns ?? 1)));
  const taken = new Set<string>();
  const rows = groups(cells, (cell) => cell.r);
  for (const cell of cells)
    for (let r = cell.r; r < cell.r + (cell.rows ?? 1); r++)
      for (let c = cell.c; c < cell.c + (cell.columns ?? 1); c++) if (r !== cell.r || c !== cell.c) taken.add(`${r}:${c}`);
  const first = cells[0]!;
  const id = props.report.tables[first.t]!.id;
  const correctedTo = (cell: Cell) =>
    props.corrections?.find((one) => one.table === id && one.row === cell.r && one.column === cell.c)?.value;
  return (
    <table>
      <tbody>
        {rows.map((row) => {
          const at = new Map(row.map((cell) => [cell.c, cell]));
          const r = row[0]!.r;
          const places = [...Array(columns).keys()].filter((c) => at.has(c) || !taken.has(`${r}:${c}`));
          return (
            <tr class={row.some((cell) => cell.duplicate) ? "duplicate" : undefined}>
              {places.map((c) => {
                const cell = at.get(c);
                if (!cell) return <td class="missing" />;
                const chosen = same(cell, spot);
                const corrected = correctedTo(cell);
                const names = [cell.role, cell.bold && "bold", marked.has(`${cell.t}:${cell.r}:${c}`) && "doubt"];
                const holds = chosen || (!spot && cell === first) || (spot?.page !== number && cell === first);
                return (
                  <td
                    class={names.filter(Boolean).join(" ")}
                    rowSpan={cell.rows}
                    colSpan={cell.columns}
                    tabIndex={holds ? 0 : -1}
                    aria-current={chosen ? "true" : undefined}
                    aria-label={cell.text ? undefined : words.kind.blank}
                    data-cell={`${cell.t}:${cell.r}:${c}`}
                    onClick={() => pick({ page: number, table: cell.t, row: cell.r, column: c })}
                  >
                    {corrected === undefined ? (
                      cell.text
                    ) : (
                      <>
                        <del>{cell.text}</del> <ins>{corrected}</ins>
                      </>
                    )}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
