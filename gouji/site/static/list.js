// A list: search, filters, sorting, drawn in portions.  Text enters the page as text nodes only, never as markup.
"use strict";
(() => {
  const PORTION = 200;
  const language = () => (document.documentElement.dataset.language === "en" ? 1 : 0);
  const element = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  // What a value reads as in the current language.
  function text(column, value) {
    if (column.link) value = value[0]; // [value, address]
    if (value === null || value === undefined) return "";
    if (column.kind === "pair") return value[language()] || value[0] || "";
    if (column.kind === "word") return (column.words[value] || [value, value])[language()];
    if (column.kind === "money") return money(value);
    if (column.kind === "int" && column.key !== "fiscal_year" && column.key !== "page") return Number(value).toLocaleString("en");
    return String(value);
  }

  // Thousands separators without a detour over binary fractions.
  function money(value) {
    const [, sign, whole, rest] = /^(-?)(\d+)(\.\d+)?$/.exec(value) || [null, "", value, ""];
    const shown = (rest || "").replace(/(\.\d\d)0+$/, "$1");
    return sign + whole.replace(/\B(?=(\d{3})+$)/g, ",") + shown;
  }

  function key(column, value) {
    if (column.link) value = value[0];
    if (column.kind === "int" || column.kind === "money") return value === null ? null : Number(value);
    return text(column, value);
  }

  class List {
    constructor(root) {
      const data = JSON.parse(root.querySelector("script[type='application/json']").textContent);
      this.root = root;
      this.columns = data.columns;
      this.rows = data.rows;
      this.filters = new Map();
      this.shown = PORTION;
      const first = data.sort.replace("-", "");
      this.sort = data.sort ? { index: this.columns.findIndex((c) => c.key === first), falling: data.sort[0] === "-" } : null;
      this.table = root.querySelector("[data-rows]");
      this.search = root.querySelector("[data-search]");
      this.search.addEventListener("input", () => this.restart());
      root.querySelector("[data-more]").addEventListener("click", () => { this.shown += PORTION; this.draw(); });
      // The page says its language once more when it is loaded; a list of thousands need not be made twice.
      document.addEventListener("language", () => { if (this.built !== language()) this.build(); });
      addEventListener("hashchange", () => { this.fromAddress(); this.build(); });
      this.fromAddress();
      this.build();
    }

    fromAddress() {
      const wanted = new URLSearchParams(location.hash.slice(1));
      this.filters.clear();
      for (const [index, column] of this.columns.entries()) {
        if (column.filter && wanted.has(column.key)) this.filters.set(index, wanted.get(column.key));
      }
      if (wanted.has("q")) this.search.value = wanted.get("q");
    }

    build() {
      this.built = language();
      this.columns.forEach((column) => { column.texts = null; });
      const place = this.root.querySelector("[data-filters]");
      place.replaceChildren(...this.columns.flatMap((column, i) => (column.filter ? [this.select(column, i)] : [])));
      this.draw();
    }

    // The value a filter compares: the same in both languages.
    plain(column, value) {
      if (column.link) value = value[0];
      return value === null || value === undefined ? "" : String(column.kind === "pair" ? value[0] : value);
    }

    select(column, index) {
      const names = new Map();
      for (const row of this.rows) {
        const plain = this.plain(column, row[index]);
        if (plain && !names.has(plain)) names.set(plain, text(column, row[index]));
      }
      const wanted = this.filters.get(index) || "";
      if (names.size < 2 && !wanted) return element("span");
      const title = column.title[language()];
      const made = element("select", { ariaLabel: title }, element("option", { value: "", textContent: title }));
      made.dataset.filter = column.key;
      if (wanted && !names.has(wanted)) names.set(wanted, wanted);
      for (const [plain, shown] of [...names].sort((a, b) => a[1].localeCompare(b[1], "zh", { numeric: true }))) {
        made.append(element("option", { value: plain, textContent: shown }));
      }
      made.value = wanted;
      made.classList.toggle("active", Boolean(wanted));
      made.addEventListener("change", () => {
        if (made.value) this.filters.set(index, made.value); else this.filters.delete(index);
        made.classList.toggle("active", Boolean(made.value));
        this.restart();
      });
      return made;
    }

    restart() { this.shown = PORTION; this.draw(); }

    chosen() {
      const words = this.search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      const kept = this.rows.filter((row) => {
        for (const [index, wanted] of this.filters) {
          if (this.plain(this.columns[index], row[index]) !== wanted) return false;
        }
        if (!words.length) return true;
        const all = this.columns.map((column, i) => text(column, row[i])).join(" ").toLowerCase();
        return words.every((word) => all.includes(word));
      });
      if (this.sort) {
        const { index, falling } = this.sort;
        const keyed = kept.map((row) => [key(this.columns[index], row[index]), row]);
        keyed.sort(([a], [b]) => {
          if (a === null || b === null || a === "" || b === "") return (a === null || a === "") - (b === null || b === "");
          const order = typeof a === "number" ? a - b : a.localeCompare(b, "zh", { numeric: true });
          return falling ? -order : order;
        });
        return keyed.map(([, row]) => row);
      }
      return kept;
    }

    head() {
      return element("tr", {}, ...this.columns.map((column, index) => {
        const number = column.kind === "int" || column.kind === "money";
        const cell = element("th", { className: number ? "num" : "" });
        const on = this.sort && this.sort.index === index;
        cell.setAttribute("aria-sort", on ? (this.sort.falling ? "descending" : "ascending") : "none");
        const button = element("button", { type: "button", textContent: column.title[language()] });
        button.addEventListener("click", () => {
          this.sort = { index, falling: on ? !this.sort.falling : number };
          this.draw();
        });
        cell.append(button);
        return cell;
      }));
    }

    cell(column, value) {
      const number = column.kind === "int" || column.kind === "money";
      const cell = element("td", { className: `${number ? "num" : ""} k-${column.key}` });
      const shown = text(column, value);
      if (column.link && value[1]) cell.append(element("a", { href: value[1], textContent: shown || "…" }));
      else if (column.kind === "word" && value) {
        const prefix = { severity: "s", fault: "fault" }[column.key] || "st";
        cell.append(element("span", { className: `badge ${prefix}-${value}`, textContent: shown }));
      } else cell.textContent = shown;
      return cell;
    }

    draw() {
      const kept = this.chosen();
      const drawn = kept.slice(0, this.shown).map((row) => element("tr", {}, ...this.columns.map((c, i) => this.cell(c, row[i]))));
      this.table.replaceChildren(element("thead", {}, this.head()), element("tbody", {}, ...drawn));
      this.root.querySelector("[data-count]").textContent = `${kept.length.toLocaleString("en")} / ${this.rows.length.toLocaleString("en")}`;
      this.root.querySelector("[data-more]").hidden = kept.length <= this.shown;
    }
  }

  for (const root of document.querySelectorAll("[data-list]")) new List(root);
})();
