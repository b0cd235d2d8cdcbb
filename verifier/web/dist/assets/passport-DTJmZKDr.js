import{C as e,N as t,S as n,Y as r,a as i,c as a,et as o,f as s,g as c,h as l,i as u,it as d,m as f,n as p,nt as m,p as h,r as g,rt as _,s as ee,t as te,tt as v,u as ne}from"./tokens-CMi5bpBZ.js";import{a as y,c as b,m as x,o as S,p as C}from"./shape-C9NsYZtB.js";var re=new URL(`worker-BJII8XiE.js`,import.meta.url).href,w=class extends Error{};async function ie(e,t){try{return await ae(e,t)}catch(e){if(!(e instanceof w))throw e}let{perform:r}=await n(async()=>{let{perform:e}=await import(`./task-BY1zGQHa.js`);return{perform:e}},[],import.meta.url);return r(e,t)}function ae(e,t){let n=oe();return new Promise((r,i)=>{n.onerror=e=>{e.preventDefault(),i(new w(e.message))},n.onmessage=({data:e})=>{`check`in e?t(e.check):`outcome`in e?r(e.outcome):i(Error(e.error))},n.postMessage(e)}).finally(()=>n.terminate())}function oe(){let t=new URL(re,import.meta.url);if(typeof Worker!=`function`||t.origin!==location.origin)throw new w(`none can be had here`);try{return new Worker(e(t))}catch(e){throw new w(String(e))}}var se=[`wrong-address`,`not-in-archive`,`refused`],T=class extends Error{failure;status;detail;constructor(e,t=0,n=null){super(n??e),this.failure=e,this.status=t,this.detail=n}get passing(){return!se.includes(this.failure)}inWords({failure:e}){switch(this.failure){case`wrong-address`:return e.wrongAddress;case`not-in-archive`:return e.notInArchive;case`refused`:return e.refused;case`unreachable`:return e.unreachable;case`offline`:return e.offline;case`too-large`:return e.tooLarge;case`server-error`:return e.serverError(this.status);case`broken`:return e.broken}}},ce=2e4,le=1500,ue=5<<20;async function de(e,t,n){let r=await E(e,t,`no-cache`,n);return r.report.missing.includes(`stale`)?(await new Promise(e=>setTimeout(e,le)),E(e,t,`reload`,n)):r}async function E(e,t,n,r){let[i,a]=await Promise.all([D(t.trust,n,t.archive),D(t.passport,n,t.archive)]);return{...await ie({item:e,passport:a,trust:i},r),place:t,passportBytes:a,trustBytes:i,listed:new Map,at:Date.now()}}async function D(e,t,n){let r,i;try{r=await fetch(e,{cache:t,signal:AbortSignal.timeout(ce),credentials:`omit`}),i=new Uint8Array(await r.arrayBuffer())}catch{throw new T(navigator.onLine?`unreachable`:`offline`)}if(r.ok){if(i.length>ue)throw new T(`too-large`);return i}throw r.status===404&&n?new T(`not-in-archive`):new T(r.status>=400&&r.status<500&&r.status!==429?`refused`:`server-error`,r.status,fe(i))}function fe(e){try{let t=x(e),n=C(t)?y(t,`detail`)??y(t,`title`):null;return typeof n==`string`?n:null}catch(e){if(e instanceof r)return null;throw e}}function O(e){return e.toWellFormed().replace(/(?!\n)[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,`�`)}var pe=/^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(?:(Z)|([+-])(0[0-9]|1[0-3]):([0-5][0-9])|([+-])14:00)$/,me=j(1,1,1),k=j(1e4,1,1)-1;function A(e){let t=pe.exec(e);if(t===null)throw new r(`not a date and time with an offset from UTC`);let[n,i,a,o,s,c]=t.slice(1,7).map(Number),[l=``,u,d,f,p,m]=t.slice(7),h=new Date(j(n,i,a));if(n<1||h.getUTCMonth()!==i-1||h.getUTCDate()!==a)throw new r(`a day that no calendar has`);if(o>23||s>59||c>59)throw new r(`an hour that does not exist`);let g=h.getTime()+((o*60+s)*60+c)*1e3;if(g+=Number(l.slice(0,3).padEnd(3,`0`))+Number((l[3]??`0`)>=`5`),g>k)throw new r(`a year beyond 9999`);if(u===void 0){let e=m===void 0?(Number(f)*60+Number(p))*6e4:504e5;g+=(d??m)===`+`?-e:e}if(g<me||g>k)throw new r(`a year before 1 or beyond 9999`);return g}function he(e){return new Date(A(e)).toISOString()}function j(e,t,n){return new Date(0).setUTCFullYear(e,t-1,n)}function M(e){return P(e.members,`core`)??{}}function N(e,t){let n=e===null?void 0:y(e,t);return typeof n==`string`&&n!==``?O(n):null}function P(e,t){let n=y(e,t);return C(n)?n:null}function F(e){let t=M(e);try{return{at:A(N(t,`eventTime`)??``),offset:N(t,`eventTimeZoneOffset`)??`+00:00`}}catch{return null}}function ge(e){let t=P(e.members,`where`);return t===null?null:N(P(t,`readPoint`)??P(t,`bizLocation`),`id`)}function I(e){return e.checks[7]?.result===`PASSED`&&e.checks[10]?.result!==`NOT_CHECKED`}function L(e){let t=I(e)?e.statements.filter(e=>(e.applies||e.undone)&&e.struck===null):[...e.statements],n=e.newer.filter(e=>e.struck===null);return[...t,...n].filter(e=>e.notice!==`description`&&e.notice!==`serialised`).map(e=>({each:e,at:F(e)?.at??0})).sort((e,t)=>e.at-t.at||e.each.index-t.each.index).map(({each:e})=>e)}function _e(e){return[...e.statements,...e.newer].filter(e=>e.struck!==null)}function R(e){if(!I(e))return[];let t=new Set(e.findings.filter(({rule:e})=>e===`unauthorised-notice`).flatMap(({statements:e})=>e)),n=t=>Number(t.about.includes(e.item));return e.statements.filter(e=>e.notice===`description`&&e.applies&&e.struck===null&&!e.undone&&!t.has(e.index)).sort((e,t)=>n(e)-n(t)||e.index-t.index)}function z(e){return Object.assign({},...R(e).map(e=>e.members))}function B(e){return new Map(R(e).flatMap(e=>{let t=N(e.members,`maker`);return t===null?[]:[[e.issuer,t]]}))}function ve(e){let t=e.findings.filter(({rule:e})=>e===`recalled`).flatMap(({statements:e})=>e);return[...e.statements,...e.newer].filter(e=>t.includes(e.index))}function V(e,{product:t}){try{let n=f(e),r=[{label:t.serial,value:n.primaryAi===`01`?n.serial:null},{label:t.lot,value:n.lot},{label:t.gtin,value:n.gtin},{label:t.sscc,value:n.primaryAi===`00`?n.primaryValue:null}].flatMap(({label:e,value:t})=>t===null?[]:[{label:e,value:O(t)}]);return r.length>0?r:[{label:t.number,value:O(n.primaryValue??e)}]}catch{return[{label:t.number,value:O(e)}]}}function ye(e){return I(e)?L(e).filter(({notice:e,undone:t})=>e===`certificate`&&!t):[]}function be(e){let t=y(e.members,`certificationInfo`);return(Array.isArray(t)?t:[t]).flatMap(e=>typeof e==`string`&&e!==``?[O(e)]:[])}function xe(e,t){let{meaning:n}=t;switch(e.verdict){case`VERIFIED`:return e.entriesShown===null?n.verified:n.newest(...e.entriesShown);case`PENDING`:return n.pending;case`NO_RECORD`:return e.neverMade?n.neverMade(Se(e,t)):n.noRecord;case`INCOMPLETE`:return[...new Set(e.missing.map(e=>Ce(e,t)))].join(` `);case`REFUSED`:return n.refused}}function Se({statements:e},{locale:t}){let n=e.flatMap(({notice:e,struck:t,time:n,undone:r})=>e===`serialised`&&t===null&&!r&&n!==null?[n]:[]);return n.length===0?null:t.dateTime(Math.min(...n)*1e3)}function Ce(e,{missing:t}){return Object.hasOwn(t,e)?t[e]:t.withheld}function we(e,t){if(e.verdict===`REFUSED`)return``;let n=e.asOf===null?[]:[t.asOf(t.locale.dateTime(e.asOf*1e3))];return e.verdict===`INCOMPLETE`&&(e.operatorOnly||e.missing.includes(`auditors`))?n.join(``):[...n,e.operatorOnly?t.byOperator:t.byAuditors].join(`, `)}function H({rule:e,message:t},{findings:n}){return Object.hasOwn(n.rules,e)?n.rules[e]:O(t)}function U(e,{journey:t}){let{notice:n,type:r}=e;if(n!==null&&n!==`certificate`)return t.notices[n];let i=N(M(e),`bizStep`);return i===null?n===null?t.types[r]:t.notices[n]:Object.hasOwn(t.steps,i)?t.steps[i]:Te(i)}function Te(e){let t=(e.split(/[/#:]/).at(-1)??e).replace(/^(BizStep|Disp)-/,``).replaceAll(`_`,` `);return t.charAt(0).toUpperCase()+t.slice(1)}function W(e){let t=/^https:\/\/id\.gs1\.org\/(?:414|417)\/([0-9]{13})(?:\/254\/(.+))?$/.exec(e);return O(t===null?/^did:web:([^:]+)/.exec(e)?.[1]??e:`GLN ${t[1]}${t[2]===void 0?``:`, ${t[2]}`}`)}function Ee(e){return/^[+-]00:00$/.test(e)?`UTC`:`UTC${e}`}var De=64,Oe=1e4;function G({report:e,listed:t},n){let r=B(e).get(n);if(r!==void 0)return{name:r,source:`signed`};let i=t.get(n);return i===void 0?{name:W(n),source:`number`}:{name:i,source:`listed`}}async function ke({report:e,place:t}){let n=B(e),r=[...new Set(L(e).map(({issuer:e})=>e))].filter(e=>!n.has(e));if(t.names===null||r.length===0||!I(e))return new Map;let i=r.slice(0,De).map(e=>`party=${encodeURIComponent(e)}`);try{let e=await fetch(`${t.names}?${i.join(`&`)}`,{credentials:`omit`,signal:AbortSignal.timeout(Oe)});return e.ok?Ae(new Uint8Array(await e.arrayBuffer())):new Map}catch{return new Map}}function Ae(e){let t=x(e),n=C(t)?y(t,`names`):void 0;return C(n)?new Map(Object.entries(n).flatMap(([e,t])=>typeof t==`string`&&t.trim()!==``?[[e,O(t)]]:[])):new Map}function je(e){let t=e.searchParams.get(`item`);if(t!==null)return t;try{return l(e.pathname.replace(/^\/p(?=\/)/,``))}catch(e){throw e instanceof r?new T(`wrong-address`):e}}function Me(e){try{let t=s(e.trim());return h(t),t}catch(e){throw e instanceof r?new T(`wrong-address`):e}}function Ne(e,t,n=null){let r=e.replace(/\/+$/,``);return{passport:`${r}/api/v1/passports?item=${encodeURIComponent(t)}`,trust:n??`${r}/api/v1/trust`,names:`${r}/api/v1/names`,archive:!1}}function Pe(e,n){let r=t(c(n));return{passport:`${e}passports/${r.slice(0,2)}/${r}.json`,trust:`${e}trust.json`,names:null,archive:!0}}function Fe(){return document.querySelector(`meta[name="wayproof-archive"]`)?.content??null}var Ie=class extends u{static styles=[p,d`
      li {
        display: grid;
        grid-template-columns: 1.5em minmax(0, 1fr);
        gap: 0 0.75em;
      }

      li > * {
        grid-column: 2;
      }

      .icon {
        grid-column: 1;
        grid-row: 1 / span 3;
        color: var(--wp-accent);
      }

      li + li {
        margin-block-start: 0.75em;
      }
    `];render(){let e=ye(this.checked.report);return this.toggleAttribute(`told`,e.length>0),e.length===0?v:m`
      <section class="card" part="certificates" aria-labelledby="title">
        <h2 id="title">${this.words.certificates.title}</h2>
        <ul>
          ${e.map(e=>this.certificate(e))}
        </ul>
      </section>
    `}certificate(e){let{checked:t,words:n}=this,r=F(e),i=be(e),a=r===null?``:n.locale.day(r.at,r.offset);return m`
      <li>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <circle cx="12" cy="9" r="5.500" />
          <path d="M8.500 13.500L7 21.500l5-2.500 5 2.500-1.500-8" />
        </svg>
        <h3>${n.certificates.by(G(t,e.issuer).name)}</h3>
        <p class="small">${a}</p>
        ${i.length===0?m`<p class="small">${n.certificates.withheld}</p>`:i.map(e=>m`<p class="small">${e}</p>`)}
      </li>
    `}};i(`wayproof-certificates`,Ie);var Le=class extends o{static properties={item:{attribute:!1},checks:{attribute:!1},words:{attribute:!1}};static styles=[p,d`
      .steps {
        display: grid;
        grid-template-columns: repeat(12, 1fr);
        gap: 3px;
      }

      .step {
        height: 0.4em;
        background: var(--wp-line);
        border-radius: 0.2em;
      }

      .step[data-result="PASSED"] {
        background: var(--wp-good);
      }

      .step[data-result="FAILED"] {
        background: var(--wp-unsure);
      }

      .step:not([data-result]) {
        animation: wait 1.6s ease-in-out infinite alternate;
      }

      .number {
        font-variant-numeric: tabular-nums;
      }

      @keyframes wait {
        to {
          opacity: 0.45;
        }
      }

      @media (prefers-reduced-motion: reduce) {
        .step:not([data-result]) {
          animation: none;
        }
      }
    `];render(){let{words:e,checks:t}=this,n=Math.max(0,...t.keys()),r=n===0?e.checking.fetching:e.checks.steps[n-1].name;return m`
      <section class="card" part="checking">
        <h1>${e.checking.title}</h1>
        <p class="number soft">${V(this.item,e).map(({label:e,value:t})=>`${e} ${t}`).join(` · `)}</p>
        <div class="steps" aria-hidden="true">
          ${e.checks.steps.map((e,n)=>m`<span class="step" data-result=${t.get(n+1)?.result??v}></span>`)}
        </div>
        <p class="small">${r}</p>
      </section>
    `}};i(`wayproof-checking`,Le);var Re=class extends u{static styles=[p,g,d`
      li {
        display: grid;
        grid-template-columns: 1.5em minmax(0, 1fr);
        gap: 0 0.6em;
      }

      li + li {
        margin-block-start: 0.9em;
      }

      li > * {
        grid-column: 2;
      }

      .icon {
        grid-column: 1;
        grid-row: 1 / span 3;
        color: var(--wp-soft);
      }

      [data-result="PASSED"] .icon {
        color: var(--wp-good);
      }

      [data-result="FAILED"] .icon {
        color: var(--wp-bad);
      }

      .result {
        font-size: 0.8125em;
        font-weight: 650;
        color: var(--wp-soft);
      }

      /* The sign says it to who sees; this is for who hears. */
      .result[data-quiet] {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
        white-space: nowrap;
      }

      li {
        position: relative;
      }

      [data-result="FAILED"] .result {
        color: var(--wp-bad);
      }
    `];render(){let{checked:e,words:t}=this,{checks:n}=e.report,r=n.filter(({result:e})=>e===`PASSED`).length;return m`
      <details class="card fold" part="checks">
        <summary><h2>${t.checks.title}</h2><span class="small">${t.checks.passed(r)}</span></summary>
        <ol>
          ${n.map((e,n)=>this.check(e,t.checks.steps[n]))}
        </ol>
      </details>
    `}check(e,t){let{checks:n}=this.words,r=e.step===5&&e.result===`PASSED`&&this.checked.report.operatorOnly,i=e.reason===`not reached`?``:e.reason;return m`
      <li data-result=${r?`NONE`:e.result}>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${r?K.NOT_CHECKED:K[e.result]}</svg>
        <h3>${t.name}</h3>
        <p class="result" ?data-quiet=${e.result===`PASSED`&&!r}>${r?n.noneRequired:n.results[e.result]}</p>
        <p class="small">${t.means}</p>
        ${i===``?v:m`<details class="raw"><summary>${n.detail}</summary><p class="small" lang="en">${O(i)}</p></details>`}
      </li>
    `}},K={PASSED:_`<path d="M5 12.500l4.500 4.500L19 7.500" />`,FAILED:_`<path d="M6.500 6.500l11 11M17.500 6.500l-11 11" />`,NOT_CHECKED:_`<path d="M6 12h12" />`};i(`wayproof-checks`,Re);var q={VERIFIED:`good`,PENDING:`wait`,INCOMPLETE:`unsure`,NO_RECORD:`none`,REFUSED:`bad`};function ze(e){return e.neverMade?`bad`:e.verdict!==`VERIFIED`&&e.verdict!==`PENDING`?q[e.verdict]:e.status===`recalled`||e.status===`ended`?`none`:e.status===`attention`?`unsure`:q[e.verdict]}var Be=`M32 2l6.9 4.5 8.2-.4 3.7 7.4 7.3 3.7-.3 8.2L62 32l-4.2 6.6.3 8.2-7.3 3.7-3.7 7.4-8.2-.4L32 62l-6.9-4.5-8.2.4-3.7-7.4-7.3-3.7.3-8.2L2 32l4.2-6.6-.3-8.2 7.3-3.7 3.7-7.4 8.2.4z`,J=_`<path class="shape" d="M20.500 3h23L61 20.500v23L43.500 61h-23L3 43.500v-23z" stroke-linejoin="round" />`,Ve=`M24 26a8 8 0 1 1 11.500 7.200c-2.400 1.200-3.500 2.500-3.500 5.300M32 46.500v.1`,Y={VERIFIED:_`<path class="shape" d=${Be} stroke-linejoin="round" />`,PENDING:_`<circle class="shape" cx="32" cy="32" r="29" /><circle class="sign thin" cx="32" cy="32" r="20" /><path class="sign" d="M32 20v12l8 6" />`,INCOMPLETE:_`<path class="shape" d="M28 5.5a4.6 4.6 0 0 1 8 0l25 46a4.6 4.6 0 0 1-4 6.8H7a4.6 4.6 0 0 1-4-6.8z" /><path class="sign" d="M32 23v16M32 48v.1" />`,NO_RECORD:_`<circle class="shape hollow" cx="32" cy="32" r="27.500" /><path class="sign ink" d=${Ve} />`,REFUSED:_`${J}<path class="sign" d="M22 22l20 20M42 22L22 42" />`},He={"in order":`M20 33l8.500 8.500L45 24`,attention:`M32 18v17M32 45v.1`,recalled:`M32 18v17M32 45v.1`,ended:`M21 32h22`,unknown:`M21 32h22`};function Ue(e){return Y[e]}function We({verdict:e,status:t,neverMade:n}){return n?_`${J}<path class="sign" d=${Ve} />`:e===`VERIFIED`?_`${Y.VERIFIED}<path class="sign" d=${He[t]} />`:Y[e]}var Ge=d`
  .verdict {
    --tone: var(--wp-none);
    --wash: var(--wp-none-wash);
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    gap: 0.9em 1em;
    padding: 1.125em;
    background: var(--wash);
    border: 2px solid color-mix(in srgb, var(--tone) 45%, transparent);
    border-radius: calc(var(--wp-radius) * 1.25);
  }

  .verdict[data-tone="good"] {
    --tone: var(--wp-good);
    --wash: var(--wp-good-wash);
  }

  .verdict[data-tone="wait"] {
    --tone: var(--wp-wait);
    --wash: var(--wp-wait-wash);
  }

  .verdict[data-tone="unsure"] {
    --tone: var(--wp-unsure);
    --wash: var(--wp-unsure-wash);
  }

  .verdict[data-tone="bad"] {
    --tone: var(--wp-bad);
    --wash: var(--wp-bad-wash);
  }

  .verdict > :not(.seal, .said) {
    grid-column: 1 / -1;
  }

  .seal {
    width: 4.25em;
    height: 4.25em;
  }

  .shape {
    fill: var(--tone);
    stroke: var(--tone);
    stroke-width: 2;
  }

  .hollow {
    fill: none;
    stroke-width: 4;
    stroke-dasharray: 9.6 7.7;
    stroke-linecap: round;
  }

  .sign {
    fill: none;
    stroke: var(--wp-on-tone);
    stroke-width: 5.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .sign.thin {
    stroke-width: 3;
    opacity: 0.6;
  }

  .sign.ink {
    stroke: var(--tone);
  }

  .said {
    display: grid;
    gap: 0.25em;
  }

  .headline {
    font-size: 1.5em;
    font-weight: 700;
    line-height: 1.15;
    letter-spacing: -0.015em;
    text-wrap: balance;
  }

  .basis {
    font-size: 0.875em;
    color: var(--wp-soft);
    font-variant-numeric: tabular-nums;
  }

  .basis:empty {
    display: none;
  }

  @media (forced-colors: active) {
    .shape,
    .sign {
      forced-color-adjust: none;
    }
  }

  @media print {
    .verdict {
      break-inside: avoid;
      background: none;
    }

    .shape,
    .sign {
      print-color-adjust: exact;
    }
  }
`,Ke=class extends o{static properties={error:{attribute:!1},words:{attribute:!1}};static styles=[p,Ge,d`
      [lang] {
        font-style: italic;
      }
    `];render(){let{error:e,words:t}=this,{passing:n}=e;return m`
      <section class="verdict" part="verdict" data-tone=${n?`unsure`:`none`} aria-labelledby="headline">
        <svg class="seal" part="seal" viewBox="0 0 64 64" aria-hidden="true">${Ue(n?`INCOMPLETE`:`NO_RECORD`)}</svg>
        <div class="said">
          <h1 id="headline" class="headline" part="headline">${n?t.verdict.INCOMPLETE:t.failure.wrongNumber}</h1>
        </div>
        <p>${e.inWords(t)}</p>
        ${e.detail===null?v:m`<p class="small" lang="en">${O(e.detail)}</p>`}
        ${n?m`
              <p>${t.failure.nothingKnown}</p>
              <button type="button" @click=${this.again}>${t.failure.again}</button>
            `:v}
      </section>
    `}again(){this.dispatchEvent(new CustomEvent(`wayproof-again`))}};i(`wayproof-failure`,Ke);var qe=class extends u{static styles=[p,d`
      li {
        display: grid;
        padding-inline-start: 0.9em;
        border-inline-start: 4px solid var(--wp-line);
      }

      li + li {
        margin-block-start: 0.75em;
      }

      .severity {
        font-size: 0.8125em;
        font-weight: 700;
        color: var(--wp-soft);
      }

      [data-severity="warning"] {
        border-color: var(--wp-unsure);
      }

      [data-severity="warning"] .severity {
        color: var(--wp-unsure);
      }

      [data-severity="alert"] {
        border-color: var(--wp-bad);
      }

      [data-severity="alert"] .severity {
        color: var(--wp-bad);
      }
    `];render(){let{checked:e,words:t}=this,n=e.report.findings.filter(({rule:e,severity:t})=>e!==`recalled`&&t!==`info`);return this.toggleAttribute(`told`,n.length>0),n.length===0?v:m`
      <section class="card" part="findings" aria-labelledby="title">
        <h2 id="title">${t.findings.title}</h2>
        <ul>
          ${n.map(e=>m`
              <li data-severity=${e.severity}>
                <span class="severity">${t.findings.severities[e.severity]}</span>
                <span>${H(e,t)}</span>
              </li>
            `)}
        </ul>
      </section>
    `}};i(`wayproof-findings`,qe);function Je(e){let t=[];for(let n of e){let e=t.at(-1);e!==void 0&&e.issuer===n.issuer&&e.hosted===n.hosted?e.statements.push(n):t.push({issuer:n.issuer,hosted:n.hosted,statements:[n]})}return t}function Ye(e,t){let{locale:n,journey:r,statement:i}=t,a=e.time===null?r.notFinal:n.dateTime(e.time*1e3),o=[[i.issuer,O(e.issuer)],[i.recorded,a],[i.logIndex,String(e.index)],[i.id,e.id],...e.struck===null?[]:[[i.doesNotCount,O(e.struck)]]];return m`
    <dl class="rows">${o.map(([e,t])=>X(e,t))}</dl>
    <pre tabindex="0" role="region" aria-label=${i.text}>${O(JSON.stringify(e.members,null,2))}</pre>
  `}function X(e,t){return m`<dt>${e}</dt><dd>${t}</dd>`}var Xe=d`
  .hand {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    padding: 0 0 1.4em 1.75em;
  }

  .hand::before {
    content: "";
    position: absolute;
    inset: 0.25em auto auto 0;
    width: 0.9em;
    height: 0.9em;
    background: var(--wp-accent);
    border-radius: 50%;
  }

  .hand::after {
    content: "";
    position: absolute;
    inset: 1.55em auto 0.1em calc(0.45em - 1px);
    width: 2px;
    background: var(--wp-line);
    border-radius: 1px;
  }

  .hand:last-child {
    padding-block-end: 0;
  }

  .hand[data-checked="false"]::before {
    background: none;
    border: 2px solid var(--wp-soft);
  }

  .steps {
    margin-block-start: 0.35em;
  }

  .step + .step {
    border-block-start: 1px solid var(--wp-line);
  }

  .step summary {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    padding-block: 0.5em;
    padding-inline-end: 1.5em;
    list-style: none;
  }

  .step summary::-webkit-details-marker {
    display: none;
  }

  .step summary::after {
    content: "";
    position: absolute;
    inset: 0.95em 0.2em auto auto;
    width: 0.45em;
    height: 0.45em;
    border: solid var(--wp-soft);
    border-width: 0 2px 2px 0;
    rotate: 45deg;
  }

  .step details[open] summary::after {
    inset-block-start: 1.15em;
    rotate: 225deg;
  }

  .step details[open] {
    padding-block-end: 0.75em;
  }

  .what {
    font-weight: 550;
  }

  .step[data-kind="recall"] .what {
    font-weight: 700;
    color: var(--wp-bad);
  }

  .step[data-undone="true"] .what {
    text-decoration: line-through;
  }

  .when,
  .where,
  .marks {
    font-size: 0.875em;
    color: var(--wp-soft);
    font-variant-numeric: tabular-nums;
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }

  .zone {
    font-size: 0.875em;
  }

  .marks {
    font-weight: 600;
    color: var(--wp-unsure);
  }
`;i(`wayproof-journey`,class extends u{static styles=[p,g,Xe];render(){let{checked:e,words:t}=this,n=L(e.report);if(n.length===0)return v;let r=I(e.report),i=new Set(n.map(({issuer:e})=>e)).size;return m`
      <section class="card" part="journey" aria-labelledby="title">
        <div>
          <h2 id="title">${r?t.journey.title:t.journey.unchecked}</h2>
          <p class="small">${r?t.journey.summary(n.length,i):t.journey.whoseUnknown}</p>
        </div>
        <slot></slot>
        <ol class="hands">${Je(n).map(e=>this.hands(e,r))}</ol>
      </section>
    `}hands({issuer:e,hosted:t,statements:n},r){let{journey:i}=this.words,{name:a,source:o}=G(this.checked,e),s=[...o===`number`?[]:[W(e)],...o===`listed`?[i.listedName]:[],...r?[t?i.hosted:i.ownKey]:[]];return m`
      <li class="hand" data-checked=${r}>
        <h3>${a}</h3>
        <p class="small">${s.join(` · `)}</p>
        <ol class="steps">${n.map(e=>this.step(e,r))}</ol>
      </li>
    `}step(e,t){let{words:n}=this,{journey:r,locale:i}=n,a=F(e),o=ge(e),s=U(e,n),c=[...t&&e.time===null?[r.notFinal]:[],...e.undone?[r.takenBack]:[],...e.disputed?[r.disputed]:[]];return m`
      <li class="step" data-kind=${e.notice??`event`} data-undone=${e.undone}>
        <details>
          <summary>
            <span class="what">${s}</span>
            ${a===null?v:m`<span class="when">${i.dateTime(a.at,a.offset)} <span class="zone">${Ee(a.offset)}</span></span>`}
            ${o===null?v:m`<span class="where">${r.at(W(o))}</span>`}
            ${c.length===0?v:m`<span class="marks">${c.join(` · `)}</span>`}
          </summary>
          ${Ye(e,n)}
        </details>
      </li>
    `}});var Ze=class extends u{static styles=[p,d`
      li + li {
        margin-block-start: 0.5em;
      }

      li {
        padding-inline-start: 1em;
        text-indent: -1em;
      }

      li::before {
        content: "–";
        display: inline-block;
        width: 1em;
        text-indent: 0;
      }
    `];render(){let{limits:e}=this.words;return m`
      <section class="card soft" part="limits" aria-labelledby="title">
        <h2 id="title">${e.title}</h2>
        <ul>
          <li>${e.object}</li>
          <li>${e.truth}</li>
          <li>${e.withheld}</li>
        </ul>
      </section>
    `}};i(`wayproof-limits`,Ze);var Qe=class extends u{static styles=[p,d`
      li {
        display: grid;
        grid-template-columns: 1.25em minmax(0, 1fr);
        gap: 0.6em;
      }

      li + li {
        margin-block-start: 0.5em;
      }

      li::before {
        content: "";
        width: 1.1em;
        height: 1.1em;
        margin-block-start: 0.2em;
        border: 2px solid var(--wp-soft);
        border-radius: 0.3em;
      }
    `];render(){let{look:e}=this.words;return m`
      <section class="card" part="look" aria-labelledby="title">
        <h2 id="title">${e.title}</h2>
        <ul>
          ${this.points().map(e=>m`<li><span>${e}</span></li>`)}
        </ul>
        <p class="small">${e.why}</p>
      </section>
    `}points(){let{checked:e,words:t}=this,{look:n,product:r,locale:i}=t,a=V(e.report.item,t),o=z(e.report),s=e=>a.find(({label:t})=>t===e)?.value??null,c=s(r.serial)??s(r.sscc)??s(r.number),l=s(r.lot)??N(o,`lot`),u=N(o,`bestBefore`);return[...c===null?[]:[n.number(c)],...l===null?[]:[n.lot(l)],...u===null?[]:[n.bestBefore(i.date(u))],n.seal,n.label]}};i(`wayproof-look`,Qe);var $e=[];function Z(e,t,n){return $e.filter(n=>n.position===e&&n.applies(t)).map(e=>e.element(t,n))}function et(e){for(let t of $e)t.applies(e)&&t.load().catch(e=>console.warn(String(e)))}var tt=class extends u{static styles=[p,d`
      .product {
        display: grid;
        gap: 0.6em;
      }

      .head {
        display: flex;
        align-items: center;
        gap: 1em;
      }

      .name {
        display: grid;
        flex: 1;
        gap: 0.2em;
      }

      ::slotted(*) {
        flex: none;
      }

      .brand {
        font-size: 0.9375em;
        font-weight: 600;
        color: var(--wp-accent);
      }

      .facts {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(8.5em, 1fr));
        gap: 0.5em 1.25em;
      }

      dd {
        font-variant-numeric: tabular-nums;
      }
    `];render(){let{checked:e,words:t}=this,{report:n}=e,r=z(n),i=N(r,`name`),a=N(r,`description`),o=N(r,`brand`);return m`
      <section class="product" part="product" aria-labelledby="name">
        ${n.verdict===`NO_RECORD`&&i!==null?m`<p class="soft">${t.product.belongsTo}</p>`:v}
        <div class="head">
          <slot></slot>
          <div class="name">
            ${o===null?v:m`<p class="brand" part="brand">${o}</p>`}
            <h1 id="name" part="name">${i??t.product.unnamed}</h1>
          </div>
        </div>
        ${a===null?v:m`<p>${a}</p>`}
        <dl class="facts">
          ${this.facts().map(({label:e,value:t})=>m`<div><dt>${e}</dt><dd>${t}</dd></div>`)}
        </dl>
      </section>
    `}facts(){let{checked:e,words:t}=this,{locale:n,product:r}=t,i=z(e.report),a=V(e.report.item,t),o=[[r.bestBefore,N(i,`bestBefore`)],[r.lot,a.some(({label:e})=>e===r.lot)?null:N(i,`lot`)],[r.netContent,N(i,`netContent`)],[r.origin,N(i,`origin`)],[r.maker,N(i,`maker`)]],s=(e,t)=>e===r.bestBefore?n.date(t):e===r.origin?n.region(t):t;return[...o.flatMap(([e,t])=>t===null?[]:[{label:e,value:s(e,t)}]),...a]}};i(`wayproof-product`,tt);var nt=`wayproof:recall`,Q=4e3,rt=64,it=/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/,at=/^https:\/\/[!-~]+$/;function ot(e){let t=S(e,`the recall's text`,[`reason`],[`instructions`,`contact`,`link`,`translations`]),n=$(t,`link`);if(n!==null&&!at.test(n))throw new r(`link is no https address`);let i=Object.hasOwn(t,`translations`)?y(t,`translations`):{};if(!C(i)||Object.keys(i).length>rt)throw new r(`translations is not an object, or has too many languages`);return{...st(t),contact:$(t,`contact`),link:n,translations:new Map(Object.entries(i).map(([e,t])=>{if(!it.test(e))throw new r(`translations has a name that is no language tag`);return[e,st(S(t,`a translation`,[`reason`],[`instructions`]))]}))}}function st(e){return{reason:b(y(e,`reason`),`reason`,1,Q),instructions:$(e,`instructions`)}}function $(e,t){return Object.hasOwn(e,t)?b(y(e,t),t,1,Q):null}function ct(e,t){let n;try{n=ot(e.members[nt])}catch(e){if(e instanceof r)return null;throw e}let i=lt([...n.translations.keys()],t),a=i===null?n:n.translations.get(i)??n;return{lang:i,reason:O(a.reason),instructions:a.instructions===null?null:O(a.instructions),contact:n.contact===null?null:O(n.contact),link:n.link}}function lt(e,t){let n=new Intl.Locale(t).maximize(),r=e.flatMap(e=>{try{return[{tag:e,locale:new Intl.Locale(e).maximize()}]}catch{return[]}}).filter(({locale:e})=>e.language===n.language);return(r.find(({locale:e})=>e.script===n.script)??r[0])?.tag??null}var ut=class extends u{static styles=[p,d`
      .recall {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 0.6em 0.9em;
        padding: 1.125em;
        color: var(--wp-on-recall);
        background: var(--wp-recall);
        border: 2px solid var(--wp-recall);
        border-radius: calc(var(--wp-radius) * 1.25);
        print-color-adjust: exact;
      }

      .icon {
        width: 3.25em;
        height: 3.25em;
      }

      h2 {
        font-size: 1.5em;
        font-weight: 750;
        line-height: 1.15;
      }

      h2 + p {
        font-size: 1.0625em;
        font-weight: 600;
      }

      .recall > :not(.icon, h2) {
        grid-column: 1 / -1;
      }

      .said {
        display: grid;
        gap: 0.35em;
        white-space: pre-line;
      }

      a {
        color: inherit;
      }

      :focus-visible {
        outline-color: currentColor;
      }
    `];render(){let{checked:e,words:t}=this,n=ve(e.report);if(this.toggleAttribute(`told`,n.length>0),n.length===0)return v;let r=[...new Set(n.map(({issuer:t})=>G(e,t).name))],i=n.flatMap(({time:e})=>e===null?[]:[e]),a=i.length===0?null:t.locale.day(Math.min(...i)*1e3);return m`
      <section class="recall" part="recall" role="alert" aria-labelledby="title">
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 3.500L2 20.500h20z" />
          <path d="M12 10v4.500M12 17.300v.01" />
        </svg>
        <h2 id="title">${t.recall.title}</h2>
        <p>${t.recall.text(t.locale.list(r),a)}</p>
        ${n.map(e=>this.said(e))}
      </section>
    `}said(e){let{words:t}=this,n=ct(e,t.locale.tag);return n===null?v:m`
      <div class="said">
        <p lang=${n.lang??v}>${n.reason}</p>
        ${n.instructions===null?v:m`<p lang=${n.lang??v}>${n.instructions}</p>`}
        ${n.contact===null?v:m`<p>${t.recall.contact(n.contact)}</p>`}
        ${n.link===null?v:m`<p><a href=${n.link} rel="noreferrer noopener nofollow" target="_blank">${t.recall.more(dt(n.link))}</a></p>`}
      </div>
    `}};function dt(e){return URL.canParse(e)?new URL(e).host:e}i(`wayproof-recall`,ut);var ft=class extends u{static styles=[p,g,d`
      .files {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5em 1.25em;
        margin-block-start: 0.75em;
        font-size: 0.9375em;
      }
    `];render(){let{checked:e,words:t}=this,{report:n,place:r}=e,{technical:i}=t,a=_e(n);return m`
      <details class="card fold" part="technical">
        <summary><h2>${i.title}</h2></summary>
        <dl class="rows">${this.rows()}</dl>
        ${n.findings.filter(({severity:e})=>e===`info`).map(e=>m`<p class="small">${H(e,t)} (${i.statements(e.statements.join(`, `))})</p>`)}
        ${a.length===0?v:m`<h3>${i.struck}</h3>`}
        ${a.map(e=>m`<details class="raw"><summary>${U(e,t)}</summary>${Ye(e,t)}</details>`)}
        <p class="files">
          <a href=${r.passport} download="passport.json">${i.keepPassport}</a>
          <a href=${r.trust} download="trust.json">${i.keepTrust}</a>
        </p>
      </details>
    `}rows(){let{report:e,trust:t,pin:n,took:r,passportBytes:i}=this.checked,{technical:a,locale:o}=this.words;return[X(a.item,O(e.item)),X(a.verdict,`${e.verdict}, ${a.exitCode(e.exit)}`),X(a.status,e.status),...e.missing.length===0?[]:[X(a.missing,O(e.missing.join(`; `)))],...e.seq===null?[]:[X(a.newestAnchor,a.anchor(e.seq,e.size??0))],...e.asOf===null?[]:[X(a.anchored,o.dateTime(e.asOf*1e3))],...t===null?[]:[X(a.log,O(t.origin)),X(a.chain,a.contract(t.chainId,`0x${t.contract}`)),X(a.readAt,O(t.rpcUrls.join(`, `)))],...n===null?[]:[X(a.pinned,`${n.number}, 0x${n.hash}`)],X(a.took,a.time(Math.round(r),i.length))]}};i(`wayproof-technical`,ft);var pt=class extends u{static styles=[p,Ge,d`
      .status {
        font-weight: 650;
      }
    `];render(){let{checked:e,words:t}=this,{report:n}=e,r=t.statuses[n.status];return m`
      <section class="verdict" part="verdict" data-tone=${ze(n)} aria-labelledby="headline">
        <svg class="seal" part="seal" viewBox="0 0 64 64" aria-hidden="true">${We(n)}</svg>
        <div class="said">
          <h2 id="headline" class="headline" part="headline">${t.verdict[n.verdict]}</h2>
          <p class="basis">${we(n,t)}</p>
        </div>
        <p class="meaning">${xe(n,t)}</p>
        ${r===void 0?v:m`<p class="status">${r}</p>`}
      </section>
    `}};i(`wayproof-verdict`,pt);var mt=class extends o{static properties={item:{type:String},ledger:{type:String},trust:{type:String},lang:{type:String},checked:{attribute:!1},error:{attribute:!1},checks:{attribute:!1},words:{attribute:!1}};static styles=[te,d`
      :host {
        container-type: inline-size;
      }

      .whole,
      .column {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
        gap: 1em;
      }

      /* A part that has nothing to say takes no room. */
      wayproof-recall:not([told]),
      wayproof-certificates:not([told]),
      wayproof-findings:not([told]) {
        display: none;
      }

      @container (min-width: 56em) {
        .whole:has(.column) {
          grid-template-columns: minmax(0, 5fr) minmax(0, 6fr);
          gap: 1.5em;
        }

        wayproof-recall {
          grid-column: 1 / -1;
        }
      }
    `];asked=0;constructor(){super(),this.item=``,this.ledger=``,this.trust=null,this.lang=``,this.checked=null,this.error=null,this.checks=new Map,this.words=null}willUpdate(e){e.has(`lang`)&&this.speak(),(e.has(`item`)||e.has(`ledger`)||e.has(`trust`))&&this.item!==``&&this.verify()}updated(e){let t=this.checked!==null||this.error!==null,n=e.has(`checked`)&&e.get(`checked`)?.report!==this.checked?.report;t&&this.words!==null&&(n||e.has(`error`)||e.has(`words`))&&this.dispatchEvent(new CustomEvent(`wayproof-verdict`,{detail:this.ending(this.words),bubbles:!0,composed:!0}))}render(){let{words:e}=this;return e===null||this.item===``?v:m`<div class="whole" lang=${e.lang} aria-live="polite">${this.content(e)}</div>`}content(e){let{checked:t,error:n,item:r,checks:i}=this;if(n!==null)return m`<wayproof-failure .error=${n} .words=${e} @wayproof-again=${this.verify}></wayproof-failure>`;if(t===null)return m`<wayproof-checking .item=${r} .checks=${i} .words=${e}></wayproof-checking>`;let a=m`<wayproof-product .checked=${t} .words=${e} exportparts="product, brand, name"
      >${Z(`picture`,t,e)}</wayproof-product
    >`,o=m`<wayproof-verdict .checked=${t} .words=${e} exportparts="verdict, seal, headline"></wayproof-verdict>`,s=t.report.verdict!==`NO_RECORD`&&t.report.verdict!==`REFUSED`;return m`
      <wayproof-recall .checked=${t} .words=${e} exportparts="recall"></wayproof-recall>
      <div class="column">
        ${s?[a,o]:[o,a]}
        <wayproof-findings .checked=${t} .words=${e} exportparts="findings"></wayproof-findings>
        <wayproof-look .checked=${t} .words=${e} exportparts="look"></wayproof-look>
      </div>
      <div class="column">
        <wayproof-journey .checked=${t} .words=${e} exportparts="journey">
          ${Z(`journey`,t,e)}
        </wayproof-journey>
        ${Z(`below`,t,e)}
        <wayproof-certificates .checked=${t} .words=${e} exportparts="certificates"></wayproof-certificates>
        <wayproof-checks .checked=${t} .words=${e} exportparts="checks"></wayproof-checks>
        <wayproof-limits .checked=${t} .words=${e} exportparts="limits"></wayproof-limits>
        <wayproof-technical .checked=${t} .words=${e} exportparts="technical"></wayproof-technical>
      </div>
    `}async speak(){let e=this.lang===``?ne(new URL(location.href)):[this.lang,...navigator.languages],{lang:t}=this,n=await a(ee(e));t===this.lang&&(this.words=n)}async verify(){let e=++this.asked;this.checked=null,this.error=null,this.checks=new Map;try{let t=Me(this.item),n=await de(t,this.place(t),t=>{e===this.asked&&(this.checks=new Map(this.checks).set(t.step,t))});if(e!==this.asked)return;this.checked=n,await this.updateComplete,et(n);let r=await ke(n);e===this.asked&&r.size>0&&(this.checked={...n,listed:r})}catch(t){t instanceof T||console.error(t),e===this.asked&&(this.error=t instanceof T?t:new T(`broken`))}}place(e){let t=this.ledger===``&&this.trust===null?Fe():null;return t===null?Ne(this.ledger,e,this.trust):Pe(t,e)}ending(e){let{checked:t,error:n}=this;if(t!==null){let{verdict:n}=t.report;return{verdict:n,headline:e.verdict[n],checked:t}}let r=n?.passing??!0;return{verdict:r?`INCOMPLETE`:`INVALID`,headline:r?e.verdict.INCOMPLETE:e.failure.wrongNumber,checked:t}}};i(`wayproof-passport`,mt);export{T as i,he as n,A as r,je as t};