// The script that every page waits for: Turbo, and the behaviours by their names. The editor is not here: it is imported when
// someone begins to write.
import { Application, type ControllerConstructor } from "@hotwired/stimulus";
import * as Turbo from "@hotwired/turbo";
import Bell from "./behaviours/bell";
import Composer from "./behaviours/composer";
import Copy from "./behaviours/copy";
import Dialog from "./behaviours/dialog";
import Draft from "./behaviours/draft";
import Feed from "./behaviours/feed";
import Fragment from "./behaviours/fragment";
import Lightbox from "./behaviours/lightbox";
import Live from "./behaviours/live";
import Reaction from "./behaviours/reaction";
import Reveal from "./behaviours/reveal";
import Search from "./behaviours/search";
import Shortcuts from "./behaviours/shortcuts";
import SignOut from "./behaviours/sign_out";
import Theme from "./behaviours/theme";
import Thread from "./behaviours/thread";
import Toast from "./behaviours/toast";
import Uploads from "./behaviours/uploads";
import Zone from "./behaviours/zone";

// What only a script can do is shown from here on.
document.documentElement.classList.add("js");

// A disabled button would lose the focus.
Turbo.config.forms.submitter = "aria-disabled";
Turbo.config.drive.progressBarDelay = 300;

// A frame that the answer does not hold: the session has ended, or something failed. The whole answer is shown.
document.addEventListener("turbo:frame-missing", (event) => {
  event.preventDefault();
  event.detail.visit(event.detail.response, {});
});

// A frame that still loads when its page is left is given up, which is no error.
addEventListener("unhandledrejection", (event) => {
  if (event.reason?.name === "AbortError") event.preventDefault();
});

// What opens in place is not a page to fetch before it is asked for: a large photo, a fresh form.
document.addEventListener("turbo:before-prefetch", (event) => {
  const link = event.target as Element;
  if (link.matches("[data-lightbox], [data-composer], [data-opens]")) event.preventDefault();
});

// In a row of tabs that is wider than the phone, the one that is open comes into sight.
document.addEventListener("turbo:load", () => {
  for (const tab of document.querySelectorAll(":is(.tabs, .chips.scroll) > [aria-current]")) {
    tab.scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" });
  }
});

const behaviours = {
  bell: Bell,
  composer: Composer,
  copy: Copy,
  dialog: Dialog,
  draft: Draft,
  feed: Feed,
  fragment: Fragment,
  lightbox: Lightbox,
  live: Live,
  reaction: Reaction,
  reveal: Reveal,
  search: Search,
  shortcuts: Shortcuts,
  "sign-out": SignOut,
  theme: Theme,
  thread: Thread,
  toast: Toast,
  uploads: Uploads,
  zone: Zone,
};

/** Those of a few pages that answer a press: the others need not wait for them, and nothing is missed before they come. */
const ofFewPages: Record<string, () => Promise<{ default: ControllerConstructor }>> = {
  crop: () => import("./behaviours/crop"),
  levels: () => import("./behaviours/levels"),
  print: () => import("./behaviours/print"),
  reply: () => import("./behaviours/reply"),
  setup: () => import("./behaviours/setup"),
};

const application = Application.start();
for (const [name, behaviour] of Object.entries(behaviours)) application.register(name, behaviour);

// Wherever one comes in: with a page, a frame, or what somebody else has just written.
const look = () => {
  for (const [name, load] of Object.entries(ofFewPages)) {
    if (document.querySelector(`[data-controller~=${name}]`)) {
      delete ofFewPages[name];
      load().then((found) => application.register(name, found.default));
    }
  }
};
new MutationObserver(look).observe(document, { childList: true, subtree: true });
look();
