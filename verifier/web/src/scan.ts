/** The scan page (`/p/scan`): from a code to the passport of what it names. */

import "./components/scanPage.ts";
import "./components/shell.ts";

import { makeInstallable } from "./offline/register.ts";
import { speakOnPhone } from "./page/phoneSpeech.ts";

const page = document.createElement("wayproof-scan-page");
speakOnPhone(page, ({ scan }) => ({ title: scan.title, footer: scan.footer }));
makeInstallable();
