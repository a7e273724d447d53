// The review page from the keyboard: the list moves the mark in the original, and every step is a form that is sent.
const REGIONS = ["review-status", "review-told", "review-list", "review-text", "review-item", "review-steps"];
const MOVES: Record<string, number> = { j: 1, k: -1 };

/** Let the review page, where there is one, be worked by keys; without script the same forms and links do it. */
export function review(page: Document): void {
  const root = page.getElementById("review");
  if (!root) return;

  const rows = (): HTMLAnchorElement[] => [...root.querySelectorAll<HTMLAnchorElement>("#review-list a[data-item]")];
  const current = (): HTMLAnchorElement | null => root.querySelector("#review-list a[aria-current]");

  root.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-item], a.hit");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const code = link.dataset["item"] ?? link.dataset["items"]?.split(" ")[0] ?? "";
    const row = rows().find((one) => one.dataset["item"] === code);
    void open(root, row ?? link, code);
  });
  root.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    if (!("step" in form.dataset)) return;
    event.preventDefault();
    void send(root, form, event.submitter as HTMLButtonElement | null);
  });
  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (typing(event.target as Element)) {
      if (event.key === "Escape") leave(event.target as HTMLElement, current());
      return;
    }
    if (pressed(root, event.key, rows(), current())) event.preventDefault();
  });
  mark(root, current()?.dataset["item"] ?? "");
}

function typing(target: Element): boolean {
  return target.matches("input, textarea, select");
}

function leave(target: HTMLElement, row: HTMLAnchorElement | null): void {
  target.closest("details")?.removeAttribute("open");
  row?.focus({ preventScroll: true });
}

function pressed(root: HTMLElement, key: string, rows: HTMLAnchorElement[], row: HTMLAnchorElement | null): boolean {
  if (key in MOVES) {
    const next = rows[row ? rows.indexOf(row) + (MOVES[key] ?? 0) : 0];
    if (next) void open(root, next, next.dataset["item"] ?? "");
    return true;
  }
  if (key === "d") return decide(root);
  if (key === "?") return unfold(root.querySelector<HTMLDetailsElement>("#review-keys"), true);
  if (root.querySelector("#review-item[inert]")) {
    root.dataset["waiting"] = key;
    return true;
  }
  const button = root.querySelector<HTMLButtonElement>(`button[data-key="${CSS.escape(key)}"]`);
  if (button) {
    button.form?.requestSubmit(button);
    return true;
  }
  return unfold(root.querySelector<HTMLDetailsElement>(`details[data-open="${CSS.escape(key)}"]`), false);
}

/** Go to the first place that waits for a reading: its item, or where no item stands on it, its first button. */
function decide(root: HTMLElement): boolean {
  const first = root.querySelector<HTMLElement>("#review-doubts li");
  const link = first?.querySelector<HTMLAnchorElement>("a[data-item]");
  if (link) void open(root, link, link.dataset["item"] ?? "");
  else first?.querySelector<HTMLButtonElement>(".doubt button")?.focus();
  return first !== null;
}

function unfold(box: HTMLDetailsElement | null, toggle: boolean): boolean {
  if (!box) return false;
  box.open = toggle ? !box.open : true;
  const pane = toggle ? null : box.parentElement;
  if (pane) pane.scrollTop += box.getBoundingClientRect().top - pane.getBoundingClientRect().top - 8;
  box.querySelector<HTMLElement>("input:not([type=hidden]), select")?.focus({ preventScroll: true });
  return true;
}

/** Open an item: its row, its passage and its forms; a key pressed before these are there waits for them. */
async function open(root: HTMLElement, link: HTMLAnchorElement, code: string): Promise<void> {
  const panel = root.querySelector<HTMLElement>("#review-item");
  if (!panel) return;
  panel.inert = true;
  delete root.dataset["waiting"];
  history.replaceState(null, "", link.href);
  mark(root, code);
  const row = root.querySelector<HTMLAnchorElement>("#review-list a[aria-current]");
  row?.focus({ preventScroll: true });
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } });
  if (!answer.ok || answer.redirected) return location.assign(link.href);
  const text = await answer.text();
  if (location.href !== link.href) return;
  panel.innerHTML = text;
  panel.scrollTop = 0;
  panel.inert = false;
  const waiting = root.dataset["waiting"];
  delete root.dataset["waiting"];
  if (waiting) pressed(root, waiting, [], row);
}

/** Send a step and put what the server answers in place of what is shown; the panes stay where they are. */
async function send(root: HTMLElement, form: HTMLFormElement, button: HTMLButtonElement | null): Promise<void> {
  if (root.dataset["busy"]) return;
  root.dataset["busy"] = "yes";
  try {
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form, button) });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!fresh.getElementById("review")) return location.assign(answer.url);
    for (const id of REGIONS) replace(root.querySelector(`#${id}`), fresh.getElementById(id));
    if (answer.ok) history.replaceState(null, "", answer.url);
    const row = root.querySelector<HTMLAnchorElement>("#review-list a[aria-current]");
    mark(root, row?.dataset["item"] ?? "");
    row?.focus({ preventScroll: true });
    root.querySelector<HTMLElement>("details[open][data-open] [aria-invalid=true]")?.focus();
  } finally {
    delete root.dataset["busy"];
  }
}

function replace(region: Element | null, fresh: Element | null): void {
  if (!region || !fresh) return;
  const top = region.scrollTop;
  const folds = new Map([...region.querySelectorAll<HTMLDetailsElement>(".told")].map((one) => [one.id, one.open]));
  region.replaceChildren(...fresh.childNodes);
  region.querySelectorAll<HTMLDetailsElement>(".told").forEach((one) => (one.open = folds.get(one.id) ?? one.open));
  region.scrollTop = top;
}

/** Mark an item in the list and in the original, and bring both into sight within their panes. */
function mark(root: HTMLElement, code: string): void {
  for (const row of root.querySelectorAll<HTMLAnchorElement>("#review-list a[data-item]")) {
    if (row.dataset["item"] === code) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }
  const hits = [...root.querySelectorAll<HTMLElement>("#review-text a.hit")];
  for (const hit of hits) hit.classList.toggle("chosen", (hit.dataset["items"] ?? "").split(" ").includes(code));
  within(root.querySelector("#review-list"), root.querySelector<HTMLElement>("#review-list a[aria-current]"));
  within(root.querySelector("#review-text"), root.querySelector<HTMLElement>("#review-text a.chosen"));
}

function within(pane: HTMLElement | null, one: HTMLElement | null): void {
  if (!pane || !one) return;
  const [box, place] = [pane.getBoundingClientRect(), one.getBoundingClientRect()];
  const hidden = place.top < box.top + 8 || place.bottom > box.bottom - 8;
  if (hidden) pane.scrollTop += place.top - box.top - box.height / 3;
}
