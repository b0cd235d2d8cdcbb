/** The posting page (`/p/post`): checkpoints from a phone, with an outbox for where there is no connection. */

import "./components/postPage.ts";
import "./components/shell.ts";

import { makeInstallable } from "./offline/register.ts";
import { speakOnPhone } from "./page/phoneSpeech.ts";
import { takeKeyFromAddress } from "./post/session.ts";

const page = document.createElement("wayproof-post-page") as HTMLElement & { offered: string | null };
// Before anything else, so that the key stands in the address bar as short as can be.
page.offered = takeKeyFromAddress();
// A link that is opened while the page is there already changes the fragment alone.
addEventListener("hashchange", () => {
  page.offered = takeKeyFromAddress() ?? page.offered;
});
speakOnPhone(page, ({ post }) => ({ title: post.title, footer: post.footer }));
makeInstallable();
