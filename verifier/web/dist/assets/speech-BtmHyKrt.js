import{O as e,a as t,at as n,c as r,d as i,l as a,lt as o,n as s,o as c,ot as l,s as u,st as d,t as f,u as p}from"./tokens-BwTpO1wg.js";var m=class extends n{static properties={words:{attribute:!1},footer:{attribute:!1}};static styles=[s,f,o`
      :host {
        min-height: 100vh;
        background: var(--wp-paper);
      }

      header,
      main,
      footer {
        max-width: 68rem;
        margin-inline: auto;
        padding-inline: max(1rem, env(safe-area-inset-left));
      }

      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 0.5em 1em;
        padding-block: 0.75em;
      }

      .wordmark {
        display: flex;
        align-items: center;
        gap: 0.45em;
        font-weight: 700;
        letter-spacing: -0.01em;
        color: var(--wp-accent);
      }

      .wordmark svg {
        width: 1.25em;
        height: 1.25em;
      }

      nav {
        display: flex;
        gap: 0.25em;
      }

      nav button {
        min-height: 2.25em;
        padding: 0.25em 0.7em;
        font-size: 0.875em;
        font-weight: 500;
        color: var(--wp-soft);
        background: none;
      }

      nav button[aria-pressed="true"] {
        font-weight: 650;
        color: var(--wp-ink);
        text-decoration: underline;
        text-underline-offset: 0.35em;
        text-decoration-thickness: 2px;
      }

      footer {
        padding-block: 1.25em 3em;
        font-size: 0.8125em;
        color: var(--wp-soft);
      }

      footer a {
        display: inline-block;
        padding-block: 0.6em;
        margin-inline-end: 1.25em;
        color: inherit;
      }

      @media (min-width: 40em) {
        header {
          padding-block: 1.5em 1em;
        }
      }

      @media print {
        :host {
          background: none;
        }

        nav {
          display: none;
        }
      }
    `];constructor(){super(),this.words=null,this.footer=null}render(){let{words:e}=this;return d`
      <header lang=${e?.lang??l}>
        <span class="wordmark">
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="8" fill="currentColor" />
            <path d="M6.5 10.5l4.75 11L16 13l4.75 8.5 4.75-11" fill="none" stroke="var(--wp-paper)" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round" />
            <circle cx="6.5" cy="10.5" r="2.9" fill="var(--wp-paper)" />
            <circle cx="25.5" cy="10.5" r="2.9" fill="var(--wp-paper)" />
          </svg>
          Wayproof
        </span>
        ${e===null?l:d`<nav aria-label=${e.page.language}>
              ${Object.entries(c).map(([t,{name:n}])=>d`<button type="button" lang=${t} aria-pressed=${t===e.lang} @click=${()=>this.choose(t)}>${n}</button>`)}
            </nav>`}
      </header>
      <main><slot></slot></main>
      <footer lang=${e?.lang??l}>
        ${this.footer??e?.page.checksItself}
        ${e!==null&&h()?d`<p>
              ${location.pathname===`/p/scan`?l:d`<a href="/p/scan">${e.page.scan}</a>`}
              <a href="/p/privacy">${e.page.privacy}</a>
            </p>`:l}
      </footer>
    `}choose(e){this.dispatchEvent(new CustomEvent(`wayproof-language`,{detail:e}))}};function h(){return location.pathname.startsWith(`/p/`)&&i()===null}t(`wayproof-shell`,m);function g(){if(document.querySelector(`meta[name="wayproof-archive"]`)!==null||(v(`manifest`,`/p/manifest.webmanifest`),v(`apple-touch-icon`,`/p/icon-192.png`),!isSecureContext||!navigator.onLine||!(`serviceWorker`in navigator)))return;let t=()=>{let t=e(new URL(`/p/sw.js`,location.href));navigator.serviceWorker.register(t,{scope:`/p/`}).catch(e=>console.info(String(e))),navigator.serviceWorker.controller===null&&_()};document.readyState===`complete`?t():addEventListener(`load`,t,{once:!0})}async function _(){let{active:e}=await navigator.serviceWorker.ready,t=performance.getEntriesByType(`resource`).map(({name:e})=>e);e?.postMessage({keep:[...new Set(t)]})}function v(e,t){document.head.append(Object.assign(document.createElement(`link`),{rel:e,href:t}))}function y(e,t){let n=async n=>{let i=await r(u(n));document.documentElement.lang=i.lang,e.words=i,t(i)},i=new URL(location.href);e.addEventListener(`wayproof-language`,e=>{let t=e.detail;a(t),n([t,...navigator.languages])}),n(p(i))}export{g as n,y as t};