import{a as e,et as t,i as n,lt as r,n as i,ot as a,st as o,y as s}from"./tokens-BwTpO1wg.js";import{n as c}from"./passport-Dd_ZL0g3.js";import{h as l,i as u}from"./statements-ClbbYu2r.js";import{d}from"./shape-3BDOnQV8.js";var f=`<script type="application/json" id="wayproof-saved">`,p=`<\/script>`;function m(e,n){let r=e.indexOf(`</head>`);if(r===-1)throw new t(`the page has no head`);return`${e.slice(0,r)}${f}${h(n)}${p}${e.slice(r)}`}function h({item:e,passport:t,trust:n,picture:r,kept:i}){let a={version:1,item:e,passport:d(t),trust:d(n),picture:r===null?null:d(r),kept:i};return JSON.stringify(a).replaceAll(`<`,`\\u003c`)}var g=2e4,_=`https://id.gs1.org`;async function v(e){let{report:t,place:n,passportBytes:r,trustBytes:i,at:a}=e,o=await fetch(n.verifier,{credentials:`omit`,signal:AbortSignal.timeout(g)});if(!o.ok)throw Error(`the verifier's page could not be had: ${o.status}`);let s={at:a,name:l(u(t),`name`),verdict:t.verdict,address:y(e)},d=await c(e);return m(await o.text(),{item:t.item,passport:r,trust:i,picture:d,kept:s})}function y({report:{item:e},place:t}){if(t.archive)return location.href;let n=e.startsWith(_)?e.slice(18):`/?item=${encodeURIComponent(e)}`;return new URL(`/p${n}`,new URL(t.passport,location.href)).href}function b(e,t){let n=URL.createObjectURL(new Blob([e],{type:`text/html`}));Object.assign(document.createElement(`a`),{href:n,download:t}).click(),setTimeout(()=>URL.revokeObjectURL(n),6e4)}var x=class extends n{static properties={...n.properties,failed:{attribute:!1}};static styles=[i,r`
      @media print {
        :host {
          display: none;
        }
      }
    `];constructor(){super(),this.failed=!1}render(){let{keep:e}=this.words;return o`
      <section class="card" part="keep" aria-labelledby="title">
        <div>
          <h2 id="title">${e.title}</h2>
          <p class="small">${e.text}</p>
        </div>
        <button type="button" @click=${this.keep}>${e.button}</button>
        <div role="status">${this.failed?o`<p>${e.failed}</p>`:a}</div>
      </section>
    `}async keep(){this.failed=!1;try{b(await v(this.checked),`${this.fileName()}.html`)}catch(e){console.warn(String(e)),this.failed=!0}}fileName(){let{serial:e,lot:t,primaryValue:n}=s(this.checked.report.item);return`passport-${e??t??n??`item`}`.replace(/[^A-Za-z0-9._-]+/g,`_`).slice(0,80)}};e(`wayproof-keep`,x);