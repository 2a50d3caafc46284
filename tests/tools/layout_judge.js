/* Everything on the page that a person would call broken: what is cut, covered, crowded or too small.
   Returns sentences. Decoration (`.corner`, `.flower`, what is inside an icon) may hang over edges. */
() => {
  const SLACK = 1.5, TARGET = 96, INSET = 10, TOUCHING = 8;
  const found = [];
  const name = (node) => {
    const words = node.innerText?.trim().replace(/\s+/g, " ").slice(0, 40) ?? "";
    return `${node.tagName.toLowerCase()}${node.id ? `#${node.id}` : ""}${node.className && node.className.length ? `.${String(node.className).trim().replace(/ +/g, ".")}` : ""} "${words}"`;
  };
  const decor = (node) => node.closest(".corner, .flower, svg");
  const root = document.querySelector("dialog[open]") ?? document.body;
  const seen = (node) => {
    const box = node.getBoundingClientRect(), style = getComputedStyle(node);
    return box.width > 0 && box.height > 0 && style.visibility !== "hidden" && style.opacity !== "0";
  };
  const all = [...root.querySelectorAll("*")].filter((node) => !decor(node) && seen(node));
  const boxed = (node) => (getComputedStyle(node).display === "contents" ? boxed(node.parentElement) : node);
  const inside = (inner, outer, slack = SLACK) =>
    inner.left >= outer.left - slack && inner.right <= outer.right + slack && inner.top >= outer.top - slack && inner.bottom <= outer.bottom + slack;
  const screen = { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  const inline = (node) => getComputedStyle(node).display === "inline";

  /* Letters of a tight line may reach out of its box without being cut; half a line that is gone is more. */
  const clips = (node) => !inline(node) && getComputedStyle(node).overflowY !== "visible" && ![...node.children].some(decor);
  const spare = (node) => (node.children.length ? SLACK : parseFloat(getComputedStyle(node).fontSize) * 0.4);

  const page = document.scrollingElement;
  if (page.scrollWidth > innerWidth || page.scrollHeight > innerHeight) found.push("the page scrolls");

  for (const node of all) {
    const box = node.getBoundingClientRect();
    if (!inside(box, screen)) found.push(`beyond the screen: ${name(node)}`);
    const parent = boxed(node.parentElement);
    if (node !== root && !inline(node) && !inside(box, parent.getBoundingClientRect())) found.push(`beyond its parent ${name(parent)}: ${name(node)}`);
    if (clips(node) && (node.scrollWidth > node.clientWidth + SLACK || node.scrollHeight > node.clientHeight + spare(node))) found.push(`cut: ${name(node)}`);
    if (node.matches("button") && (box.height < TARGET || box.width < TARGET)) found.push(`too small to touch (${Math.round(box.width)} x ${Math.round(box.height)}): ${name(node)}`);
  }

  /* Where the letters really are: the middle of a line's box, since fonts reserve room above and below. */
  const lines = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, holder = text.parentElement;
    if (!text.data.trim() || decor(holder) || !seen(holder)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      const rise = (bottom - top) * 0.18;
      if (right - left > 1) lines.push({ holder, left, right, top: top + rise, bottom: bottom - rise });
    }
  }
  const frames = all.filter((node) => {
    const style = getComputedStyle(node);
    return !inline(node) && (parseFloat(style.borderLeftWidth) > 0 || node.matches("button, .head, .help, main"));
  });
  const block = (node) => (inline(node) ? block(boxed(node.parentElement)) : node);
  for (const line of lines) {
    if (!inside(line, block(line.holder).getBoundingClientRect(), 2)) found.push(`text beyond its place: ${name(line.holder)}`);
    for (const frame of frames) {
      const box = frame.getBoundingClientRect();
      if (frame.contains(line.holder)) {
        const inset = frame.matches("button") ? INSET : SLACK;
        const room = { left: box.left + inset, right: box.right - inset, top: box.top + 4, bottom: box.bottom - 4 };
        if (!inside(line, room, 0)) found.push(`text at the edge of ${name(frame)}: ${name(line.holder)}`);
      } else if (frame.matches("button") && line.right > box.left - TOUCHING && line.left < box.right + TOUCHING && line.bottom > box.top - 2 && line.top < box.bottom + 2) {
        found.push(`text against ${name(frame)}: ${name(line.holder)}`);
      }
    }
    for (const other of lines) {
      if (other === line || other.holder.parentElement === line.holder.parentElement && other.holder.matches("span")) continue;
      const over = Math.min(line.right, other.right) - Math.max(line.left, other.left), high = Math.min(line.bottom, other.bottom) - Math.max(line.top, other.top);
      if (over > 1 && high > 1) found.push(`text over text: ${name(line.holder)} / ${name(other.holder)}`);
    }
  }
  const buttons = all.filter((node) => node.matches("button"));
  for (const [i, one] of buttons.entries()) {
    for (const two of buttons.slice(i + 1)) {
      const a = one.getBoundingClientRect(), b = two.getBoundingClientRect();
      if (Math.min(a.right, b.right) - Math.max(a.left, b.left) > -6 && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > -6) found.push(`buttons too close: ${name(one)} / ${name(two)}`);
    }
  }
  for (const sign of root.querySelectorAll(".sign")) {
    const box = sign.getBoundingClientRect();
    for (const line of lines) if (line.right > box.left && line.left < box.right && line.bottom > box.top && line.top < box.bottom) found.push(`text over a sign: ${name(line.holder)}`);
  }
  const bloom = root.querySelector(".corner");
  for (const line of bloom && seen(bloom) ? lines : []) {
    const box = bloom.getBoundingClientRect();
    if (line.right > box.left && line.left < box.right && line.bottom > box.top && line.top < box.top + box.height * 0.6 && bloom.parentElement.contains(line.holder)) found.push(`flowers under ${name(line.holder)}`);
  }
  if (document.querySelectorAll(".corner").length > 1) found.push("more than one cluster of flowers");
  for (const node of root.querySelectorAll("main .icon")) {
    const box = node.getBoundingClientRect();
    if (box.width && !inside(box, boxed(node.parentElement).getBoundingClientRect())) found.push(`icon beyond ${name(node.parentElement)}`);
  }
  return [...new Set(found)];
}
