// The equations of a document: click an amount, see the equation, its numbers, and its cells lit up.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("equations").textContent);
  const inspector = document.getElementById("inspector");
  const language = () => (document.documentElement.dataset.language === "en" ? 1 : 0);
  // SENTENCES is sentences.js, made of the catalogue: by id the words in both languages, {name} standing for a value.
  const say = (id, values = {}) => SENTENCES[id][language()].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const RANK = { fail: 0, rows_withheld: 1, truncated: 2, rounding: 3, pass: 4 };
  const UNEQUAL = new Set(["fail", "rows_withheld", "truncated"]);
  const VERDICT = { fail: "fails", rounding: "holds_within_rounding", pass: "holds",
    rows_withheld: "rows_are_withheld", truncated: "digits_are_cut" };
  let state = null; // { list: equations, at: index, key }

  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children.filter((child) => child !== null));
    return made;
  };

  // Equations by the cell they read; where the cell is the one on the left, it is the total, and that equation is first.
  const byCell = new Map();
  const byFinding = new Map();
  data.equations.forEach((equation, index) => {
    byFinding.set(`F-${equation[0]}`, index);
    const left = equation[9].length === 1 ? equation[9][0][0] : -1;
    for (const [cell] of [...equation[9], ...equation[10]]) {
      const key = data.cells[cell][0];
      if (!key) continue;
      if (!byCell.has(key)) byCell.set(key, new Map());
      byCell.get(key).set(index, cell === left || byCell.get(key).get(index) === true);
    }
  });

  function equationsOf(key) {
    const found = [...(byCell.get(key) || new Map())];
    found.sort(([a, totalA], [b, totalB]) =>
      RANK[data.equations[a][7]] - RANK[data.equations[b][7]] || totalB - totalA || a - b);
    return found.map(([index]) => index);
  }

  // Thousands separators by text: an amount may have more digits than a binary fraction keeps.
  function money(value) {
    if (value === null) return "–";
    const [, sign, whole, rest] = /^(-?)(\d+)(\.\d+)?$/.exec(value) || [null, "", value, ""];
    return sign + whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest || "").replace(/(\.\d\d)\d*$/, "$1");
  }

  function term([index, coefficient], first) {
    const [key, name, column, amount, printed, unit, page, href] = data.cells[index];
    const sign = coefficient < 0 ? "−" : first ? "" : "+";
    const times = Math.abs(coefficient) === 1 ? "" : `${Math.abs(coefficient)} ×`;
    const where = href ? element("a", { href, textContent: say("page_of_another", { page }) })
      : key ? element("a", { href: `#c${key}`, textContent: say("page", { page }) })
        : page ? say("page_of_text", { page }) : "";
    return element("tr", {},
      element("td", { className: "sign", textContent: `${sign}${times}` }),
      element("td", {}, element("span", { className: "name", textContent: name }), column ? element("small", { textContent: ` ${column}` }) : null),
      element("td", { className: "num", textContent: money(amount) }),
      element("td", { className: "printed", textContent: printed ? `${say("printed")} “${printed}” ${unit}` : "" }),
      element("td", {}, where));
  }

  function side(title, terms, sum) {
    const body = terms.map((one, i) => term(one, i === 0));
    const total = terms.length === 1 && terms[0][1] === 1 ? [] : [element("tr", { className: "sum" },
      element("td"), element("td", { textContent: say("sum") }), element("td", { className: "num", textContent: money(sum) }), element("td"), element("td"))];
    return [element("tr", { className: "side" }, element("th", { colSpan: 5, textContent: title })), ...body, ...total];
  }

  function light(equation) {
    for (const lit of document.querySelectorAll("td.lhs, td.rhs, td.at")) lit.classList.remove("lhs", "rhs", "at");
    if (!equation) return;
    for (const [name, terms] of [["lhs", equation[9]], ["rhs", equation[10]]]) {
      for (const [index] of terms) document.getElementById(`c${data.cells[index][0]}`)?.classList.add(name);
    }
    if (state.key) document.getElementById(`c${state.key}`)?.classList.add("at");
  }

  function draw() {
    inspector.hidden = !state;
    document.body.classList.toggle("inspecting", Boolean(state));
    if (!state) { light(null); return; }
    const close = element("button", { type: "button", className: "close", ariaLabel: say("close"), textContent: "×" });
    close.addEventListener("click", () => { state = null; draw(); });
    if (!state.list.length) {
      light(null);
      document.getElementById(`c${state.key}`)?.classList.add("at");
      inspector.replaceChildren(close, element("p", { textContent: say("no_equation") }));
      return;
    }
    const equation = data.equations[state.list[state.at]];
    const [, rule, where, lhs, rhs, residual, tolerance, verdict, relation, left, right] = equation;
    light(equation);
    const steps = element("p", { className: "steps" });
    if (state.list.length > 1) {
      for (const [label, step] of [["‹", -1], ["›", 1]]) {
        const button = element("button", { type: "button", textContent: label, ariaLabel: step < 0 ? say("previous") : say("next") });
        button.addEventListener("click", () => { state.at = (state.at + step + state.list.length) % state.list.length; draw(); });
        steps.append(button);
      }
      steps.append(say("step", { number: state.at + 1, count: state.list.length }));
    }
    const holds = UNEQUAL.has(verdict) ? (relation === "≤" ? ">" : "≠") : relation === "≤" ? "≤" : verdict === "rounding" ? "≈" : "=";
    inspector.replaceChildren(close,
      element("p", { className: "facts" },
        element("span", { className: `badge v-${verdict}`, textContent: say(VERDICT[verdict]) }),
        element("a", { href: `../rules/${rule}.html`, textContent: rule }),
        element("span", { textContent: where[language()] })),
      element("p", { className: "rule", textContent: data.rules[rule][language()] }),
      element("p", { className: "sumline" },
        element("b", { className: "lhs", textContent: money(lhs) }), ` ${holds} `, element("b", { className: "rhs", textContent: money(rhs) }),
        residual !== null && Number(residual) !== 0
          ? element("span", { className: verdict === "fail" ? "bad" : "", textContent: say("difference", { amount: money(residual) }) }) : null,
        verdict !== "pass" && tolerance !== null
          ? element("small", { textContent: say("rounding_explains", { amount: money(tolerance) }) }) : null),
      element("div", { className: "scroll" }, element("table", { className: "terms" },
        element("tbody", {}, ...side(say("left_side"), left, lhs), ...side(say("right_side"), right, rhs)))),
      steps);
  }

  function bring(target, block = "center") {
    target?.scrollIntoView({ block, inline: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  function open(key) {
    state = { list: equationsOf(key), at: 0, key };
    draw();
  }

  function openFinding(id) {
    const index = byFinding.get(id);
    if (index === undefined) return false;
    const [, , , , , , , , , left, right] = data.equations[index];
    const key = [...left, ...right].map(([cell]) => data.cells[cell][0]).find(Boolean);
    state = { list: [index], at: 0, key };
    draw();
    return key;
  }

  document.addEventListener("click", (event) => {
    const cell = event.target.closest("table.grid td[id]");
    if (cell) { open(cell.id.slice(1)); return; }
    const show = event.target.closest("button.show");
    if (show) {
      const key = openFinding(show.dataset.finding);
      if (key) bring(document.getElementById(`c${key}`));
      return;
    }
    const whole = event.target.closest("button.whole");
    if (whole) whole.setAttribute("aria-expanded", String(whole.parentElement.classList.toggle("open")));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("table.grid td[id]")) open(event.target.id.slice(1));
    if (event.key === "Escape" && state) { state = null; draw(); }
  });
  document.addEventListener("language", draw);

  function fromAddress() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    for (const lit of document.querySelectorAll(".finding.target")) lit.classList.remove("target");
    if (!target) return;
    if (target.matches(".finding")) { target.classList.add("target"); bring(target, "start"); }
    if (target.matches("td")) { open(id.slice(1)); bring(target); }
  }
  for (const button of document.querySelectorAll("button.show")) button.hidden = !byFinding.has(button.dataset.finding);
  addEventListener("hashchange", fromAddress);
  fromAddress();
})();
