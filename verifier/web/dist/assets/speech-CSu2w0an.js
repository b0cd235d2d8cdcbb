import{C as e,a as t,c as n,et as r,it as i,l as a,n as o,nt as s,o as c,s as l,t as u,tt as d,u as f}from"./tokens-d4IWYqsR.js";var p=class extends r{static properties={words:{attribute:!1},footer:{attribute:!1}};static styles=[o,u,i`
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

      @media (min-width: 40em) {
        header {
          padding-block: 1.5em 1em;
        }
      }

      @media print {
        nav {
          display: none;
        }
      }
    `];constructor(){super(),this.words=null,this.footer=null}render(){let{words:e}=this;return s`
      <header lang=${e?.lang??d}>
        <span class="wordmark">
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="8" fill="currentColor" />
            <path d="M8 17l5 5 11-12" fill="none" stroke="var(--wp-paper)" stroke-width="3.5" stroke-linecap="round" stroke-linejoin="round" />
          </svg>
          Wayproof
        </span>
        ${e===null?d:s`<nav aria-label=${e.page.language}>
              ${Object.entries(c).map(([t,{name:n}])=>s`<button type="button" lang=${t} aria-pressed=${t===e.lang} @click=${()=>this.choose(t)}>${n}</button>`)}
            </nav>`}
      </header>
      <main><slot></slot></main>
      <footer lang=${e?.lang??d}>${this.footer??e?.page.checksItself}</footer>
    `}choose(e){this.dispatchEvent(new CustomEvent(`wayproof-language`,{detail:e}))}};t(`wayproof-shell`,p);function m(){if(document.querySelector(`meta[name="wayproof-archive"]`)!==null||(h(`manifest`,`/p/manifest.webmanifest`),h(`apple-touch-icon`,`/p/icon-192.png`),!isSecureContext||!navigator.onLine||!(`serviceWorker`in navigator)))return;let t=()=>{let t=e(new URL(`/p/sw.js`,location.href));navigator.serviceWorker.register(t,{scope:`/p/`}).catch(e=>console.warn(String(e)))};document.readyState===`complete`?t():addEventListener(`load`,t,{once:!0})}function h(e,t){document.head.append(Object.assign(document.createElement(`link`),{rel:e,href:t}))}function g(e,t){let r=async r=>{let i=await n(l(r));document.documentElement.lang=i.lang,e.words=i,t(i)},i=new URL(location.href);e.addEventListener(`wayproof-language`,e=>{let t=e.detail;a(t),r([t,...navigator.languages])}),r(f(i))}export{m as n,g as t};