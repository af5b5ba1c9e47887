// Only improves: a form that is saved by its button, a grid of fields that one tabs through, a box in which to paste.
const fill = (sentence, marks) => sentence.replace(/\{(\w+)\}/g, (mark, key) => marks[key] ?? mark);
const { lang } = document.documentElement;

/** Waiting after a field is left, after the last key, and before asking again when the server does not answer, in milliseconds. */
const PAUSE = 1200;
const REST = 5000;
const PATIENCE = 8000;

// A form says at any moment whether what one sees in it is saved.
for (const form of document.querySelectorAll('form[data-autosave]')) {
  const words = JSON.parse(form.dataset.autosave);
  const state = form.querySelector('[data-autosave-state]');
  let waiting = 0;
  const typed = () => new URLSearchParams([...new FormData(form)]).toString();
  let saved = typed();
  let sending = false;
  let sent = false;

  const tell = (kind, text) => {
    state.dataset.state = kind;
    state.textContent = text;
  };
  /** Nothing is left to lose. */
  const rest = (kind, text) => {
    tell(kind, text);
    form.dispatchEvent(new CustomEvent('grappe:saved', { bubbles: true }));
  };
  const later = (delay) => {
    clearTimeout(waiting);
    waiting = setTimeout(save, delay);
  };
  const save = async () => {
    if (sent) return;
    if (sending) return later(PAUSE);
    const body = typed();
    if (body === saved) return rest('', '');
    sending = true;
    tell('saving', words.saving);
    try {
      const answer = await fetch(form.action, {
        method: 'POST',
        headers: { accept: 'application/json' },
        body: new URLSearchParams(body),
        redirect: 'error',
      });
      const { revision, errors, message } = await answer.json();
      if (answer.ok) {
        const more = typed() !== body;
        // The other buttons of the page act on the same text.
        const read = form.elements.revision?.value;
        for (const field of document.querySelectorAll('input[name="revision"]'))
          if (revision && field.value === read) field.value = revision;
        if (more) return tell('pending', words.pending);
        saved = typed();
        const time = new Date().toLocaleTimeString(lang, { timeStyle: 'short', timeZone: 'Europe/Paris' });
        rest('saved', fill(words.saved, { time }));
      } else {
        const why = errors?.map((one) => one.message).join(' ') ?? message ?? answer.status;
        tell('refused', fill(words.refused, { why }));
      }
    } catch {
      tell('refused', words.unreachable);
      later(PATIENCE);
    } finally {
      sending = false;
    }
  };
  form.addEventListener('input', () => {
    tell('pending', words.pending);
    later(REST);
  });
  form.addEventListener('change', () => later(PAUSE));
  addEventListener('pageshow', () => {
    sent = false;
  });
  form.addEventListener('submit', () => {
    sent = true;
    clearTimeout(waiting);
  });
}

// In a grid the arrows go from cell to cell, Enter goes down, F2 corrects inside a cell; what was typed is kept.
for (const grid of document.querySelectorAll('[data-grid]')) {
  const lines = [...grid.querySelectorAll('[data-grid-line]')].map((line) => [...line.querySelectorAll('[data-cell]')]);
  const placeOf = (cell) => {
    const line = lines.findIndex((cells) => cells.includes(cell));
    return { line, column: lines[line]?.indexOf(cell) ?? -1 };
  };
  /** In a line with fewer cells, the last one. */
  const at = (line, column) => lines[line]?.[column] ?? lines[line]?.at(-1);
  const go = (event, cell) => {
    if (!cell) return;
    event.preventDefault();
    cell.focus();
    cell.select?.();
    cell.scrollIntoView({ block: 'nearest' });
  };
  /** The cell that is being corrected: there, left and right stay inside. */
  let inside = null;
  grid.addEventListener('keydown', (event) => {
    const cell = event.target.closest('[data-cell]');
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const { line, column } = placeOf(cell);
    const text = cell instanceof HTMLInputElement;
    const free = inside !== cell;
    const atStart = !text || (free && ((cell.selectionStart === 0 && cell.selectionEnd === 0) || whole(cell)));
    const atEnd = !text || (free && (cell.selectionStart === cell.value.length || whole(cell)));
    if (event.key === 'F2' && text) {
      event.preventDefault();
      inside = cell;
      cell.setSelectionRange(cell.value.length, cell.value.length);
    } else if (event.key === 'ArrowDown' && text) go(event, at(line + 1, column));
    else if (event.key === 'ArrowUp' && text) go(event, at(line - 1, column));
    else if (event.key === 'ArrowLeft' && atStart) go(event, lines[line][column - 1]);
    else if (event.key === 'ArrowRight' && atEnd) go(event, lines[line][column + 1]);
    else if (event.key === 'Enter' && cell instanceof HTMLTextAreaElement) return;
    else if (event.key === 'Enter') go(event, at(line + (event.shiftKey ? -1 : 1), column) ?? cell);
    else if (event.key === 'Escape' && text && cell.value !== savedOf(cell)) {
      cell.value = savedOf(cell);
      cell.dispatchEvent(new Event('input', { bubbles: true }));
    }
  });
  grid.addEventListener('focusout', () => {
    inside = null;
  });
  const whole = (cell) => cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
  // What is on record, unless the page says otherwise, is what the cell was filled with.
  const shown = (cell) =>
    'defaultValue' in cell ? cell.defaultValue : (cell.querySelector('[selected]')?.value ?? '');
  const savedOf = (cell) => cell.dataset.saved ?? shown(cell);
  const mark = (cell) => {
    cell.toggleAttribute('data-changed', cell.value.trim() !== savedOf(cell));
    const count = grid.querySelectorAll('[data-changed]').length;
    const told = document.querySelector('[data-grid-state]');
    if (told) told.textContent = count ? fill(told.dataset.gridState, { count }) : '';
  };
  grid.addEventListener('input', (event) => {
    if (event.target.matches('[data-cell]')) mark(event.target);
  });
  for (const cell of grid.querySelectorAll('[data-cell]')) mark(cell);

  // A block of several cells is shown before it is applied: it goes to the page that does it without script.
  grid.addEventListener('paste', (event) => {
    const cell = event.target.closest('[data-cell]');
    const block = event.clipboardData?.getData('text/plain') ?? '';
    const form = document.querySelector('form[data-paste]');
    if (!cell || !form || !/[\t\n]./.test(block)) return;
    event.preventDefault();
    if (grid.querySelector('[data-changed]') && !confirm(form.dataset.paste)) return;
    document.dispatchEvent(new CustomEvent('grappe:saved'));
    form.elements.block.value = block;
    const [, indicator, year] = cell.name.split('.');
    // Where the block begins: a figure, or an indicator and its year.
    if (form.elements.from) form.elements.from.value = cell.closest('[data-key]').dataset.key;
    else {
      form.elements.indicator.value = indicator;
      form.elements.year.value = year;
    }
    form.requestSubmit();
  });
}
