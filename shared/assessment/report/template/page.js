"use strict";
// One listener a kind. Every moment stands as data-at (milliseconds) on its element.
(() => {
  const root = document.documentElement;
  const show = (language) => {
    root.dataset.lang = language;
    root.lang = language === "zh" ? "zh-CN" : "en";
    document.querySelectorAll("[data-set-lang]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.setLang === language));
    });
  };
  show(root.dataset.lang);

  const mediaOf = (element) => element.closest(".answer")?.querySelector(".media");

  const jump = (element, milliseconds) => {
    const media = mediaOf(element);
    if (!media) return;
    if (!media.src) {
      const picker = element.closest(".answer").querySelector(".picker");
      picker.classList.add("wanted");
      picker.scrollIntoView({ block: "center", behavior: "smooth" });
      media.dataset.wanted = milliseconds;
      return;
    }
    media.currentTime = milliseconds / 1000;
    media.play().catch(() => { /* A browser may forbid playing without a click on the player; the moment is set. */ });
  };

  const follow = (media) => {
    const answer = media.closest(".answer");
    const now = media.currentTime * 1000;
    answer.querySelectorAll(".chart").forEach((chart) => {
      const x = Math.min(1, now / Number(chart.dataset.duration)) * 1000;
      const cursor = chart.querySelector(".cursor");
      cursor.setAttribute("x1", x);
      cursor.setAttribute("x2", x);
      chart.classList.add("followed");
    });
    answer.querySelectorAll(".piece").forEach((piece) => {
      piece.classList.toggle("now", Number(piece.dataset.at) <= now && now < Number(piece.dataset.end));
    });
  };

  document.addEventListener("click", (event) => {
    const language = event.target.closest("[data-set-lang]");
    if (language) return show(language.dataset.setLang);
    const chart = event.target.closest(".chart");
    if (chart) {
      const box = chart.getBoundingClientRect();
      return jump(chart, ((event.clientX - box.left) / box.width) * Number(chart.dataset.duration));
    }
    const moment = event.target.closest("[data-at]");
    if (moment) jump(moment, Number(moment.dataset.at));
  });

  // What is folded on the screen is unfolded on paper, and folded again behind it.
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll("details:not([open])").forEach((folded) => {
      folded.open = true;
      folded.dataset.folded = "";
    });
  });
  window.addEventListener("afterprint", () => {
    document.querySelectorAll("details[data-folded]").forEach((folded) => {
      folded.open = false;
      delete folded.dataset.folded;
    });
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("mark[data-at]")) jump(event.target, Number(event.target.dataset.at));
  });

  document.querySelectorAll(".media").forEach((media) => {
    media.addEventListener("timeupdate", () => follow(media));
    media.addEventListener("seeking", () => follow(media));
    media.addEventListener("error", () => {
      media.hidden = true;
      media.closest(".player").querySelector(".picker").hidden = false;
    });
  });

  document.querySelectorAll(".picker input").forEach((input) => {
    input.addEventListener("change", () => {
      const [file] = input.files;
      const media = mediaOf(input);
      if (!file || !media) return;
      if (media.src.startsWith("blob:")) URL.revokeObjectURL(media.src);
      media.src = URL.createObjectURL(file);
      media.hidden = false;
      input.closest(".picker").hidden = true;
      if (media.dataset.wanted) media.currentTime = Number(media.dataset.wanted) / 1000;
    });
  });
})();
