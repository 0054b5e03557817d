// A picture that can be touched: SVG, its sentence and its table in one state. The same script draws it in JupyterLab, where
// a kernel answers, and in the reading copy, where the states are stored on the page.
//
// An SVG says what can be touched. An element with data-pick is selected by click, tap, Enter or the space bar; the arrow keys
// go to the nearest other one. An element with data-drag is a handle: along a line (data-along="x0 y0 x1 y1", from data-low to
// data-high by data-step) it says a value, without a line the point in the picture. An element with data-move glides to where
// the next picture has the same name.

const GLIDE = 150; // milliseconds
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
const middle = part => {
  const box = part.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
};

const put = (part, name, value) => part.getAttribute(name) === value || part.setAttribute(name, value);

/** Make `old` the same as `fresh`, and touch only what differs: what has the focus keeps it, and little is painted again. */
const become = (old, fresh) => {
  if (old.nodeName !== fresh.nodeName || old.dataset?.pick !== fresh.dataset?.pick) return old.replaceWith(fresh);
  if (old.nodeType !== Node.ELEMENT_NODE) { if (old.data !== fresh.data) old.data = fresh.data; return; }
  const dressed = fresh.matches('[data-pick], [data-drag]'); // it has a role and a name that no picture gives
  for (const { name } of [...old.attributes])
    if (!fresh.hasAttribute(name) && !(dressed && /^(role|tabindex|aria-)/.test(name))) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) put(old, name, value);
  const next = [...fresh.childNodes];
  if (old.childNodes.length !== next.length) return old.replaceChildren(...next);
  [...old.childNodes].forEach((child, i) => become(child, next[i]));
};

/** The picture in `el`. `send(message)` takes what the reader did; `opened(yes)` whether the table is open. */
export function mount(el, send, opened) {
  el.classList.add('seminar-live');
  el.innerHTML =
    '<div class="seminar-drawing"></div><div role="status" aria-atomic="false"><p class="seminar-verdict"></p><div class="seminar-caption"></div></div>' +
    '<details class="seminar-twin-table"><summary>Show the same as a table</summary><div></div></details>';
  const [drawing, said, details] = el.children;
  const [verdict, caption] = said.children, table = details.lastElementChild;
  let now = {}, dragged = null, waiting = 0, next = null, quick = false;
  details.addEventListener('toggle', () => opened(details.open));

  // One message at a time, or two while a handle is held, so that the second is on its way while the first is answered. What
  // happens meanwhile replaces what has not been sent. A message says that the handle is held: nothing need be written to disk.
  const say = message => {
    if (waiting < (message.held ? 2 : 1)) { waiting += 1; send(message); }
    else next = message;
  };
  const answered = () => {
    waiting -= 1;
    if (next) { const message = next; next = null; say(message); }
  };

  const parts = selector => [...drawing.querySelectorAll(selector)];
  const touched = target => target.closest?.('[data-pick], [data-drag]');
  const nameOf = part => part.dataset.pick !== undefined ? `pick ${part.dataset.pick}` : `drag ${part.dataset.drag}`;
  const line = handle => {
    const [x0, y0, x1, y1] = handle.dataset.along.split(' ').map(Number);
    return { x0, y0, dx: x1 - x0, dy: y1 - y0, low: +handle.dataset.low, high: +handle.dataset.high, step: +handle.dataset.step };
  };
  const set = (handle, value) => {
    const { low, high, step } = line(handle);
    const at = Math.min(high, Math.max(low, low + Math.round((value - low) / step) * step));
    say({ drag: handle.dataset.drag, value: +at.toFixed(6), held: dragged !== null });
  };
  const dragTo = event => {
    const handle = parts('[data-drag]').find(part => part.dataset.drag === dragged);
    const svg = drawing.querySelector('svg');
    if (!handle || !svg) return;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    if (handle.dataset.along === undefined) return say({ drag: dragged, x, y, held: true });
    const { x0, y0, dx, dy, low, high } = line(handle);
    set(handle, low + (high - low) * ((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy));
  };

  /** Give what can be touched its role, its name and its place in the order of the Tab key. */
  const dress = () => {
    const picks = parts('[data-pick]'), handles = parts('[data-drag]');
    if (!picks.length && !handles.length) return;
    put(drawing.querySelector('svg'), 'role', 'group');
    const first = picks.find(part => part.dataset.selected !== undefined) ?? picks[0];
    for (const part of picks) {
      put(part, 'role', 'button');
      put(part, 'tabindex', part === first ? '0' : '-1');
      put(part, 'aria-label', part.dataset.name);
      put(part, 'aria-pressed', String(part.dataset.selected !== undefined));
    }
    for (const part of handles) {
      put(part, 'role', 'slider');
      put(part, 'tabindex', '0');
      put(part, 'aria-label', part.dataset.name);
      put(part, 'aria-valuetext', part.dataset.says ?? part.dataset.value ?? '');
      put(part, 'aria-valuenow', part.dataset.value ?? '0');
      if (part.dataset.low !== undefined) put(part, 'aria-valuemin', part.dataset.low);
      if (part.dataset.high !== undefined) put(part, 'aria-valuemax', part.dataset.high);
    }
  };

  const glide = before => {
    if (quick || calm()) return;
    for (const part of parts('[data-move]')) {
      const was = before.get(part.dataset.move), is = part.getBoundingClientRect();
      if (!was || !part.animate || !is.width || !is.height) continue;
      const scale = part.getScreenCTM()?.a || 1, box = part.getBBox();
      const moved = [(was.x - is.x) / scale, (was.y - is.y) / scale], grown = [was.width / is.width, was.height / is.height];
      if (Math.abs(moved[0]) + Math.abs(moved[1]) < 0.5 && Math.abs(grown[0] - 1) + Math.abs(grown[1] - 1) < 0.01) continue;
      part.style.transformOrigin = `${box.x}px ${box.y}px`;
      const from = `translate(${moved[0]}px, ${moved[1]}px)${part.tagName === 'text' ? '' : ` scale(${grown[0]}, ${grown[1]})`}`;
      part.animate([{ transform: from }, { transform: 'none' }], { duration: GLIDE, easing: 'ease-out' });
    }
  };

  /** Draw this state: { drawing, verdict, caption, table }. */
  const show = state => {
    const held = drawing.contains(document.activeElement) ? nameOf(document.activeElement) : null;
    if (now.drawing !== state.drawing) {
      const before = new Map(quick ? [] : parts('[data-move]').map(part => [part.dataset.move, part.getBoundingClientRect()]));
      const fresh = drawing.cloneNode();
      fresh.innerHTML = state.drawing ?? '';
      become(drawing, fresh);
      dress();
      if (held && !(drawing.contains(document.activeElement) && nameOf(document.activeElement) === held))
        parts('[data-pick], [data-drag]').find(part => nameOf(part) === held)?.focus({ preventScroll: true });
      glide(before);
    }
    if (now.verdict !== state.verdict) {
      verdict.textContent = state.verdict ?? '';
      verdict.hidden = !state.verdict;
      if (now.verdict && state.verdict) verdict.insertAdjacentHTML('beforeend', ' <span class="seminar-before"></span>');
      if (verdict.lastElementChild) verdict.lastElementChild.textContent = `Before: ${now.verdict.replace(/^[^:“]*: /, '')}`; // without "Highest value: "
    }
    if (now.caption !== state.caption) caption.innerHTML = state.caption ?? '';
    if (now.table !== state.table) table.innerHTML = state.table ?? '';
    now = state;
  };

  // A list in a picture is walked by its arrows: to the nearest part that lies in that direction.
  const walk = (from, [dx, dy]) => {
    const [x, y] = middle(from);
    const far = part => {
      const [px, py] = middle(part), along = (px - x) * dx + (py - y) * dy, aside = Math.abs((px - x) * dy) + Math.abs((py - y) * dx);
      return along > 1 ? along + 2 * aside : Infinity;
    };
    const others = parts('[data-pick]').filter(part => part !== from && far(part) < Infinity);
    return others.reduce((best, part) => (!best || far(part) < far(best) ? part : best), null);
  };
  const onKey = event => {
    const part = touched(event.target);
    if (!part || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const arrow = ARROWS[event.key];
    let used = true;
    if (part.dataset.pick !== undefined) {
      if (event.key === 'Enter' || event.key === ' ') say({ pick: part.dataset.pick });
      else if (arrow) {
        const to = walk(part, arrow);
        if (to) { part.setAttribute('tabindex', '-1'); to.setAttribute('tabindex', '0'); to.focus(); }
      } else used = false;
    } else if (part.dataset.along === undefined) {
      if (arrow) say({ drag: part.dataset.drag, dx: arrow[0], dy: arrow[1] });
      else used = false;
    } else {
      const { low, high, step } = line(part), at = +part.dataset.value;
      if (arrow) set(part, at + step * (arrow[0] - arrow[1]));
      else if (event.key === 'PageUp' || event.key === 'PageDown') set(part, at + (high - low) / 5 * (event.key === 'PageUp' ? 1 : -1));
      else if (event.key === 'Home' || event.key === 'End') set(part, event.key === 'Home' ? low : high);
      else used = false;
    }
    if (used) { event.preventDefault(); event.stopPropagation(); }
  };
  drawing.addEventListener('keydown', onKey);
  drawing.addEventListener('click', event => {
    const part = event.target.closest?.('[data-pick]');
    if (part) { part.focus({ preventScroll: true }); say({ pick: part.dataset.pick }); }
  });
  drawing.addEventListener('pointerdown', event => {
    const handle = event.target.closest?.('[data-drag]');
    if (!handle) return;
    event.preventDefault();
    handle.focus({ preventScroll: true });
    dragged = handle.dataset.drag;
    quick = true;
    said.setAttribute('aria-busy', 'true'); // a screen reader is told where the drag ends, not all of its way
    drawing.setPointerCapture(event.pointerId); // on the frame, since the handle is drawn anew on the way
  });
  drawing.addEventListener('pointermove', event => dragged !== null && dragTo(event));
  for (const end of ['pointerup', 'pointercancel'])
    drawing.addEventListener(end, () => {
      if (dragged === null) return;
      dragged = null;
      if (next) next.held = false; // where the drag ends: what was put off on the way is done with it
      else say({ dropped: true });
      quick = false;
      said.removeAttribute('aria-busy');
    });
  verdict.hidden = true;
  return { show, answered };
}

export default {
  render({ model, el }) {
    const picture = mount(
      el,
      message => model.send(message),
      open => { if (model.get('table_open') !== open) { model.set('table_open', open); model.save_changes(); } },
    );
    const draw = () => picture.show(model.get('shown'));
    draw();
    model.on('change:shown', draw);
    model.on('msg:custom', picture.answered);
    return () => {
      model.off('change:shown', draw);
      model.off('msg:custom', picture.answered);
    };
  },
};
