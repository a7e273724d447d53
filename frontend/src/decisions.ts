// A model's page: a moved slider or a changed cell asks for the answer at once; lines are added and removed in place.
// Without script the form's own buttons do it.
import { drawings } from "./drawings";

const QUIET = 120;
const WHOLE = "100";

/** Let a `form[data-decide]` put the answer to its inputs into the element it names. */
export function decisions(form: HTMLFormElement): void {
  const answer = document.getElementById(form.dataset["decide"] ?? "");
  if (!answer) return;
  void drawings(answer);
  let waiting = 0;
  let asked = new AbortController();

  const ask = async (): Promise<void> => {
    asked.abort();
    asked = new AbortController();
    answer.setAttribute("aria-busy", "true");
    try {
      const told = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "HX-Request": "true" },
        signal: asked.signal,
      });
      if (!told.ok || told.redirected) return form.submit();
      const open = [...answer.querySelectorAll<HTMLDetailsElement>("details")].map((one) => one.open);
      answer.innerHTML = await told.text();
      answer.querySelectorAll<HTMLDetailsElement>("details").forEach((one, at) => (one.open = open[at] ?? one.open));
      answer.removeAttribute("aria-busy");
      await drawings(answer);
    } catch (trouble) {
      if ((trouble as Error).name !== "AbortError") form.submit();
    }
  };
  // What takes long is solved beside the pages when its button is pressed, and not at every move.
  const slow = "slow" in form.dataset;
  const soon = (): void => {
    clearTimeout(waiting);
    if (slow) return;
    waiting = window.setTimeout(() => void ask(), QUIET);
  };

  form.addEventListener("input", (event) => {
    const slider = event.target as HTMLInputElement;
    if (slider.type !== "range") return;
    say(form, slider);
    soon();
  });
  form.addEventListener("change", (event) => {
    const input = event.target as HTMLInputElement;
    if (input.type !== "range" && input.type !== "file" && input.name !== "name") soon();
  });
  form.addEventListener("dblclick", (event) => {
    const slider = event.target as HTMLInputElement;
    if (slider.type !== "range") return;
    slider.value = WHOLE;
    say(form, slider);
    soon();
  });
  form.addEventListener("submit", (event) => {
    const button = event.submitter as HTMLButtonElement | null;
    if (slow || (button && "send" in button.dataset)) return;
    event.preventDefault();
    void ask();
  });
  form.addEventListener("click", (event) => {
    const target = event.target as Element;
    const table = target.closest<HTMLElement>("[data-rows]");
    if (table && target.closest("[data-add]")) add(table);
    else if (table && target.closest("[data-remove]")) {
      target.closest("tr")?.remove();
      soon();
    }
  });
}

function say(form: HTMLFormElement, slider: HTMLInputElement): void {
  const shown = form.querySelector<HTMLOutputElement>(`output[for="${CSS.escape(slider.id)}"]`);
  const off = Number(slider.value) - Number(WHOLE);
  if (shown) shown.value = off === 0 ? (document.documentElement.lang === "en" ? "as typed" : "照填写") : `${off > 0 ? "+" : ""}${off}%`;
}

/** Add an empty line with a number of its own, and go to its first cell. */
function add(table: HTMLElement): void {
  const blank = table.querySelector<HTMLTemplateElement>("template")?.content.firstElementChild;
  const body = table.querySelector("tbody");
  if (!blank || !body) return;
  const last = Math.max(-1, ...[...body.rows].map((row) => Number(row.dataset["line"])));
  const row = blank.cloneNode(true) as HTMLTableRowElement;
  row.dataset["line"] = String(last + 1);
  for (const cell of row.querySelectorAll<HTMLInputElement>("[name]")) {
    cell.name = cell.name.replace(":#:", `:${last + 1}:`);
    cell.id = cell.name;
  }
  body.append(row);
  row.querySelector<HTMLElement>("input, select, textarea")?.focus();
}
