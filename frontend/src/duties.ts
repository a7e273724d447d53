// Pages about tasks: cards that walk by keys and move by drag, ticks of a list, months by keys, a table that adds up.

const QUIET = 150;

/** Let the page about tasks answer to keys, drags and typing; without script its buttons do all of it. */
export function duties(page: Document): void {
  const board = page.querySelector<HTMLElement>("[data-board]");
  if (board) walking(board), dragging(board);
  const list = page.querySelector<HTMLFormElement>("form[data-bulk]");
  if (list) ticking(list);
  if (page.querySelector("[data-months]")) months(page);
  const table = page.querySelector<HTMLFormElement>("form[data-breakdown]");
  if (table) adding(table);
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest("input, select, textarea, summary") !== null;

/** Arrow keys walk the cards, Enter opens one, M does the first thing its buttons offer. */
function walking(board: HTMLElement): void {
  board.addEventListener("keydown", (event) => {
    const card = (event.target as Element).closest<HTMLElement>("[data-card]");
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.startsWith("Arrow")) {
      const next = card ? beside(board, card, event.key) : board.querySelector<HTMLElement>("[data-card]");
      if (next) event.preventDefault(), next.focus();
    } else if (card && event.target === card && event.key === "Enter") {
      card.querySelector("a")?.click();
    } else if (card && event.key.toLowerCase() === "m") {
      card.querySelector("form")?.requestSubmit();
    }
  });
}

/** The card one step away: up and down in a column, left and right at the same height in the next column with cards. */
function beside(board: HTMLElement, card: HTMLElement, key: string): HTMLElement | undefined {
  const columns = [...board.querySelectorAll<HTMLElement>("[data-column]")].map((one) => [...one.querySelectorAll<HTMLElement>("[data-card]")]);
  const at = columns.findIndex((cards) => cards.includes(card));
  const row = columns[at]?.indexOf(card) ?? 0;
  if (key === "ArrowDown" || key === "ArrowUp") return columns[at]?.[row + (key === "ArrowDown" ? 1 : -1)];
  const way = key === "ArrowRight" ? columns.slice(at + 1) : columns.slice(0, at).reverse();
  const cards = way.find((found) => found.length > 0);
  return cards?.[Math.min(row, cards.length - 1)];
}

/** A card dropped on a column takes the step that leads there, where its buttons offer one; else nothing moves. */
function dragging(board: HTMLElement): void {
  let held: HTMLElement | null = null;
  const form = (column: HTMLElement | null): HTMLFormElement | null | undefined =>
    column && held?.querySelector<HTMLFormElement>(`form[data-goal="${CSS.escape(column.dataset["column"] ?? "")}"]`);
  const columnOf = (event: Event): HTMLElement | null => (event.target as Element).closest<HTMLElement>("[data-column]");
  board.addEventListener("dragstart", (event) => {
    held = (event.target as Element).closest<HTMLElement>("[data-card]");
  });
  board.addEventListener("dragover", (event) => {
    const column = columnOf(event);
    for (const one of board.querySelectorAll("[data-column]")) one.classList.toggle("over", one === column && !!form(column));
    if (form(column)) event.preventDefault();
  });
  board.addEventListener("drop", (event) => {
    const found = form(columnOf(event));
    if (found) event.preventDefault(), found.requestSubmit();
  });
  board.addEventListener("dragend", () => {
    held = null;
    for (const one of board.querySelectorAll(".over")) one.classList.remove("over");
  });
}

/** Tick all, and say how many are ticked. */
function ticking(list: HTMLFormElement): void {
  const shown = list.querySelector<HTMLElement>("[data-chosen]");
  const ticks = [...list.querySelectorAll<HTMLInputElement>("input[name=code]")];
  const all = list.querySelector<HTMLInputElement>("[data-all]");
  list.addEventListener("change", (event) => {
    if (event.target === all) for (const one of ticks) one.checked = all?.checked ?? false;
    const count = ticks.filter((one) => one.checked).length;
    if (shown) shown.textContent = count > 0 ? `(${count})` : "";
    if (all) all.indeterminate = count > 0 && count < ticks.length;
  });
}

/** Left and right turn the month. */
function months(page: Document): void {
  page.addEventListener("keydown", (event) => {
    if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    page.querySelector<HTMLAnchorElement>(`a[data-key="${CSS.escape(event.key)}"]`)?.click();
  });
}

/** What is typed into a breakdown is asked about at once; the answer replaces the table's foot. */
function adding(form: HTMLFormElement): void {
  let waiting = 0;
  let asked = new AbortController();

  const ask = async (): Promise<void> => {
    asked.abort();
    asked = new AbortController();
    try {
      const told = await fetch(location.pathname, {
        method: "POST",
        body: new FormData(form),
        headers: { "HX-Request": "true" },
        signal: asked.signal,
      });
      const foot = form.querySelector("[data-sums]");
      if (told.ok && foot) foot.outerHTML = await told.text();
    } catch (trouble) {
      if ((trouble as Error).name !== "AbortError") throw trouble;
    }
  };

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void ask(), QUIET);
  });
  form.addEventListener("keydown", (event) => {
    const cell = (event.target as Element).closest<HTMLTableCellElement>("td");
    const row = cell?.parentElement as HTMLTableRowElement | null;
    if (!cell || !row || !["ArrowUp", "ArrowDown", "Enter"].includes(event.key)) return;
    event.preventDefault();
    const next = event.key === "ArrowUp" ? row.previousElementSibling : row.nextElementSibling;
    (next as HTMLTableRowElement | null)?.cells[cell.cellIndex]?.querySelector("input")?.focus();
  });
}
