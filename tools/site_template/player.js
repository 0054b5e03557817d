// The views of this page that were recorded: each shows the state that its controls name. What it shows was written when the page
// was made; here it is only looked up. Until a view comes near the window, and where this script may not run, its still twin stands.

const unpack = async packed => {
  const bytes = Uint8Array.from(atob(packed.trim()), letter => letter.charCodeAt(0));
  const read = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(read).text());
};

const play = (view, data, id) => {
  view.innerHTML = data.frame;
  const { together, combined, places: all } = data;
  const opens = data.controls.map(control => control.opens);
  const text = number => data.texts[number].map(piece => data.pieces[piece]).join('');
  const number = places => data.controls.slice(0, together).reduce((sum, control, i) => sum * control.words.length + places[i], 0);
  const slots = [...view.querySelectorAll('[data-slot]')];
  const controls = data.controls.map((control, i) => {
    const el = view.querySelector(`[data-control="${i}"]`), choices = [...(el?.options ?? el?.querySelectorAll('input') ?? [])];
    for (const choice of el?.matches('fieldset') ? choices : []) choice.name = `${id}-${i}`;
    return { ...control, el, choices };
  });
  const settings = view.querySelector('[data-settings]'); // in place of the controls that are not combined
  let state = combined[number(opens)], drawn = null;

  const stands = () => all[state].map((place, i) => (place < 0 ? opens[i] : place));
  const put = (control, place, off) => {
    const { el, words, choices } = control;
    el.disabled = off;
    if (el.type === 'checkbox') el.checked = place === 1;
    else if (el.type === 'range') {
      el.value = place;
      el.setAttribute('aria-valuetext', words[place]);
      el.closest('.set').querySelector('output').textContent = words[place];
    } else if (el.matches('select')) el.selectedIndex = place;
    else choices[place].checked = true;
  };
  // A choice that the other controls leave no room for is not offered.
  const offer = places => controls.slice(0, together).forEach(({ choices }, i) => choices.forEach((choice, k) => {
    const there = combined[number(places.with(i, k))] >= 0;
    (choice.closest('label.one') ?? choice).hidden = !there;
    choice.disabled = !there;
  }));
  const open = picture => picture.el.querySelector('details').open;
  const draw = () => {
    const places = stands(), from = drawn;
    drawn = state;
    controls.forEach((control, i) => control.el && put(control, places[i], data.off[state].includes(i)));
    if (settings) settings.value = data.listed.includes(state) ? data.listed.indexOf(state) : '';
    offer(places);
    for (const el of slots) {
      const told = data.slots[el.dataset.slot];
      if (from === null || told[from] !== told[state]) el.innerHTML = text(told[state]);
    }
    for (const picture of pictures) {
      const [drawing, verdict, sentence, chosen, notes, table] = picture.slots.map(slot => text(data.slots[slot][state]));
      picture.live.show({ drawing, verdict, caption: `${sentence}<div aria-live="off">${picture.said ?? chosen}</div>${notes}`, table: open(picture) ? table : '' });
      const selected = [...picture.el.querySelectorAll('[data-pick]')].find(part => part.dataset.pick === picture.chosen);
      for (const part of picture.el.querySelectorAll('[data-chosen]')) delete part.dataset.chosen;
      if (selected) {
        selected.dataset.chosen = '';
        selected.setAttribute('aria-pressed', 'true');
      } else if (picture.chosen !== undefined) {
        picture.chosen = picture.said = undefined; // it is not in this state
        return draw();
      }
      for (const handle of picture.el.querySelectorAll('[data-drag]')) {
        const [i, times] = picture.drags[handle.dataset.drag], { values } = controls[i];
        handle.dataset.step = Math.abs((values[1] - values[0]) / times);
      }
    }
    wide();
  };
  const to = next => { state = next; draw(); };
  /** Set some controls, each to a place: the nearest state that is stored. */
  const go = sets => {
    const now = stands(), changed = Object.entries(sets).map(([i, place]) => [+i, place]).filter(([i, place]) => now[i] !== place);
    const alone = changed.find(([i, place]) => i >= together && place !== opens[i]);
    if (alone) return to(data.alone[alone[0]][alone[1]]);
    const wanted = now.map((place, i) => sets[i] ?? place), there = combined[number(wanted)];
    if (there >= 0) return to(there);
    const alike = n => all[n].filter((place, i) => place === wanted[i]).length;
    const fitting = combined.filter(n => n >= 0 && changed.every(([i, place]) => all[n][i] === place));
    if (fitting.length) to(fitting.reduce((best, n) => (alike(n) > alike(best) ? n : best)));
    else draw();
  };
  const touched = (picture, message) => {
    if ('pick' in message) {
      const { sets, turns, says, shows } = picture.picks[message.pick] ?? {};
      if (says !== undefined) [picture.chosen, picture.said] = [message.pick, says];
      if (shows !== undefined) to(shows);
      else if (turns !== undefined) go({ [turns]: (stands()[turns] + 1) % controls[turns].words.length });
      else go(sets ?? {});
    } else if ('value' in message) {
      const [i, times, plus] = picture.drags[message.drag], wanted = times * message.value + plus, { values } = controls[i];
      const far = k => Math.abs(values[k] - wanted);
      go({ [i]: [...values.keys()].reduce((best, k) => (far(k) < far(best) ? k : best), 0) });
    }
    picture.live.answered();
  };
  const pictures = data.pictures.map((recorded, j) => {
    const picture = { ...recorded, el: view.querySelector(`[data-picture="${j}"]`) };
    picture.live = mount(picture.el, message => touched(picture, message), draw);
    const drawing = picture.el.querySelector('.seminar-drawing');
    drawing.classList.add('picture');
    for (const [name, value] of [['tabindex', '0'], ['role', 'group'], ['aria-label', 'Picture']]) drawing.setAttribute(name, value);
    return picture;
  });
  view.addEventListener('input', ({ target }) => {
    if (target === settings) return to(settings.value ? data.listed[settings.value] : combined[number(opens)]);
    const el = target.closest('[data-control]');
    if (!el) return;
    const place = el.type === 'checkbox' ? +el.checked : el.matches('select') ? el.selectedIndex : +target.value;
    go({ [el.dataset.control]: place });
  });
  draw();
};

const start = async (script, id) => {
  const shown = script.closest('.shown'), twin = shown.querySelector('.seminar-twin');
  const data = await unpack(script.textContent);
  const place = twin.querySelector(':scope > details:only-child') ?? twin; // behind its question, if it has one
  const still = document.createElement('div'), view = document.createElement('div');
  still.className = 'still-twin';
  view.className = 'moving';
  still.append(...[...place.childNodes].filter(node => node.nodeName !== 'SUMMARY'));
  place.append(view, still);
  play(view, data, id);
  shown.querySelector('p.still').textContent = `You can move it here too. ${script.dataset.note}`;
};

if ('DecompressionStream' in window && [].with) {
  const near = new IntersectionObserver(entries => {
    for (const { isIntersecting, target } of entries)
      if (isIntersecting) {
        near.unobserve(target);
        const script = target.closest('.shown').querySelector('script.recorded');
        start(script, target.closest('section').id).catch(fault => { console.error(fault); });
      }
  }, { rootMargin: '100%' });
  for (const script of document.querySelectorAll('script.recorded'))
    near.observe(script.closest('.shown').querySelector('.seminar-twin'));
}
