import{D as e,T as t,a as n,at as r,g as i,lt as a,n as o,o as s,ot as c,st as l,tt as u,w as d,y as f}from"./tokens-BwTpO1wg.js";import{t as p}from"./speech-BtmHyKrt.js";var m=[`qr_code`,`data_matrix`,`code_128`],h=[`ean_13`,`ean_8`,`upc_a`,`itf`],g;function _(){return g??=v().catch(e=>{throw g=void 0,e}),g}async function v(){return await y()??(await e(async()=>{let{openZxing:e}=await import(`./zxing-DfOwHZEt.js`);return{openZxing:e}},[],import.meta.url)).openZxing()}async function y(){let e=globalThis.BarcodeDetector;if(e===void 0)return null;try{let t=await e.getSupportedFormats();if(!m.every(e=>t.includes(e)))return null;let n=new e({formats:[...m,...h].filter(e=>t.includes(e))});return{async read(e){return(await n.detect(e)).map(({rawValue:e})=>({text:e,symbology:null}))}}}catch{return null}}var b=2048,x=[`]C1`,`]e0`,`]d2`,`]Q3`,`]J1`],S=[8,12,13,14],C=18,w=/^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]+)?\//i;function T({text:e,symbology:t}){let n=e.trim();if(n===``||n.length>b)return{kind:`other`};let r=D(n,t);try{let e=f(i(r));if(e.primaryAi!==null)return{kind:O(e),item:e}}catch(e){if(!(e instanceof u))throw e;if(/^https?:/i.test(r)&&d(r)||/^(?:[(\]\x1d0-9]|urn:epc:)/.test(r))return{kind:`broken`}}return k(r)}function E(e){return`/p${e.uri.slice(t.length)}`}function D(e,t){if(t!==null&&x.includes(t)&&!e.startsWith(`]`))return t+e;if(/^[(\]0-9]/.test(e)){let t=e.replace(/\s/g,``);if(/^[0-9]+$/.test(t)){if(S.includes(t.length))return`(01)${t.padStart(14,`0`)}`;if(t.length===C)return`(00)${t}`}return t}return w.test(e)?`https://${e}`:e}function O(e){return e.kind===`place`||e.kind===`party`?e.kind:`item`}function k(e){return/^https?:/i.test(e)&&URL.canParse(e)?{kind:`elsewhere`,host:new URL(e).host}:{kind:`other`}}function A(e,t){let{product:n}=t,{gtin:r,primaryAi:i,primaryValue:a}=e;return[[n.serial,r===null?null:e.serial],[n.lot,e.lot],[n.gtin,r],[i===`00`?n.sscc:`(${i??``})`,r===null?a:null]].filter(([,e])=>e!==null).map(([e,t])=>`${e} ${t}`).join(` · `)}function j(e,t){try{return A(f(e),t)||e}catch{return e}}function M(e,t){let n=T(e);switch(n.kind){case`item`:return n.item;case`elsewhere`:return t.elsewhere(n.host);default:return t[n.kind]}}var N=class extends Error{barrier;constructor(e){super(e),this.barrier=e}};function P(){return isSecureContext?navigator.mediaDevices?.getUserMedia===void 0?`unsupported`:null:`insecure`}async function F(e,t){let n=P();if(n!==null)throw new N(n);let r=t===null?{facingMode:`environment`}:{deviceId:{exact:t}},i;try{i=await navigator.mediaDevices.getUserMedia({audio:!1,video:{...r,width:{ideal:1280},height:{ideal:720}}})}catch(e){throw new N(L(e))}let a=()=>{for(let e of i.getTracks())e.stop();e.srcObject===i&&(e.srcObject=null)};e.srcObject=i;try{await e.play()}catch{throw a(),new N(`failed`)}let o=i.getVideoTracks()[0];return{id:o.getSettings().deviceId??``,hasTorch:`torch`in(o.getCapabilities?.()??{}),torch:e=>o.applyConstraints({advanced:[{torch:e}]}),stop:a}}async function I(){return(await navigator.mediaDevices.enumerateDevices()).filter(({kind:e,deviceId:t})=>e===`videoinput`&&t!==``).map(({deviceId:e,label:t})=>({id:e,label:t}))}function L(e){let t=e instanceof DOMException?e.name:``;return t===`NotAllowedError`||t===`SecurityError`?`denied`:t===`NotFoundError`||t===`OverconstrainedError`?`none`:`failed`}var R=120,z=800,B=2400;async function V(e,t,n,r){let i=document.createElement(`canvas`);for(let a=0;!r.aborted;a++){if(e.videoWidth>0&&!document.hidden){let o=a%2==0?1:.5,[s,c]=[e.videoWidth*o,e.videoHeight*o];U(i,e,[(e.videoWidth-s)/2,(e.videoHeight-c)/2,s,c],z);for(let e of await t.read(i))r.aborted||n(e)}await new Promise(e=>setTimeout(e,R))}}async function H(e,t){let n;try{n=await createImageBitmap(e)}catch{return[]}let r=document.createElement(`canvas`);return U(r,n,[0,0,n.width,n.height],B),n.close(),t.read(r)}function U(e,t,[n,r,i,a],o){let s=Math.min(1,o/Math.max(i,a));e.width=Math.max(1,Math.round(i*s)),e.height=Math.max(1,Math.round(a*s)),e.getContext(`2d`,{willReadFrequently:!0}).drawImage(t,n,r,i,a,0,0,e.width,e.height)}var W=a`
  button,
  .button {
    min-height: 3em;
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    padding: 0.5em 1.125em;
    font-weight: 600;
    border-radius: calc(var(--wp-radius) * 0.75);
    cursor: pointer;
  }

  .quiet {
    color: var(--wp-ink);
    background: var(--wp-card);
    border: 1.5px solid var(--wp-line);
  }

  .wide {
    justify-self: stretch;
    width: 100%;
  }

  .main {
    min-height: 3.5em;
    font-size: 1.0625em;
    color: var(--wp-on-tone);
    background: var(--wp-accent);
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    align-items: center;
  }

  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(8.5em, 1fr));
    gap: 0.5em;
  }

  .choices button {
    justify-self: stretch;
  }

  [aria-pressed="false"] {
    color: var(--wp-ink);
    background: var(--wp-card);
    border: 1.5px solid var(--wp-line);
  }

  [aria-pressed="true"] {
    color: var(--wp-on-tone);
    background: var(--wp-accent);
    border: 1.5px solid var(--wp-accent);
  }

  label,
  .field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.25em;
    font-size: 0.9375em;
    color: var(--wp-soft);
  }

  input:not([type="file"]),
  select,
  textarea {
    width: 100%;
    min-width: 0;
    min-height: 3em;
    padding: 0.5em 0.75em;
    font: inherit;
    /* Smaller text makes a phone zoom into the field. */
    font-size: max(16px, 1em);
    color: var(--wp-ink);
    background: var(--wp-paper);
    border: 1.5px solid var(--wp-soft);
    border-radius: calc(var(--wp-radius) * 0.6);
  }

  input[type="file"] {
    position: absolute;
    width: 1px;
    height: 1px;
    opacity: 0;
  }

  .button:focus-within {
    outline: 3px solid var(--wp-accent);
    outline-offset: 2px;
  }

  form {
    display: grid;
    gap: 0.75em;
  }

  .said:empty {
    display: none;
  }

  .said[data-tone="bad"] {
    color: var(--wp-bad);
  }

  .said[data-tone="good"] {
    color: var(--wp-good);
  }
`,G=3e3,K=class extends r{static properties={words:{attribute:!1},state:{state:!0},said:{state:!0},choices:{state:!0},lit:{state:!0}};static styles=[o,W,a`
      :host {
        display: grid;
        gap: 0.75em;
      }

      .view {
        position: relative;
        overflow: hidden;
        background: #000;
        border-radius: var(--wp-radius);
      }

      .view[hidden] {
        display: none;
      }

      video {
        display: block;
        width: 100%;
        aspect-ratio: 4 / 3;
        object-fit: cover;
      }

      .aim {
        position: absolute;
        inset: 18% 24%;
        border: 3px solid #fff;
        border-radius: 1em;
        box-shadow: 0 0 0 100vmax rgb(0 0 0 / 35%);
        pointer-events: none;
      }

      .typed {
        grid-template-columns: minmax(0, 1fr) auto;
        align-items: end;
      }

      .typed .small {
        grid-column: 1 / -1;
      }
    `];camera=null;watching=null;last={text:``,at:0};constructor(){super(),this.state=P()??`off`,this.said=``,this.choices=[],this.lit=!1}async start(e=null){if(P()!==null)return;this.stop(),this.state=`starting`,this.said=``;let t=new AbortController;this.watching=t,await this.updateComplete;let n=this.renderRoot.querySelector(`video`);try{let r=await F(n,e);if(t.signal.aborted)return r.stop();this.camera=r}catch(e){if(t.signal.aborted)return;if(!(e instanceof N))throw e;this.state=e.barrier;return}this.state=`on`,this.choices=await I();let r=await this.decoder(t.signal);r!==null&&await V(n,r,e=>this.saw(e),t.signal)}stop(){this.watching?.abort(),this.camera?.stop(),this.camera=null,this.lit=!1,(this.state===`on`||this.state===`starting`)&&(this.state=`off`)}connectedCallback(){super.connectedCallback(),document.addEventListener(`visibilitychange`,this.hide)}disconnectedCallback(){document.removeEventListener(`visibilitychange`,this.hide),this.stop(),super.disconnectedCallback()}render(){let{words:e,state:t}=this,n=t===`on`||t===`starting`,r=n||t===`off`?null:e.barriers[t];return l`
      <div class="view" ?hidden=${!n}>
        <video muted playsinline aria-label=${e.picture}></video>
        <div class="aim"></div>
      </div>
      ${r===null?l`<div class="row">
            <button type="button" class=${n?`quiet`:`main wide`} @click=${()=>n?this.stop():void this.start()}>
              ${n?e.stop:e.start}
            </button>
            ${t===`on`?this.settings():c}
          </div>`:l`<p class="kept">${r}</p>`}
      <p class="said" role="status">${t===`starting`?e.starting:this.said}</p>
      <label class="button photo ${r===null?`quiet`:`main`}">
        ${e.photo}
        <input type="file" accept="image/*" capture="environment" @change=${this.photo} />
      </label>
      <form class="typed" @submit=${this.typed}>
        <label>${e.type}<input name="code" autocomplete="off" autocapitalize="off" spellcheck="false" maxlength="2048" aria-describedby="hint" required /></label>
        <button class="quiet">${e.go}</button>
        <p id="hint" class="small">${e.typeHint}</p>
      </form>
    `}settings(){let{words:e,choices:t}=this,n=this.camera?.hasTorch??!1;return l`
      ${n?l`<button type="button" aria-pressed=${this.lit} @click=${this.light}>${e.light}</button>`:c}
      ${t.length>1?l`<select aria-label=${e.camera} @change=${this.choose}>
            ${t.map(({id:t,label:n},r)=>l`<option value=${t} ?selected=${t===this.camera?.id}>${n||e.cameraNumber(r+1)}</option>`)}
          </select>`:c}
    `}hide=()=>{document.hidden&&this.stop()};async light(){try{await this.camera?.torch(!this.lit),this.lit=!this.lit}catch{this.lit=!1}}choose(e){this.start(e.target.value)}async photo(e){let t=e.target,n=t.files?.[0];if(n===void 0)return;this.said=this.words.readingPhoto;let r=await this.decoder();if(t.value=``,r===null)return;let[i]=await H(n,r);this.said=i===void 0?this.words.photoWithout:``,i!==void 0&&this.send(i)}typed(e){e.preventDefault();let t=e.target,n=String(new FormData(t).get(`code`));this.send({text:n,symbology:null})}async decoder(e=this.watching?.signal){try{return await _()}catch(t){return console.warn(String(t)),this.said=this.words.noDecoder,e===this.watching?.signal&&this.stop(),null}}saw(e){let t=performance.now();e.text===this.last.text&&t-this.last.at<G?this.last.at=t:(this.last={text:e.text,at:t},navigator.userActivation?.hasBeenActive!==!1&&navigator.vibrate?.(60),this.send(e))}send(e){this.dispatchEvent(new CustomEvent(`wayproof-scan`,{detail:e}))}};n(`wayproof-scanner`,K);function q(e,t){let n=document.querySelector(`wayproof-shell`);p(n,r=>{s[r.lang]?.loadPhone().then(({phoneWords:i})=>{let a=i(r.locale),{title:o,footer:s}=t(a);Object.assign(e,{words:r,phone:a,lang:r.lang}),document.title=`${o} – Wayproof`,n.footer=s,e.isConnected||n.replaceChildren(e)})})}export{A as a,T as c,M as i,_ as l,W as n,j as o,P as r,E as s,q as t};