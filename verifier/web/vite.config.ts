import { defineConfig } from "vite";

/** The page is served under /p/, where every other path is a Digital Link and so gets the page itself. */
export default defineConfig({
  root: import.meta.dirname,
  base: "/p/",
  build: {
    target: "es2023",
    outDir: process.env.WAYPROOF_PAGE_OUT ?? "dist",
    emptyOutDir: true,
    // The Content-Security-Policy admits files of our own and nothing inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
