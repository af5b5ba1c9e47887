// Only improves: a grid of figures that is saved by its button saves each figure as it is left, shows its detail beside it, and measures what it takes.
const fill = (sentence, marks) => sentence.replace(/\{(\w+)\}/g, (mark, key) => marks[key] ?? mark);
const { lang } = document.documentElement;

/** Asking again when the server does not answer; telling what was spent; how long after the last key somebody still works, in milliseconds. */
const PATIENCE = 8000;
const TELLING = 300_000;
const AT_WORK = 30_000;

for (const figures of document.querySelectorAll('[data-figures]')) {
  const words = JSON.parse(figures.dataset.figures);
  const form = figures.closest('form');
  const state = document.querySelector('[data-figures-state]');
  const { lu } = form.elements;
  /** What the page was shown, by figure: its revision, its texts, its reason. */
  const read = JSON.parse(lu.value);
  // What it takes is measured below, figure by figure.
  form.elements.ouvert.value = '';
  // Each figure saves itself; the button is for those who have no script.
  form.querySelector('.gr-form__acts').remove();

  const lineOf = (element) => element.closest('[data-key]') ?? lineOfNotes(element.closest('[data-notes-of]'));
  const lineOfNotes = (notes) =>
    notes && [...figures.querySelectorAll('[data-key]')].find((line) => line.dataset.key === notes.dataset.notesOf);
  const fieldsOf = (key) =>
    [...form.elements].filter((field) => field.name.startsWith(`cell.${key}.`) && !field.disabled);
  const textsOf = (key) => {
    const value = (input, otherwise) => form.elements[`cell.${key}.${input}`]?.value ?? otherwise;
    const { t, m } = read[key];
    return {
      t: ['value', 'numerator', 'denominator'].map((input, index) => value(input, t[index])),
      m: [value('reason', m[0]), value('reasonText', m[1])],
    };
  };

  const tell = (kind, text, undo) => {
    state.dataset.state = kind;
    state.textContent = text;
    if (!undo) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'fr-btn fr-btn--tertiary fr-btn--sm';
    button.textContent = words.undo;
    button.addEventListener('click', undo);
    state.append(' ', button);
  };
  const errorAt = (field, message) => {
    field.setAttribute('aria-invalid', 'true');
    const note = field.parentElement.querySelector('.gr-cell__error') ?? document.createElement('span');
    note.className = 'gr-cell__error';
    note.id = `${field.id}-erreur`;
    note.textContent = message;
    field.setAttribute('aria-describedby', note.id);
    field.closest('td, .gr-reason').append(note);
  };
  const clearErrors = (key) => {
    for (const field of fieldsOf(key)) {
      if (!field.hasAttribute('aria-invalid')) continue;
      document.getElementById(`${field.id}-erreur`)?.remove();
      field.removeAttribute('aria-invalid');
      field.removeAttribute('aria-describedby');
    }
  };

  /** The parts of the page that follow from the figures, as the server shows them now; what somebody is writing in stays. */
  const follow = async () => {
    const answer = await fetch(location.pathname, { headers: { accept: 'text/html' } });
    if (!answer.ok) return null;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    for (const part of document.querySelectorAll('[data-live]')) {
      const other = fresh.getElementById(part.id);
      if (other && !part.contains(document.activeElement) && part.innerHTML !== other.innerHTML)
        part.innerHTML = other.innerHTML;
    }
    return fresh;
  };

  /** Saves go one after the other, in the order in which cells were left. */
  let queue = Promise.resolve();
  const save = (key, undone) => {
    queue = queue.then(() => send(key, undone));
    return queue;
  };
  const send = async (key, undone) => {
    const line = [...figures.querySelectorAll('[data-key]')].find((one) => one.dataset.key === key);
    const what = line.dataset.label;
    const before = read[key];
    const now = textsOf(key);
    if (JSON.stringify(now) === JSON.stringify({ t: before.t, m: before.m })) return;
    tell('saving', words.saving);
    const body = new URLSearchParams(fieldsOf(key).map((field) => [field.name, field.value]));
    body.set('lu', JSON.stringify({ [key]: before }));
    try {
      const answer = await fetch(form.action, { method: 'POST', headers: { accept: 'application/json' }, body });
      const { cells, errors, message } = await answer.json();
      clearErrors(key);
      if (!answer.ok) {
        const why = errors?.map((one) => one.message).join(' ') ?? message ?? answer.status;
        for (const one of errors ?? []) {
          const field = document.getElementById(`champ-${one.field}`);
          if (field) errorAt(field, one.message);
        }
        return tell('refused', fill(words.refused, { what, why }));
      }
      read[key] = { ...now, r: cells.find((cell) => cell.key === key)?.revision ?? before.r };
      lu.value = JSON.stringify(read);
      for (const field of fieldsOf(key)) {
        if (!field.matches('[data-cell]')) continue;
        field.dataset.saved = field.value;
        field.removeAttribute('data-changed');
      }
      if (!figures.querySelector('[data-changed]'))
        form.dispatchEvent(new CustomEvent('grappe:saved', { bubbles: true }));
      const time = new Date().toLocaleTimeString(lang, { timeStyle: 'short', timeZone: 'Europe/Paris' });
      const undo = () => {
        for (const [index, input] of ['value', 'numerator', 'denominator'].entries()) {
          const field = form.elements[`cell.${key}.${input}`];
          if (field) field.value = before.t[index];
        }
        save(key, true);
      };
      tell('saved', fill(undone ? words.undone : words.saved, { what, time }), undone ? undefined : undo);
      await follow();
    } catch {
      tell('refused', words.unreachable);
      setTimeout(() => save(key, undone), PATIENCE);
    }
  };
  // A ratio is saved once both terms are there: leaving the first for the second is no mistake.
  figures.addEventListener('change', (event) => {
    const line = lineOf(event.target);
    if (!line || !event.target.matches('[data-cell], [data-part]')) return;
    const cells = [...line.querySelectorAll('[data-cell]')];
    const half = cells.length > 1 && cells.filter((cell) => cell.value.trim() !== '').length === 1;
    if (half && event.target.matches('[data-cell]') && /^[\d\s.,]*$/.test(cells[0].value)) return;
    save(line.dataset.key);
  });

  // The detail of a figure stands beside the grid; it is the page of that figure.
  const panel = document.querySelector('[data-panel]');
  const body = panel.querySelector('[data-panel-body]');
  let origin = null;
  const openPanel = async (link, from) => {
    origin = from;
    panel.hidden = false;
    document.documentElement.dataset.panel = '';
    body.textContent = words.loading;
    panel.querySelector('[data-panel-close]').focus();
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const content = page.querySelector('[data-panel-content]');
    if (!content) return location.assign(link.href);
    const title = document.createElement('h2');
    title.textContent = page.querySelector('h1').textContent;
    body.replaceChildren(title, content);
    panel.dataset.key = content.dataset.key;
  };
  const closePanel = () => {
    if (panel.hidden) return;
    panel.hidden = true;
    delete document.documentElement.dataset.panel;
    origin?.focus();
  };
  figures.addEventListener('click', (event) => {
    const link = event.target.closest('[data-open-panel]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    openPanel(link, link);
  });
  panel.querySelector('[data-panel-close]').addEventListener('click', closePanel);
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') closePanel();
  });
  const help = document.querySelector('[data-keyboard-help]');
  figures.addEventListener('keydown', (event) => {
    const cell = event.target.closest('[data-cell]');
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      const link = lineOf(event.target)?.querySelector('[data-open-panel]');
      if (!link) return;
      event.preventDefault();
      openPanel(link, event.target);
    } else if (event.key === '?' && cell instanceof HTMLInputElement) {
      event.preventDefault();
      help.showPopover();
    } else if (event.key === 'Escape') closePanel();
  });

  // What a figure takes, in seconds: while the page is in sight and somebody types or chooses.
  const spent = new Map();
  let current = null;
  let touched = 0;
  const touch = (event) => {
    const key = panel.contains(event.target) ? panel.dataset.key : lineOf(event.target)?.dataset.key;
    if (!key) return;
    current = key;
    touched = Date.now();
  };
  for (const where of [figures, panel])
    for (const kind of ['keydown', 'input', 'pointerdown', 'focusin']) where.addEventListener(kind, touch);
  setInterval(() => {
    if (current && !document.hidden && Date.now() - touched < AT_WORK)
      spent.set(current, (spent.get(current) ?? 0) + 1);
  }, 1000);
  const tellSpent = () => {
    if (spent.size === 0) return;
    const list = [...spent].map(([key, seconds]) => ({ key, seconds }));
    spent.clear();
    navigator.sendBeacon(figures.dataset.effort, new URLSearchParams({ spent: JSON.stringify(list) }));
  };
  setInterval(tellSpent, TELLING);
  addEventListener('pagehide', tellSpent);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) tellSpent();
  });
}
