// The language of the page: ?lang=, then what was chosen before, then the browser's.  Runs before the body is drawn.
"use strict";
(() => {
  const KEY = "gouji-language";
  const root = document.documentElement;

  function remembered() {
    try { return localStorage.getItem(KEY); } catch { return null; }
  }

  function show(language) {
    root.dataset.language = language;
    root.lang = language === "zh" ? "zh-CN" : "en";
    for (const element of document.querySelectorAll("[data-zh]")) {
      if ("placeholder" in element) element.placeholder = element.dataset[language];
    }
    document.dispatchEvent(new CustomEvent("language"));
  }

  const asked = new URLSearchParams(location.search).get("lang");
  const preferred = (navigator.language || "zh").startsWith("zh") ? "zh" : "en";
  const first = [asked, remembered(), preferred].find((one) => one === "zh" || one === "en");
  root.dataset.language = first;
  root.lang = first === "zh" ? "zh-CN" : "en";

  document.addEventListener("DOMContentLoaded", () => {
    show(first);
    document.getElementById("language").addEventListener("click", () => {
      const next = root.dataset.language === "zh" ? "en" : "zh";
      try { localStorage.setItem(KEY, next); } catch { /* private window: only this page changes */ }
      show(next);
    });
  });
})();
