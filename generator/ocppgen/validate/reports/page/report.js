"use strict";
// Filters, the change of colours, and the timelines. All text from the capture stays text:
// it is only ever set with textContent, or compared.

const byId = (id) => document.getElementById(id);
const all = (selector) => [...document.querySelectorAll(selector)];

// ---- Light and dark

byId("theme").addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});

// ---- Filters

const problems = all(".problem").map((element) => ({
  element,
  text: `${element.querySelector("summary").textContent} ${element.dataset.action}`.toLowerCase(),
}));
const showing = byId("showing");
const total = showing.textContent.split(" of ")[1].split(" ")[0];

function filter() {
  const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = (name) => byId(`choose-${name}`).value;
  const [station, action, rule] = ["station", "action", "rule"].map(chosen);
  const severities = new Set(all("[name=severity]:checked").map((box) => box.value));
  let count = 0;
  for (const { element, text } of problems) {
    const data = element.dataset;
    const fits =
      (!station || data.station === station) &&
      (!action || data.action === action) &&
      (!rule || data.rule === rule) &&
      severities.has(data.severity) &&
      words.every((word) => text.includes(word));
    element.hidden = !fits;
    count += fits;
  }
  for (const element of all("#stations [data-station], #overview [data-station]")) {
    element.hidden = Boolean(station) && element.dataset.station !== station;
  }
  showing.textContent = `${count.toLocaleString("en")} of ${total} shown`;
  byId("none").hidden = count > 0 || problems.length === 0;
  for (const timeline of drawn.values()) timeline.draw();
}

byId("filters").addEventListener("input", filter);
byId("filters").addEventListener("submit", (event) => event.preventDefault());
byId("filters").addEventListener("reset", () => setTimeout(filter));
for (const button of all("button[data-rule]")) {
  button.addEventListener("click", () => {
    byId("choose-rule").value = button.dataset.rule;
    filter();
    byId("problems").scrollIntoView();
  });
}
const openAll = (open) => {
  for (const { element } of problems) if (!element.hidden) element.open = open;
};
byId("open-all").addEventListener("click", () => openAll(true));
byId("close-all").addEventListener("click", () => openAll(false));

// A link to a problem or a station opens it.
function goTo(id) {
  const target = byId(id);
  if (target instanceof HTMLDetailsElement) {
    target.hidden = false;
    target.open = true;
    target.scrollIntoView();
  }
}
const follow = () => goTo(location.hash.slice(1));
addEventListener("hashchange", follow);

for (const button of all("button[data-timeline]")) {
  button.addEventListener("click", () => {
    goTo(`station-${button.dataset.timeline}`);
    drawOpen();
    const timeline = drawn.get(Number(button.dataset.timeline));
    const at = Number(button.dataset.at);
    const around = Math.min(timeline.data.length / 2, timeline.data.timed ? 300 : 50);
    timeline.show(at - around, at + around);
  });
}

// ---- Timelines

const SVG = "http://www.w3.org/2000/svg";
const LANE = 20;
const PITCH = 27;
const EDGE = 6;
const STEPS = [
  0.001, 0.01, 0.1, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600,
  43200, 86400, 172800, 604800, 1209600, 2592000, 7776000, 31536000,
];
const PALE = new Set(["Available", "Preparing", "SuspendedEV", "SuspendedEVSE", "Finishing",
  "Reserved", "Unavailable", "other", "idle", "several", "waiting"]);

function node(parent, name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  if (text !== undefined) made.textContent = text;
  parent.append(made);
  return made;
}

function length(seconds) {
  if (seconds < 60) return `${Number(seconds.toFixed(seconds < 10 ? 1 : 0))} s`;
  const whole = Math.round(seconds);
  const parts = [[Math.floor(whole / 86400), "d"], [Math.floor(whole / 3600) % 24, "h"],
    [Math.floor(whole / 60) % 60, "min"], [whole % 60, "s"]];
  const first = parts.findIndex(([count]) => count);
  return parts.slice(first, first + 2).filter(([count]) => count)
    .map(([count, unit]) => `${count} ${unit}`).join(" ");
}

class Timeline {
  constructor(place, data) {
    this.data = data;
    this.from = 0;
    this.to = data.length;
    const tools = document.createElement("div");
    tools.className = "tools";
    this.readout = document.createElement("span");
    this.readout.className = "readout";
    for (const [text, words, act] of [
      ["\u2212", "Zoom out", () => this.zoom(2)],
      ["+", "Zoom in", () => this.zoom(0.5)],
      ["\u2190", "Earlier", () => this.pan(-0.4)],
      ["\u2192", "Later", () => this.pan(0.4)],
      ["Whole", "Show the whole time", () => this.show(0, data.length)],
    ]) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "plain", textContent: text });
      button.setAttribute("aria-label", words);
      button.title = words;
      button.addEventListener("click", act);
      tools.append(button);
    }
    tools.append(this.readout);
    this.svg = document.createElementNS(SVG, "svg");
    this.svg.setAttribute("role", "img");
    this.svg.setAttribute("tabindex", "0");
    this.svg.setAttribute("aria-label", `Timeline of ${data.name}; plus and minus zoom, arrows move`);
    place.append(tools, this.svg);
    this.listen();
    this.draw();
    new ResizeObserver(() => this.draw()).observe(place);
  }

  listen() {
    const { svg } = this;
    svg.addEventListener("wheel", (event) => {
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        this.zoom(event.deltaY > 0 ? 1.25 : 0.8, this.at(event));
      } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        this.pan(event.deltaX / 600);
      }
    }, { passive: false });
    svg.addEventListener("keydown", (event) => {
      const act = {
        "+": () => this.zoom(0.5), "=": () => this.zoom(0.5), "-": () => this.zoom(2),
        ArrowLeft: () => this.pan(-0.2), ArrowRight: () => this.pan(0.2),
        0: () => this.show(0, this.data.length),
      }[event.key];
      if (act) {
        event.preventDefault();
        act();
      }
    });
    svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.begun = event.clientX;
      svg.setPointerCapture(event.pointerId);
    });
    svg.addEventListener("pointermove", (event) => {
      this.tell(event);
      if (this.begun === undefined) return;
      const [left, right] = [this.begun, event.clientX].sort((a, b) => a - b);
      const offset = svg.getBoundingClientRect().left;
      this.pick.setAttribute("x", left - offset);
      this.pick.setAttribute("width", right - left);
    });
    const end = (event) => {
      if (this.begun === undefined) return;
      const [a, b] = [this.at({ clientX: this.begun }), this.at(event)].sort((x, y) => x - y);
      const far = Math.abs(event.clientX - this.begun) > 5;
      this.begun = undefined;
      if (far) {
        this.show(a, b);
        return;
      }
      this.pick.setAttribute("width", 0);
      const [hit] = document.elementsFromPoint(event.clientX, event.clientY).filter((one) => one.dataset.number);
      if (hit) goTo(`problem-${hit.dataset.number}`);
    };
    svg.addEventListener("pointerup", end);
    svg.addEventListener("pointercancel", () => {
      this.begun = undefined;
      this.pick.setAttribute("width", 0);
    });
    svg.addEventListener("pointerleave", () => { this.readout.textContent = this.words(); });
    svg.addEventListener("dblclick", () => this.show(0, this.data.length));
  }

  at(event) {
    const x = event.clientX - this.svg.getBoundingClientRect().left - this.left;
    return this.from + (x / this.width) * (this.to - this.from);
  }

  x(at) {
    return this.left + ((at - this.from) / (this.to - this.from)) * this.width;
  }

  zoom(factor, around = (this.from + this.to) / 2) {
    this.show(around - (around - this.from) * factor, around + (this.to - around) * factor);
  }

  pan(part) {
    const by = Math.max(-this.from, Math.min(part * (this.to - this.from), this.data.length - this.to));
    this.show(this.from + by, this.to + by);
  }

  show(from, to) {
    const least = this.data.timed ? 0.05 : 4;
    if (to - from < least) to = from + least;
    this.from = Math.max(0, from);
    this.to = Math.min(this.data.length, to);
    if (this.to - this.from < least) this.from = Math.max(0, this.to - least);
    this.draw();
  }

  // Write a moment as the capture does: the time of day, and the date if there is one.
  stamp(at, parts = 3) {
    if (!this.data.timed) return `frame ${Math.round(this.data.start + at)}`;
    const text = new Date((this.data.start + at) * 1000);
    if (Number.isNaN(text.getTime())) return "";
    const iso = text.toISOString();
    const day = this.data.dated && parts > 2 ? `${iso.slice(0, 10)} ` : "";
    return day + iso.slice(11, parts > 1 ? 19 : 16);
  }

  words() {
    const span = this.data.timed ? length(this.to - this.from) : `${Math.round(this.to - this.from)} frames`;
    return `${this.stamp(this.from)} to ${this.stamp(this.to)}, ${span}`;
  }

  tell(event) {
    const words = event.target.dataset && event.target.dataset.words;
    this.readout.textContent = words || this.stamp(this.at(event));
  }

  draw() {
    const { svg, data } = this;
    const whole = svg.parentElement.clientWidth;
    if (!whole) return;
    const narrow = whole < 560;
    this.left = narrow ? 0 : 132;
    this.width = whole - this.left - EDGE;
    const pitch = narrow ? PITCH + 13 : PITCH;
    const rows = data.lanes.length + 2 + (data.marks.length > 0);
    const height = rows * pitch + 22;
    svg.replaceChildren();
    svg.setAttribute("viewBox", `0 0 ${whole} ${height}`);
    svg.setAttribute("height", height);
    const defs = node(svg, "defs", {});
    this.hatch(defs, `several-${data.number}`, "var(--other)", "var(--hatch)", 5, 2);
    this.hatch(defs, `gap-${data.number}`, "var(--soft)", "var(--hatch)", 6, 1);
    const clip = node(defs, "clipPath", { id: `clip-${data.number}` });
    node(clip, "rect", { x: this.left - EDGE, y: 0, width: this.width + 2 * EDGE, height });
    this.axis(svg, height);
    const inside = node(svg, "g", { "clip-path": `url(#clip-${data.number})` });
    let y = 2;
    const names = [];
    const name = (text) => {
      names.push([text, y + (narrow ? 10 : 14)]);
      const top = narrow ? y + 13 : y;
      y += pitch;
      return top;
    };
    this.flags(inside, name("Problems"));
    const boots = data.marks.length ? name("Boots and resets") : 0;
    for (const lane of data.lanes) this.lane(inside, lane, name(lane.name));
    this.busy(inside, name("Frames"));
    this.gaps(inside, y);
    if (data.marks.length) this.marks(inside, boots, height - 22);
    // Names stand on top: on a narrow screen they are above their lanes.
    for (const [text, at] of names) node(svg, "text", { class: "label", x: 0, y: at }, text);
    this.pick = node(svg, "rect", { class: "pick", x: 0, y: 0, width: 0, height: y });
    this.readout.textContent = this.words();
  }

  hatch(defs, id, ground, line, size, width) {
    const pattern = node(defs, "pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    node(pattern, "rect", { width: size, height: size }).style.fill = ground;
    node(pattern, "rect", { width, height: size }).style.fill = line;
  }

  axis(svg, height) {
    const span = this.to - this.from;
    const wanted = (span * 110) / this.width;
    const step = STEPS.find((one) => one >= wanted) || STEPS[STEPS.length - 1];
    const start = this.data.timed ? this.data.start : 0;
    const first = Math.ceil((start + this.from) / step) * step - start;
    let day = "";
    for (let at = first; at <= this.to; at += step) {
      const x = this.x(at);
      node(svg, "line", { class: "grid", x1: x, x2: x, y1: 0, y2: height - 18 });
      const full = this.stamp(at);
      const date = full.slice(0, 10);
      const parts = step < 60 ? 2 : 1;
      let text = this.data.timed ? this.stamp(at, parts) : String(Math.round(at));
      if (this.data.dated && this.data.timed && date !== day) text = step >= 86400 ? date : `${date.slice(5)} ${text}`;
      day = date;
      const room = this.left + this.width - x;
      if (room > 34) node(svg, "text", { class: "tick", x: x + 3, y: height - 5 }, text);
    }
  }

  lane(group, lane, y) {
    let last = -Infinity;
    for (const [start, end, style, text] of lane.spans) {
      if (end < this.from || start > this.to) continue;
      const from = Math.max(this.x(start), this.left);
      const to = Math.min(this.x(end), this.left + this.width);
      const span = this.data.timed && end > start ? `, ${length(end - start)}` : "";
      const words = `${lane.name}: ${text}, ${this.stamp(start)}${span}`;
      if (end <= start) {
        const [x, mid] = [this.x(start), y + LANE / 2];
        node(group, "path", { class: `s-${style}`, d: `M${x} ${mid - 7}l7 7l-7 7l-7 -7z`, "data-words": words });
        last = x + 9;
        continue;
      }
      const left = Math.max(from, last - 8);
      const fill = style === "several" ? { fill: `url(#several-${this.data.number})` } : { class: `s-${style}` };
      node(group, "rect", { ...fill, x: from, y, width: Math.max(to - from - 0.5, 1), height: LANE, rx: to - from > 6 ? 2 : 0, "data-words": words });
      const at = this.room(Math.max(left, this.left), to, text.length * 6.6 + 8);
      if (at !== undefined) {
        node(group, "text", { class: PALE.has(style) ? "on-pale" : "on-strong", x: at + 5, y: y + 14 }, text);
      }
      last = to;
    }
  }

  // Find room for a text between two places, where no outage hides it.
  room(from, to, wanted) {
    let at = from;
    for (const [start, end] of this.data.gaps) {
      const [left, right] = [this.x(start), this.x(end)];
      if (right < at || left > to) continue;
      if (left - at > wanted) return at;
      at = right;
    }
    return to - at > wanted ? at : undefined;
  }

  flags(group, y) {
    const rule = byId("choose-rule").value;
    const severities = new Set(all("[name=severity]:checked").map((box) => box.value));
    for (const [at, severity, id, number] of this.data.flags) {
      if ((rule && id !== rule) || !severities.has(severity)) continue;
      const x = this.x(at);
      if (x < this.left - 4 || x > this.left + this.width + 4) continue;
      const shape = severity === "error" ? `M${x - 4} ${y + 4}h8v8h-8z` : severity === "warning"
        ? `M${x} ${y + 3}l5 9h-10z` : `M${x} ${y + 3}l5 5l-5 5l-5 -5z`;
      const flag = node(group, "path", { class: `f-${severity}`, d: shape, "data-words": `${id}, ${this.stamp(at)}` });
      if (number) flag.dataset.number = number;
    }
  }

  // Boots and resets; while they are few, a line shows what else was at the time.
  marks(group, y, height) {
    const seen = this.data.marks.filter(([at]) => at >= this.from && at <= this.to);
    for (const [at, text] of seen) {
      const x = this.x(at);
      if (seen.length < 25) node(group, "line", { class: "mark", x1: x, x2: x, y1: y + 10, y2: height });
      node(group, "path", { class: "boot", d: `M${x - 4} ${y + 3}h8l-4 8z`, "data-words": `${text}, ${this.stamp(at)}` });
    }
  }

  busy(group, y) {
    const { busy, bar } = this.data;
    const most = Math.max(...busy.map(([, count]) => count), 1);
    for (const [start, count] of busy) {
      if (start + bar < this.from || start > this.to) continue;
      const height = Math.max((count / most) * LANE, 1);
      const x = Math.max(this.x(start), this.left);
      const to = Math.min(this.x(start + bar), this.left + this.width);
      const width = Math.max(to - x - 0.5, 1);
      node(group, "rect", { class: "busy", x, y: y + LANE - height, width, height, "data-words": `${count} frames in ${this.data.timed ? length(bar) : bar}, ${this.stamp(start)}` });
    }
  }

  gaps(group, height) {
    for (const [start, end] of this.data.gaps) {
      if (end < this.from || start > this.to) continue;
      const from = Math.max(this.x(start), this.left);
      const to = Math.min(this.x(end), this.left + this.width);
      node(group, "rect", { fill: `url(#gap-${this.data.number})`, x: from, y: 0, width: Math.max(to - from, 1), height, "data-words": `Outage of ${length(end - start)}, ${this.stamp(start)}` });
    }
  }
}

const timelines = JSON.parse(byId("timelines").textContent);
const drawn = new Map();

function drawOpen() {
  for (const station of all(".station[open]")) {
    const place = station.querySelector(".timeline");
    const number = Number(place.dataset.number);
    if (!drawn.has(number)) {
      drawn.set(number, new Timeline(place, { ...timelines[number - 1], number }));
    }
  }
}
for (const station of all(".station")) station.addEventListener("toggle", drawOpen);

// The cards of open stations are printed, too; afterwards all is as it was.
let opened = [];
addEventListener("beforeprint", () => {
  opened = all(".station[open] .more:not([open])");
  for (const cards of opened) cards.open = true;
});
addEventListener("afterprint", () => {
  for (const cards of opened) cards.open = false;
});
drawOpen();
follow();
