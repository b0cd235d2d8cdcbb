var e=globalThis,t=e.ShadowRoot&&(e.ShadyCSS===void 0||e.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,n=Symbol(),r=new WeakMap,i=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==n)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,n=this.t;if(t&&e===void 0){let t=n!==void 0&&n.length===1;t&&(e=r.get(n)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),t&&r.set(n,e))}return e}toString(){return this.cssText}},a=e=>new i(typeof e==`string`?e:e+``,void 0,n),o=(e,...t)=>new i(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,n),s=(n,r)=>{if(t)n.adoptedStyleSheets=r.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let t of r){let r=document.createElement(`style`),i=e.litNonce;i!==void 0&&r.setAttribute(`nonce`,i),r.textContent=t.cssText,n.appendChild(r)}},c=t?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return a(t)})(e):e,{is:l,defineProperty:u,getOwnPropertyDescriptor:d,getOwnPropertyNames:f,getOwnPropertySymbols:p,getPrototypeOf:m}=Object,h=globalThis,g=h.trustedTypes,_=g?g.emptyScript:``,ee=h.reactiveElementPolyfillSupport,v=(e,t)=>e,te={toAttribute(e,t){switch(t){case Boolean:e=e?_:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},ne=(e,t)=>!l(e,t),y={attribute:!0,type:String,converter:te,reflect:!1,useDefault:!1,hasChanged:ne};Symbol.metadata??=Symbol(`metadata`),h.litPropertyMetadata??=new WeakMap;var b=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=y){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&u(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=d(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??y}static _$Ei(){if(this.hasOwnProperty(v(`elementProperties`)))return;let e=m(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(v(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(v(`properties`))){let e=this.properties,t=[...f(e),...p(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(c(e))}else e!==void 0&&t.push(c(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?te:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?te:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??ne)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};b.elementStyles=[],b.shadowRootOptions={mode:`open`},b[v(`elementProperties`)]=new Map,b[v(`finalized`)]=new Map,ee?.({ReactiveElement:b}),(h.reactiveElementVersions??=[]).push(`2.1.2`);var x=globalThis,re=e=>e,S=x.trustedTypes,ie=S?S.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,ae=`$lit$`,C=`lit$${Math.random().toFixed(9).slice(2)}$`,oe=`?`+C,se=`<${oe}>`,w=document,T=()=>w.createComment(``),E=e=>e===null||typeof e!=`object`&&typeof e!=`function`,ce=Array.isArray,le=e=>ce(e)||typeof e?.[Symbol.iterator]==`function`,ue=`[ 	
\f\r]`,D=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,de=/-->/g,fe=/>/g,O=RegExp(`>|${ue}(?:([^\\s"'>=/]+)(${ue}*=${ue}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),pe=/'/g,me=/"/g,he=/^(?:script|style|textarea|title)$/i,ge=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),_e=ge(1),ve=ge(2),k=Symbol.for(`lit-noChange`),A=Symbol.for(`lit-nothing`),ye=new WeakMap,j=w.createTreeWalker(w,129);function be(e,t){if(!ce(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return ie===void 0?t:ie.createHTML(t)}var xe=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=D;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===D?c[1]===`!--`?o=de:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=O):(he.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=O):o=fe:o===O?c[0]===`>`?(o=i??D,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?O:c[3]===`"`?me:pe):o===me||o===pe?o=O:o===de||o===fe?o=D:(o=O,i=void 0);let d=o===O&&e[t+1].startsWith(`/>`)?` `:``;a+=o===D?n+se:l>=0?(r.push(s),n.slice(0,l)+ae+n.slice(l)+C+d):n+C+(l===-2?t:d)}return[be(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},Se=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=xe(t,n);if(this.el=e.createElement(l,r),j.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=j.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(ae)){let t=u[o++],n=i.getAttribute(e).split(C),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?Te:r[1]===`?`?Ee:r[1]===`@`?De:N}),i.removeAttribute(e)}else e.startsWith(C)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(he.test(i.tagName)){let e=i.textContent.split(C),t=e.length-1;if(t>0){i.textContent=S?S.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],T()),j.nextNode(),c.push({type:2,index:++a});i.append(e[t],T())}}}else if(i.nodeType===8){if(i.data===oe)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(C,e+1))!==-1;)c.push({type:7,index:a}),e+=C.length-1}}a++}}static createElement(e,t){let n=w.createElement(`template`);return n.innerHTML=e,n}};function M(e,t,n=e,r){if(t===k)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=E(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=M(e,i._$AS(e,t.values),i,r)),t}var Ce=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??w).importNode(t,!0);j.currentNode=r;let i=j.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new we(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new Oe(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=j.nextNode(),a++)}return j.currentNode=w,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},we=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=A,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=M(this,e,t),E(e)?e===A||e==null||e===``?(this._$AH!==A&&this._$AR(),this._$AH=A):e!==this._$AH&&e!==k&&this._(e):e._$litType$===void 0?e.nodeType===void 0?le(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==A&&E(this._$AH)?this._$AA.nextSibling.data=e:this.T(w.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=Se.createElement(be(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new Ce(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=ye.get(e.strings);return t===void 0&&ye.set(e.strings,t=new Se(e)),t}k(t){ce(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(T()),this.O(T()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=re(e).nextSibling;re(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},N=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=A,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=A}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=M(this,e,t,0),a=!E(e)||e!==this._$AH&&e!==k,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=M(this,r[n+o],t,o),s===k&&(s=this._$AH[o]),a||=!E(s)||s!==this._$AH[o],s===A?e=A:e!==A&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===A?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},Te=class extends N{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===A?void 0:e}},Ee=class extends N{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==A)}},De=class extends N{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=M(this,e,t,0)??A)===k)return;let n=this._$AH,r=e===A&&n!==A||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==A&&(n===A||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Oe=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){M(this,e)}},ke=x.litHtmlPolyfillSupport;ke?.(Se,we),(x.litHtmlVersions??=[]).push(`3.3.3`);var Ae=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new we(t.insertBefore(T(),e),e,void 0,n??{})}return i._$AI(e),i},je=globalThis,P=class extends b{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ae(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return k}};P._$litElement$=!0,P.finalized=!0,je.litElementHydrateSupport?.({LitElement:P});var Me=je.litElementPolyfillSupport;Me?.({LitElement:P}),(je.litElementVersions??=[]).push(`4.2.2`);var Ne=class extends Error{},F=class extends Ne{},Pe=class extends F{},Fe=class extends F{},I=class extends F{},L=BigInt(2**32-1),Ie=BigInt(32);function Le(e,t=!1){return t?{h:Number(e&L),l:Number(e>>Ie&L)}:{h:Number(e>>Ie&L)|0,l:Number(e&L)|0}}function Re(e,t=!1){let n=e.length,r=new Uint32Array(n),i=new Uint32Array(n);for(let a=0;a<n;a++){let{h:n,l:o}=Le(e[a],t);[r[a],i[a]]=[n,o]}return[r,i]}var ze=e=>e/2**32|0,Be=e=>e>>>0;function Ve(e,t,n,r){let i=ze(n),a=Be(n);e.setUint32(t,r?a:i,r),e.setUint32(t+4,r?i:a,r)}var He=(e,t,n)=>e>>>n,Ue=(e,t,n)=>e<<32-n|t>>>n,R=(e,t,n)=>e>>>n|t<<32-n,z=(e,t,n)=>e<<32-n|t>>>n,B=(e,t,n)=>e<<64-n|t>>>n-32,We=(e,t,n)=>e>>>n-32|t<<64-n;function V(e,t,n,r){let i=(t>>>0)+(r>>>0);return{h:e+n+(i/2**32|0)|0,l:i|0}}var Ge=(e,t,n)=>(e>>>0)+(t>>>0)+(n>>>0),Ke=(e,t,n,r)=>t+n+r+(e/2**32|0)|0,qe=(e,t,n,r)=>(e>>>0)+(t>>>0)+(n>>>0)+(r>>>0),Je=(e,t,n,r,i)=>t+n+r+i+(e/2**32|0)|0,Ye=(e,t,n,r,i)=>(e>>>0)+(t>>>0)+(n>>>0)+(r>>>0)+(i>>>0),Xe=(e,t,n,r,i,a)=>t+n+r+i+a+(e/2**32|0)|0;function Ze(e){return e instanceof Uint8Array||ArrayBuffer.isView(e)&&e.constructor.name===`Uint8Array`&&`BYTES_PER_ELEMENT`in e&&e.BYTES_PER_ELEMENT===1}var Qe=e=>e?`"${e}" `:``;function H(e,t=``){if(typeof e!=`number`)throw TypeError(Qe(t)+`expected number, got `+typeof e);if(!Number.isSafeInteger(e)||e<0)throw RangeError(Qe(t)+`expected integer >= 0, got `+e);return e}function U(e,t,n=``){if(Ze(e)&&(t===void 0||e.length===t))return e;t!==void 0&&H(t,`length`);let r=Ze(e),i=t===void 0?``:` of length ${t}`,a=r?`length=${e.length}`:`type=${typeof e}`,o=Qe(n)+`expected Uint8Array`+i+`, got `+a;throw r?RangeError(o):TypeError(o)}function $e(e){if(typeof e!=`function`||typeof e.create!=`function`)throw TypeError(`expected hash wrapped by utils.createHasher`);if(H(e.outputLen),H(e.blockLen),e.outputLen<1||e.blockLen<1)throw Error(`hash blockLen / outputLen must be >= 1`)}var et=(e,t)=>{if(typeof e!=`object`||!e||Array.isArray(e))throw TypeError((t===`object`?``:`"${t}" `)+`expected object, got type=`+typeof e)},tt=(e,t)=>{et(e,t);let n=Object.getPrototypeOf(e);if(n!==Object.prototype&&n!==null)throw TypeError(`"${t}" expected plain object`);if(Object.hasOwn(e,`__proto__`))throw TypeError(`"${t}.__proto__" is not allowed`)};function nt(e,t=!0){if(e.destroyed)throw Error(`hash was destroyed`);if(t&&e.finished)throw Error(`digest() was already called`)}function rt(e,t){U(e,void 0,`output`);let n=t.outputLen;if(!(e.length>=n))throw RangeError(`"output" expected length >= `+n)}function W(...e){for(let t=0;t<e.length;t++)e[t].fill(0)}function it(e){return new DataView(e.buffer,e.byteOffset,e.byteLength)}function G(e,t){return e<<32-t|e>>>t}var at=typeof Uint8Array.from([]).toHex==`function`&&typeof Uint8Array.fromHex==`function`,ot=Array.from({length:256},(e,t)=>t.toString(16).padStart(2,`0`));function st(e){if(U(e),at)return e.toHex();let t=``;for(let n=0;n<e.length;n++)t+=ot[e[n]];return t}function ct(e){return e>=48&&e<=57?e-48:e>=65&&e<=70?e-55:e>=97&&e<=102?e-87:void 0}function lt(e){if(typeof e!=`string`)throw TypeError(`hex string expected, got `+typeof e);if(at)try{return Uint8Array.fromHex(e)}catch(e){throw e instanceof SyntaxError?RangeError(e.message):e}let t=e.length,n=t/2;if(t%2)throw RangeError(`hex string expected, got unpadded hex of length `+t);let r=new Uint8Array(n);for(let t=0,i=0;t<n;t++,i+=2){let n=ct(e.charCodeAt(i)),a=ct(e.charCodeAt(i+1));if(n===void 0||a===void 0){let t=e[i]+e[i+1];throw RangeError(`hex string expected, got non-hex character "`+t+`" at index `+i)}r[t]=n*16+a}return r}function ut(...e){let t=0;for(let n=0;n<e.length;n++){let r=e[n];U(r),t+=r.length}let n=new Uint8Array(t);for(let t=0,r=0;t<e.length;t++){let i=e[t];n.set(i,r),r+=i.length}return n}function dt(e,t,n=`opts`){return tt(e,`defaults`),t!==void 0&&tt(t,n),Object.assign(Object.create(null),e,t)}function ft(e,t={}){if(typeof e!=`function`)throw TypeError(`"hashCons" expected function, got type=`+typeof e);t=dt({},t,`info`);let n=(t,n)=>e(n).update(t).digest(),r=e(void 0);return n.outputLen=r.outputLen,n.blockLen=r.blockLen,n.canXOF=r.canXOF,n.create=t=>e(t),Object.assign(n,t),Object.freeze(n)}function pt(e=32){H(e,`bytesLength`);let t=typeof globalThis==`object`?globalThis.crypto:null;if(typeof t?.getRandomValues!=`function`)throw Error(`crypto.getRandomValues must be defined`);if(e>65536)throw RangeError(`"bytesLength" expected <= 65536, got ${e}`);return t.getRandomValues(new Uint8Array(e))}var mt=e=>({oid:Uint8Array.from([6,9,96,134,72,1,101,3,4,2,e])});function ht(e,t,n){return e&t^~e&n}function gt(e,t,n){return e&t^e&n^t&n}var _t=class{blockLen;outputLen;canXOF=!1;padOffset;isLE;buffer;view;finished=!1;length=0;pos=0;destroyed=!1;constructor(e,t,n,r){this.blockLen=e,this.outputLen=t,this.padOffset=n,this.isLE=r,this.buffer=new Uint8Array(e),this.view=it(this.buffer)}update(e){nt(this),U(e);let{view:t,buffer:n,blockLen:r}=this,i=e.length,a=!1;for(let o=0;o<i;){let s=Math.min(r-this.pos,i-o);if(s===r){let t=it(e);for(;r<=i-o;o+=r)this.process(t,o);a=!0}else n.set(o===0&&s===i?e:e.subarray(o,o+s),this.pos),this.pos+=s,o+=s,this.pos===r&&(this.process(t,0),this.pos=0,a=!0)}return this.length+=e.length,a&&this.roundClean(),this}digestInto(e){nt(this),rt(e,this),this.finished=!0;let{buffer:t,view:n,blockLen:r,isLE:i}=this,{pos:a}=this;t[a++]=128,t.fill(0,a),this.padOffset>r-a&&(this.process(n,0),t.fill(0)),Ve(n,r-8,this.length*8,i),this.process(n,0),this.roundClean();let o=e===t?n:it(e),s=this.outputLen,c=s/4,l=this.get();if(s%4||c>l.length)throw Error(`invalid outputLen`);for(let e=0;e<c;e++)o.setUint32(4*e,l[e],i)}digest(){let{buffer:e,outputLen:t}=this;this.digestInto(e);let n=e.slice(0,t);return this.destroy(),n}_cloneIntoMeta(e){let{buffer:t,length:n,finished:r,destroyed:i,pos:a}=this;return e.destroyed=i,e.finished=r,e.length=n,e.pos=a,a&&e.buffer.set(t),e}clone(){return this._cloneInto()}},vt=Uint32Array.from([1779033703,3144134277,1013904242,2773480762,1359893119,2600822924,528734635,1541459225]),yt=Uint32Array.from([1779033703,4089235720,3144134277,2227873595,1013904242,4271175723,2773480762,1595750129,1359893119,2917565137,2600822924,725511199,528734635,4215389547,1541459225,327033209]),bt=Uint32Array.from([1116352408,1899447441,3049323471,3921009573,961987163,1508970993,2453635748,2870763221,3624381080,310598401,607225278,1426881987,1925078388,2162078206,2614888103,3248222580,3835390401,4022224774,264347078,604807628,770255983,1249150122,1555081692,1996064986,2554220882,2821834349,2952996808,3210313671,3336571891,3584528711,113926993,338241895,666307205,773529912,1294757372,1396182291,1695183700,1986661051,2177026350,2456956037,2730485921,2820302411,3259730800,3345764771,3516065817,3600352804,4094571909,275423344,430227734,506948616,659060556,883997877,958139571,1322822218,1537002063,1747873779,1955562222,2024104815,2227730452,2361852424,2428436474,2756734187,3204031479,3329325298]),K=new Uint32Array(64),xt=class extends _t{A=0;B=0;C=0;D=0;E=0;F=0;G=0;H=0;constructor(e,t){super(64,e,8,!1),this.A=t[0]|0,this.B=t[1]|0,this.C=t[2]|0,this.D=t[3]|0,this.E=t[4]|0,this.F=t[5]|0,this.G=t[6]|0,this.H=t[7]|0}get(){let{A:e,B:t,C:n,D:r,E:i,F:a,G:o,H:s}=this;return[e,t,n,r,i,a,o,s]}set(e,t,n,r,i,a,o,s){this.A=e|0,this.B=t|0,this.C=n|0,this.D=r|0,this.E=i|0,this.F=a|0,this.G=o|0,this.H=s|0}_cloneInto(e){return(e||=new this.constructor).set(...this.get()),this._cloneIntoMeta(e)}process(e,t){for(let n=0;n<16;n++,t+=4)K[n]=e.getUint32(t,!1);for(let e=16;e<64;e++){let t=K[e-15],n=K[e-2],r=G(t,7)^G(t,18)^t>>>3,i=G(n,17)^G(n,19)^n>>>10;K[e]=i+K[e-7]+r+K[e-16]|0}let{A:n,B:r,C:i,D:a,E:o,F:s,G:c,H:l}=this;for(let e=0;e<64;e++){let t=G(o,6)^G(o,11)^G(o,25),u=l+t+ht(o,s,c)+bt[e]+K[e]|0,d=(G(n,2)^G(n,13)^G(n,22))+gt(n,r,i)|0;l=c,c=s,s=o,o=a+u|0,a=i,i=r,r=n,n=u+d|0}n=n+this.A|0,r=r+this.B|0,i=i+this.C|0,a=a+this.D|0,o=o+this.E|0,s=s+this.F|0,c=c+this.G|0,l=l+this.H|0,this.set(n,r,i,a,o,s,c,l)}roundClean(){W(K)}destroy(){this.destroyed=!0,this.set(0,0,0,0,0,0,0,0),W(this.buffer)}},St=class extends xt{constructor(){super(32,vt)}},Ct=Re(`0x428a2f98d728ae22.0x7137449123ef65cd.0xb5c0fbcfec4d3b2f.0xe9b5dba58189dbbc.0x3956c25bf348b538.0x59f111f1b605d019.0x923f82a4af194f9b.0xab1c5ed5da6d8118.0xd807aa98a3030242.0x12835b0145706fbe.0x243185be4ee4b28c.0x550c7dc3d5ffb4e2.0x72be5d74f27b896f.0x80deb1fe3b1696b1.0x9bdc06a725c71235.0xc19bf174cf692694.0xe49b69c19ef14ad2.0xefbe4786384f25e3.0x0fc19dc68b8cd5b5.0x240ca1cc77ac9c65.0x2de92c6f592b0275.0x4a7484aa6ea6e483.0x5cb0a9dcbd41fbd4.0x76f988da831153b5.0x983e5152ee66dfab.0xa831c66d2db43210.0xb00327c898fb213f.0xbf597fc7beef0ee4.0xc6e00bf33da88fc2.0xd5a79147930aa725.0x06ca6351e003826f.0x142929670a0e6e70.0x27b70a8546d22ffc.0x2e1b21385c26c926.0x4d2c6dfc5ac42aed.0x53380d139d95b3df.0x650a73548baf63de.0x766a0abb3c77b2a8.0x81c2c92e47edaee6.0x92722c851482353b.0xa2bfe8a14cf10364.0xa81a664bbc423001.0xc24b8b70d0f89791.0xc76c51a30654be30.0xd192e819d6ef5218.0xd69906245565a910.0xf40e35855771202a.0x106aa07032bbd1b8.0x19a4c116b8d2d0c8.0x1e376c085141ab53.0x2748774cdf8eeb99.0x34b0bcb5e19b48a8.0x391c0cb3c5c95a63.0x4ed8aa4ae3418acb.0x5b9cca4f7763e373.0x682e6ff3d6b2b8a3.0x748f82ee5defb2fc.0x78a5636f43172f60.0x84c87814a1f0ab72.0x8cc702081a6439ec.0x90befffa23631e28.0xa4506cebde82bde9.0xbef9a3f7b2c67915.0xc67178f2e372532b.0xca273eceea26619c.0xd186b8c721c0c207.0xeada7dd6cde0eb1e.0xf57d4f7fee6ed178.0x06f067aa72176fba.0x0a637dc5a2c898a6.0x113f9804bef90dae.0x1b710b35131c471b.0x28db77f523047d84.0x32caab7b40c72493.0x3c9ebe0a15c9bebc.0x431d67c49c100d4c.0x4cc5d4becb3e42b6.0x597f299cfc657e2a.0x5fcb6fab3ad6faec.0x6c44198c4a475817`.split(`.`).map(e=>BigInt(e))),wt=Ct[0],Tt=Ct[1],q=new Uint32Array(80),J=new Uint32Array(80),Et=class extends _t{Ah=0;Al=0;Bh=0;Bl=0;Ch=0;Cl=0;Dh=0;Dl=0;Eh=0;El=0;Fh=0;Fl=0;Gh=0;Gl=0;Hh=0;Hl=0;constructor(e,t){super(128,e,16,!1),this.Ah=t[0]|0,this.Al=t[1]|0,this.Bh=t[2]|0,this.Bl=t[3]|0,this.Ch=t[4]|0,this.Cl=t[5]|0,this.Dh=t[6]|0,this.Dl=t[7]|0,this.Eh=t[8]|0,this.El=t[9]|0,this.Fh=t[10]|0,this.Fl=t[11]|0,this.Gh=t[12]|0,this.Gl=t[13]|0,this.Hh=t[14]|0,this.Hl=t[15]|0}get(){let{Ah:e,Al:t,Bh:n,Bl:r,Ch:i,Cl:a,Dh:o,Dl:s,Eh:c,El:l,Fh:u,Fl:d,Gh:f,Gl:p,Hh:m,Hl:h}=this;return[e,t,n,r,i,a,o,s,c,l,u,d,f,p,m,h]}set(e,t,n,r,i,a,o,s,c,l,u,d,f,p,m,h){this.Ah=e|0,this.Al=t|0,this.Bh=n|0,this.Bl=r|0,this.Ch=i|0,this.Cl=a|0,this.Dh=o|0,this.Dl=s|0,this.Eh=c|0,this.El=l|0,this.Fh=u|0,this.Fl=d|0,this.Gh=f|0,this.Gl=p|0,this.Hh=m|0,this.Hl=h|0}_cloneInto(e){return(e||=new this.constructor).set(...this.get()),this._cloneIntoMeta(e)}process(e,t){for(let n=0;n<16;n++,t+=4)q[n]=e.getUint32(t),J[n]=e.getUint32(t+=4);for(let e=16;e<80;e++){let t=q[e-15]|0,n=J[e-15]|0,r=R(t,n,1)^R(t,n,8)^He(t,n,7),i=z(t,n,1)^z(t,n,8)^Ue(t,n,7),a=q[e-2]|0,o=J[e-2]|0,s=R(a,o,19)^B(a,o,61)^He(a,o,6),c=qe(i,z(a,o,19)^We(a,o,61)^Ue(a,o,6),J[e-7],J[e-16]),l=Je(c,r,s,q[e-7],q[e-16]);q[e]=l|0,J[e]=c|0}let{Ah:n,Al:r,Bh:i,Bl:a,Ch:o,Cl:s,Dh:c,Dl:l,Eh:u,El:d,Fh:f,Fl:p,Gh:m,Gl:h,Hh:g,Hl:_}=this;for(let e=0;e<80;e++){let t=R(u,d,14)^R(u,d,18)^B(u,d,41),ee=z(u,d,14)^z(u,d,18)^We(u,d,41),v=u&f^~u&m,te=d&p^~d&h,ne=Ye(_,ee,te,Tt[e],J[e]),y=Xe(ne,g,t,v,wt[e],q[e]),b=ne|0,x=R(n,r,28)^B(n,r,34)^B(n,r,39),re=z(n,r,28)^We(n,r,34)^We(n,r,39),S=n&i^n&o^i&o,ie=r&a^r&s^a&s;g=m|0,_=h|0,m=f|0,h=p|0,f=u|0,p=d|0,{h:u,l:d}=V(c|0,l|0,y|0,b|0),c=o|0,l=s|0,o=i|0,s=a|0,i=n|0,a=r|0;let ae=Ge(b,re,ie);n=Ke(ae,y,x,S),r=ae|0}({h:n,l:r}=V(this.Ah|0,this.Al|0,n|0,r|0)),{h:i,l:a}=V(this.Bh|0,this.Bl|0,i|0,a|0),{h:o,l:s}=V(this.Ch|0,this.Cl|0,o|0,s|0),{h:c,l}=V(this.Dh|0,this.Dl|0,c|0,l|0),{h:u,l:d}=V(this.Eh|0,this.El|0,u|0,d|0),{h:f,l:p}=V(this.Fh|0,this.Fl|0,f|0,p|0),{h:m,l:h}=V(this.Gh|0,this.Gl|0,m|0,h|0),{h:g,l:_}=V(this.Hh|0,this.Hl|0,g|0,_|0),this.set(n,r,i,a,o,s,c,l,u,d,f,p,m,h,g,_)}roundClean(){W(q,J)}destroy(){this.destroyed=!0,W(this.buffer),this.set(0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0)}},Dt=class extends Et{constructor(){super(64,yt)}},Ot=ft(()=>new St,mt(1)),kt=ft(()=>new Dt,mt(3)),At=new TextEncoder,jt=new TextDecoder(`utf-8`,{fatal:!0,ignoreBOM:!0}),Mt=new Uint8Array(32);function Nt(...e){return Ot(Ft(...e))}function Pt(e,...t){return Nt(e,Uint8Array.of(0),...t)}function Ft(...e){let t=e.map(e=>typeof e==`string`?Bt(e):e),n=new Uint8Array(t.reduce((e,t)=>e+t.length,0)),r=0;for(let e of t)n.set(e,r),r+=e.length;return n}function It(e,t){return Lt(e,t)===0}function Lt(e,t){let n=Math.min(e.length,t.length);for(let r=0;r<n;r++){let n=e[r]-t[r];if(n!==0)return n}return e.length-t.length}function Rt(e){let t=``;for(let n of e)t+=n.toString(16).padStart(2,`0`);return t}function zt(e){if(!/^([0-9a-fA-F]{2})*$/.test(e))throw new F(`not hexadecimal`);let t=new Uint8Array(e.length/2);for(let n=0;n<t.length;n++)t[n]=Number.parseInt(e.slice(2*n,2*n+2),16);return t}function Bt(e){if(!e.isWellFormed())throw new F(`a lone surrogate is no text`);return At.encode(e)}function Vt(e){try{return jt.decode(e)}catch{throw new F(`not UTF-8`)}}function Ht(e,t){let n=new Uint8Array(t),r=BigInt(e);for(let e=t-1;e>=0;e--)n[e]=Number(r&255n),r>>=8n;if(r!==0n)throw new F(`an integer that does not fit in ${t} bytes`);return n}function Ut(e){return e.length===0?0n:BigInt(`0x${Rt(e)}`)}var Wt=null;function Gt(e){let t=globalThis.trustedTypes;return Wt??=t?.createPolicy(`wayproof`,{createScriptURL:Kt})??{createScriptURL:Kt},Wt.createScriptURL(e.href)}function Kt(e){if(new URL(e).origin!==location.origin)throw TypeError(`${e} is no script of this page's origin`);return e}var qt=(function(){let e=typeof document<`u`&&document.createElement(`link`).relList;return e&&e.supports&&e.supports(`modulepreload`)?`modulepreload`:`preload`})(),Jt=function(e,t){return new URL(e,t).href},Yt={},Xt=function(e){return e.pathname.endsWith(`.css`)},Zt=function(e,t,n){if(t in e)return e[t];let r=n();if(!r){e[t]=void 0;return}let i=r.then(()=>{e[t]=void 0},n=>{throw e[t]=void 0,n});return e[t]=i,i},Y=function(e,t,n){let r=Promise.resolve();if(t&&t.length>0){let e,i=document.querySelector(`meta[property=csp-nonce]`),a=i?.nonce||i?.getAttribute(`nonce`);function o(e){return Promise.all(e.map(e=>Promise.resolve(e).then(e=>({status:`fulfilled`,value:e}),e=>({status:`rejected`,reason:e}))))}function s(e){return import.meta.resolve?new URL(import.meta.resolve(e)):new URL(e,import.meta.url)}r=o(t.map(t=>{t=Jt(t,n);let r=s(t),i=Xt(r);return Zt(Yt,r.href,()=>{if(e===void 0){e={all:new Set,styles:new Set};let t=document.getElementsByTagName(`link`);for(let n=t.length-1;n>=0;n--){let r=t[n];e.all.add(r.href),r.rel===`stylesheet`&&e.styles.add(r.href)}}if((i?e.styles:e.all).has(r.href))return;let t=document.createElement(`link`);if(t.rel=i?`stylesheet`:qt,i||(t.as=`script`),t.crossOrigin=``,t.href=r.href,a&&t.setAttribute(`nonce`,a),document.head.appendChild(t),i)return new Promise((e,n)=>{let i=a=>{t.removeEventListener(`load`,i),t.removeEventListener(`error`,i),a.type===`error`?n(Error(`Unable to preload CSS for ${r}`)):e(a)};t.addEventListener(`load`,i),t.addEventListener(`error`,i)})})}).filter(e=>e!==void 0))}function i(e){let t=new Event(`vite:preloadError`,{cancelable:!0});if(t.payload=e,window.dispatchEvent(t),!t.defaultPrevented)throw e}return r.then(t=>{for(let e of t||[])e.status===`rejected`&&i(e.reason);return e().catch(i)})},Qt=[`wrong-address`,`not-in-archive`,`refused`],$t=class extends Error{failure;status;detail;constructor(e,t=0,n=null){super(n??e),this.failure=e,this.status=t,this.detail=n}get passing(){return!Qt.includes(this.failure)}inWords({failure:e}){switch(this.failure){case`wrong-address`:return e.wrongAddress;case`not-in-archive`:return e.notInArchive;case`refused`:return e.refused;case`unreachable`:return e.unreachable;case`offline`:return e.offline;case`too-large`:return e.tooLarge;case`server-error`:return e.serverError(this.status);case`broken`:return e.broken}}},en=`!"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz`,tn=`23456789ABCDEFGHJKLMNPQRSTUVWXYZ`,nn=99;function rn(e){if(!/^[0-9]+$/.test(e))throw new I(`a check digit is computed from digits`);let t=0;for(let n=e.length-1,r=3;n>=0;n--,r=4-r)t+=r*(e.charCodeAt(n)-48);return String((10-t%10)%10)}function an(e){if(e.length<2||e.at(-1)!==rn(e.slice(0,-1)))throw new I(`a wrong check digit`)}function on(e){if(e.length<3||e.length>nn)throw new I(`too short or too long to end with two check characters`);let t=sn(e.length-2),n=0;[...e.slice(0,-2)].reverse().forEach((e,r)=>{let i=en.indexOf(e);if(i<0)throw new I(`a character outside GS1 character set 82`);n+=i*t[r]}),n%=1021;let r=`${tn[n>>5]}${tn[n&31]}`;if(!e.endsWith(r))throw new I(`wrong check characters`)}function sn(e){let t=[];for(let n=2;t.length<e;n++)t.every(e=>n%e!==0)&&t.push(n);return t}var cn={"N18,csum":`00 8017 8018`,"N14,csum":`01 02 03`,"X..20":`10 21 22 243 254 420 4318 7020-7022 710-717 7240 8002 8012`,N6:`11-13 15-17 3100-3105 3110-3115 3120-3125 3130-3135 3140-3145 3150-3155 3160-3165 3200-3205 3210-3215 3220-3225 3230-3235 3240-3245 3250-3255 3260-3265 3270-3275 3280-3285 3290-3295 3300-3305 3310-3315 3320-3325 3330-3335 3340-3345 3350-3355 3360-3365 3370-3375 3400-3405 3410-3415 3420-3425 3430-3435 3440-3445 3450-3455 3460-3465 3470-3475 3480-3485 3490-3495 3500-3505 3510-3515 3520-3525 3530-3535 3540-3545 3550-3555 3560-3565 3570-3575 3600-3605 3610-3615 3620-3625 3630-3635 3640-3645 3650-3655 3660-3665 3670-3675 3680-3685 3690-3695 3950-3955 4326 7006 8005`,N2:`20 7241`,"X..28":`235`,"X..30":`240 241 250 251 400 401 403 4308 4319 7002 7023 8004 90`,"N..6":`242`,"N13,csum [X..17]":`253`,"N13,csum [N..12]":`255`,"N..8":`30 37`,"N..15":`3900-3909 3920-3929`,"N3 N..15":`3910-3919 3930-3939`,N4:`3940-3943 8111`,"N17,csum":`402`,"N13,csum":`410-417`,"N3 X..9":`421`,N3:`422 424 426`,"N3 [N3] [N3] [N3] [N3]":`423 425`,"X..3":`427 7008`,"X..35":`4300 4301 4310 4311 4320`,"X..70":`4302-4306 4312-4316 7257 8110 8112 8200`,X2:`4307 4317`,"N10 N10":`4309`,N1:`4321-4323 7252`,"N6 N4":`4324 4325 7003`,"N6 [X1]":`4330-4333`,N13:`7001`,"N..4":`7004`,"X..12":`7005`,"N6 [N6]":`7007`,"X..10":`7009 7255`,"X..2":`7010`,"N6 [N4]":`7011`,"N3 X..27":`7030-7039`,"N1 X1 X1 X1,importeridx":`7040`,"X..4":`7041`,"X2 X..28":`7230-7239`,"X..25":`7242 8020`,N8:`7250`,"N8 N4":`7251`,"X..40":`7253 7254 7259`,"X..90":`7256 91-99`,X3:`7258`,"N4 N5 N3 N1 N1":`8001`,"N1,zero N13,csum [X..16]":`8003`,"N14,csum N4,pieceoftotal":`8006 8026`,"X..34":`8007`,"N6 N2 [N2] [N2]":`8008`,"X..50":`8009`,"Y..30":`8010`,"N..12,nozeroprefix":`8011`,"X..25,csumalpha":`8013 8014`,"N..10":`8019`,"Z..90":`8030`,N15:`8040 8041`,N32:`8042`,"N18 [N..2]":`8043`},X=new Map([[`00`,[]],[`01`,[[`22`,`10`,`21`],[`235`]]],[`253`,[]],[`255`,[]],[`401`,[]],[`402`,[]],[`414`,[[`254`],[`7040`]]],[`415`,[[`8020`]]],[`417`,[[`7040`]]],[`8003`,[]],[`8004`,[[`7040`]]],[`8006`,[[`22`,`10`,`21`]]],[`8010`,[[`8011`]]],[`8013`,[]],[`8017`,[[`8019`]]],[`8018`,[[`8019`]]]]),ln=`00 01 02 03 11 12 13 15 16 17 20 31 32 33 34 35 36 41`.split(` `),un=new Set(`03 21 22 235 254 7040 7041 8011 8014 8019 8020 8040 8041 8042 8043 8200`.split(` `)),dn=new Map(`cpid 8010,cpsn 8011,cpv 22,gcn 255,gdti 253,giai 8004,ginc 401,gln 414,glnx 254,gmn 8013,grai 8003,gsin 402,gsrn 8018,gsrnp 8017,gtin 01,itip 8006,lot 10,party 417,refno 8020,ser 21,srin 8019,sscc 00`.split(`,`).map(e=>e.split(` `))),fn={N:`[0-9]`,X:`[!"%-?A-Z_a-z]`,Y:`[#\\-/0-9A-Z]`,Z:`[A-Za-z0-9_\\-=]`},pn={csum:an,csumalpha:on,importeridx:e=>mn(/^[A-Za-z0-9_-]$/.test(e)),nozeroprefix:e=>mn(/^[1-9][0-9]*$/.test(e)),pieceoftotal:e=>{let[t,n]=[e.slice(0,2),e.slice(2)];mn(t!==`00`&&t<=n)},zero:e=>mn(e===`0`)};function mn(e){if(!e)throw new I(`a value that its application identifier does not allow`)}var hn;function gn(){if(hn===void 0){hn=new Map;for(let[e,t]of Object.entries(cn)){let{length:n,...r}=yn(e);for(let e of bn(t)){let t=ln.includes(e.slice(0,2))?n:null;hn.set(e,{...r,predefinedLength:t})}}}return hn}function _n(e,t){let n=gn().get(e);if(n===void 0)throw new I(`there is no GS1 application identifier (${e})`);let r=n.pattern.exec(t);if(r===null)throw new I(`AI (${e}) with a value of another form`);for(let[e,t]of n.rules)t(r[e]??``)}function vn(e,t){return t.length===0||(X.get(e)??[]).some(e=>{let n=0;return t.every(t=>(n=e.indexOf(t,n)+1,n>0))})}function yn(e){let t=``,n=0,r=0,i=[];return e.split(` `).forEach((e,a)=>{let[,o,s,c,l,u]=/^(\[?)([NXYZ])(\.\.)?([0-9]+)\]?(?:,([a-z]+))?$/.exec(e);r+=Number(l),o&&(t+=`(?:`,n++),t+=`(${fn[s]}{${c?`1,`:``}${l}})`,u!==void 0&&i.push([a+1,pn[u]])}),{pattern:RegExp(`^${t}${`)?`.repeat(n)}$`),rules:i,length:r}}function*bn(e){for(let t of e.split(` `)){let[e,n]=t.split(`-`);for(let t=Number(e);t<=Number(n??e);t++)yield String(t).padStart(e.length,`0`)}}function xn(e){return e.replace(/[^A-Za-z0-9\-._~';=]/g,Cn)}function Sn(e){if(/%(?![0-9A-Fa-f]{2})/.test(e))throw new I(`after % there must be two hexadecimal digits`);let t=e.replace(/%([0-9A-Fa-f]{2})/g,(e,t)=>String.fromCharCode(Number.parseInt(t,16)));if(e.includes(`%`)&&/[^\u0000-\u007f]/.test(t))throw new I(`an escape stands for a character that is not ASCII`);return t}function Cn(e){return`%${e.charCodeAt(0).toString(16).toUpperCase().padStart(2,`0`)}`}var wn=`https://id.gs1.org`,Tn=`22`,En=`10`,Dn=`21`;function Z(e){let t=e.some(([e])=>e===Dn);return wn+e.filter(([e])=>e!==Tn&&!(e===En&&t)).map(([e,t])=>`/${e}/${xn(t)}`).join(``)}function Q(e){for(let[t,n]of e)_n(t,n)}function On(e,t){return e===`01`&&[8,12,13].includes(t.length)?t.padStart(14,`0`):t}function kn(e){let t=new Map;for(let[n,r]of e){if((t.get(n)??r)!==r)throw new I(`AI (${n}) occurs with different values`);t.set(n,r)}let n=[...t.keys()].find(e=>X.has(e));if(n===void 0)throw new I(`no GS1 key such as (01) GTIN or (00) SSCC`);let r=t.get(n);if(!/^[0-9]{4}/.test(r))throw new I(`AI (${n}) without a company prefix of four digits`);let i=(X.get(n)??[]).map(e=>e.filter(e=>t.has(e))).filter(e=>e.length>0);if(i.length>1)throw new I(`qualifiers of AI (${n}) that do not go together`);return[n,...i[0]??[]].map(e=>[e,t.get(e)])}var An=/^(?:https?|HTTPS?):\/\/[A-Za-z0-9.:[\]-]+(\/[A-Za-z0-9\-._~:/[\]@!$&'()*+,;=%]*)(?:\?([A-Za-z0-9\-._~:/?[\]@!$&'()*+,;=%]*))?(?:#[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*)?$/,jn=new Map([...[...X].flatMap(([e,t])=>[e,...t.flat()].map(e=>[e,e])),...dn]),Mn=RegExp(`/(?:${[...jn].filter(([,e])=>X.has(e)).map(([e])=>e).join(`|`)})/[0-9]{4}`);function Nn(e){if(!Mn.test(e))return null;let t=An.exec(e);if(t===null)return null;let n=Pn(t[1]);return n===null?null:(Q(n),t[2]&&In(t[2],n),n)}function Pn(e,t=!0){let n=e.split(`/`),r=n.length-2;for(;r>0;){let e=jn.get(n[r]);if(e===void 0)return null;if(X.has(e))break;r-=2}if(r<1||r>1&&!t)return null;let i=[];for(let e=r;e<n.length;e+=2){let t=jn.get(n[e]),r;try{r=On(t,Sn(n[e+1]))}catch{return null}if(!gn().get(t)?.pattern.test(r))return null;i.push([t,r])}let[a,...o]=i;return!/^[0-9]{4}/.test(a[1])||!vn(a[0],o.map(([e])=>e))?null:i}function Fn(e){let t=e.split(`?`)[0].split(`#`)[0];return Mn.test(t)||/^https?:\/\/id\.gs1\.org\//.test(t)}function In(e,t){let n=t[0][0],r=new Map;for(let t of e.split(`&`)){let e=t.indexOf(`=`),i=t.slice(0,Math.max(e,0));if(/^[0-9]+$/.test(i)){if(!gn().has(i)||i===n||(X.get(n)??[]).flat().includes(i)||un.has(i))throw new I(`AI (${i}) is no data attribute of this Digital Link`);if(r.has(i))throw new I(`AI (${i}) occurs twice in the query`);r.set(i,On(i,Sn(t.slice(e+1).replaceAll(`+`,` `))))}}Q([...r])}var Ln=new Set([`adi`,`bic`,`gid`,`imovn`,`usdod`]),Rn=new Set([`cpi`,`gdti`,`grai`,`itip`,`sgcn`,`sgtin`,`upui`]),zn=/^(?:[!'()*+,\-.0-9:;=A-Z_a-z]|%[0-9A-Fa-f]{2})+$/,Bn=`0`,Vn=new Map([[`cpi`,{key:`8010`,digits:null,serial:`8011`}],[`gdti`,{key:`253`,digits:12,serial:``}],[`giai`,{key:`8004`,digits:null}],[`ginc`,{key:`401`,digits:null}],[`grai`,{key:`8003`,digits:12,serial:``,leading:`0`}],[`gsin`,{key:`402`,digits:16}],[`gsrn`,{key:`8018`,digits:17}],[`gsrnp`,{key:`8017`,digits:17}],[`itip`,{key:`8006`,digits:13,serial:`21`,indicatorFirst:!0,pieces:!0}],[`pgln`,{key:`417`,digits:12}],[`sgcn`,{key:`255`,digits:12,serial:``}],[`sgln`,{key:`414`,digits:12,serial:`254`}],[`sgtin`,{key:`01`,digits:13,serial:`21`,indicatorFirst:!0}],[`sscc`,{key:`00`,digits:17,indicatorFirst:!0}],[`upui`,{key:`01`,digits:13,serial:`235`,indicatorFirst:!0}]]),Hn=new Map([[`lgtin`,{key:`01`,digits:13,serial:`10`,indicatorFirst:!0}]]);function Un(e){let t=/^urn:epc:(id|class|idpat)(?::([^:]*)(?::([^]*))?)?$/.exec(e);if(t===null)return null;let[,n,r=``,i=``]=t;if(n!==`class`&&Ln.has(r))return null;let a=(n===`class`?Hn:Vn).get(r);if(a===void 0)throw new I(`there is no such EPC scheme`);let o=Gn(i,Wn(a));if(n===`idpat`){if(!Rn.has(r)||o.at(-1)!==`*`)throw new I(`a pattern that names no class, which has * for its serial`);o.pop()}let s=Kn(a,o);return Q(s),s}function Wn(e){return 2+(e.pieces?2:0)+(e.serial===void 0?0:1)}function Gn(e,t){let n=e.split(`.`);if(n.length<t)throw new I(`an EPC URN with too few fields`);return[...n.slice(0,t-1),n.slice(t-1).join(`.`)]}function Kn(e,t){let[n,r]=t;if(!/^[0-9]{6,12}$/.test(n))throw new I(`an EPC URN begins with a company prefix of 6 to 12 digits`);let i;if(e.digits===null)i=n+qn(r);else{if(!/^[0-9]*$/.test(r)||n.length+r.length!==e.digits)throw new I(`an EPC URN with another number of digits`);i=e.indicatorFirst?(r[0]??``)+n+r.slice(1):(e.leading??``)+n+r,i+=rn(i)}e.pieces&&(i+=t.slice(2,4).join(``));let a=e.serial!==void 0&&t.length===Wn(e)?qn(t.at(-1)):null;return a===null||e.serial===void 0||e.key===`414`&&a===Bn?[[e.key,i]]:e.serial===``?[[e.key,i+a]]:[[e.key,i],[e.serial,a]]}function qn(e){if(!zn.test(e))throw new I(`no text of an EPC URN`);return Sn(e)}var Jn=/\(([0-9]{2,4})\)((?:[^(\\]|\\.)*)/y,Yn=/^(?:\](?:C1|e0|d2|Q3|J1))?\x1d?/,Xn=4,Zn=[8,12,13,14,17,18];function Qn(e){let t=e.startsWith(`(`)?$n(e):er(e);return Q(t),t}function $n(e){let t=[],n=0;for(;n<e.length;){Jn.lastIndex=n;let r=Jn.exec(e);if(r===null)throw new I(`no application identifier in brackets where one is due`);t.push([r[1],r[2].replaceAll(`\\(`,`(`)]),n+=r[0].length}return t}function er(e){if(/^[0-9]+$/.test(e)&&Zn.includes(e.length))throw new I(`a number alone, which does not say what it is`);let t=e.replace(Yn,``);if(t===``)throw new I(`an element string that is empty`);let n=[],r=0;for(;r<t.length;){let[e,i]=tr(t,r),a=r+e.length,o=t.indexOf(``,a),s=o<0?t.length:o;i!==null&&(s=Math.min(s,a+i)),n.push([e,t.slice(a,s)]),r=t[s]===``?s+1:s}return n}function tr(e,t){for(let n=2;n<=Xn;n++){let r=e.slice(t,t+n),i=gn().get(r);if(i!==void 0)return[r,i.predefinedLength]}throw new I(`no GS1 application identifier where one is due`)}var nr=512,rr=/^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/([A-Za-z0-9\-._~!$&'()*+,;=:@%[\]]*)(?=[/?#]|$))?([A-Za-z0-9\-._~!$&'()*+,;=:@%/]*)(?:\?[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]*)?(?:#[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]*)?$/,ir={http:`80`,https:`443`};function ar(e){let t=rr.exec(e);if(t===null||Bt(e).length>nr)throw new I(`neither a GS1 identifier nor an absolute URI of at most 512 bytes`);let[,n,r,i]=t;if($(n===n.toLowerCase()),or(e),r===void 0?$(!i.startsWith(`//`)&&i!==``):sr(n,r,i),$(!`${i}/`.includes(`/./`)&&!`${i}/`.includes(`/../`)),n===`urn`){let e=i.split(`:`)[0];$(e!==``&&e!==i&&e===e.toLowerCase())}}function or(e){$(!/%(?![0-9A-F]{2})/.test(e));for(let[,t]of e.matchAll(/%([0-9A-F]{2})/g))$(!/[A-Za-z0-9\-._~]/.test(String.fromCharCode(Number.parseInt(t,16))));let t;try{t=e.replace(/(?:%[0-9A-F]{2})+/g,e=>Vt(zt(e.replaceAll(`%`,``))))}catch{throw new I(`percent-encoded bytes must be UTF-8`)}$(t===t.normalize(`NFC`))}function sr(e,t,n){let r=t.slice(t.lastIndexOf(`@`)+1),i=r.endsWith(`]`)?-1:r.lastIndexOf(`:`),a=i<0?r:r.slice(0,i),o=a.replace(/%[0-9A-F]{2}/g,``);$(o===o.toLowerCase());let s=r.slice(i+1);$(i<0||s!==``&&s!==ir[e]),$(!Object.hasOwn(ir,e)||a!==``&&n!==``)}function $(e){if(!e)throw new I(`a URI that is not in its normal form`)}var cr=2048,lr=/^urn:epc:(?:tag|raw|pat):/,ur={253:13,255:13,8003:14},dr=[`00`,`401`,`402`,`8004`,`8017`,`8018`],fr=[`01`,`253`,`255`,`8003`,`8006`,`8010`,`8013`];function pr(e){let t=Tr(e);return t===null?e:Z(t)}function mr(e){if(e===``||e.length>cr)throw new I(`an identifier has 1 to 2048 characters`);if(/^[(\]\x1d0-9]/.test(e))return Z(kn(Qn(e)));let t=pr(e);return gr(t),t}function hr(e){gr(e)}function gr(e){if(e===``||e.length>cr)throw new I(`an identifier has 1 to 2048 characters`);let t=Tr(e);if(t===null){if(Fn(e)||lr.test(e))throw new I(`a broken GS1 identifier`);return ar(e),{uri:e,kind:`other`,primaryAi:null,primaryValue:null,gtin:null,lot:null,serial:null,prefixDigits:null,classUri:null}}if(e!==Z(t))throw new I(`an identifier that is not canonical`);return Sr(e,t)}function _r(e){let t=Pn(e.replace(/\/$/,``),!1);if(t===null)throw new I(`not the path of a GS1 Digital Link`);return Q(t),Z(t)}function vr(e,t){let n=[[`01`,e],[`10`,t]];return Q(n),Z(n)}function yr(e){return Pt(`wayproof item v1`,e)}function br(e){return Pt(`wayproof notice v1`,e)}function xr(e){return Pt(`wayproof party v1`,e)}function Sr(e,t){let[n,r]=t[0],i=new Map(t.slice(1)),a=n===`01`||n===`8006`?r.slice(0,14):null,o=i.get(`21`)||i.get(`235`)||i.get(`8011`)||r.slice(ur[n]??r.length)||null,s=a===null?null:`${wn}/01/${a}`;return{uri:e,kind:Cr(n,i,o),primaryAi:n,primaryValue:r,gtin:a,lot:i.get(`10`)??null,serial:o,prefixDigits:wr(n,r),classUri:s===e?null:s}}function Cr(e,t,n){return n!==null||dr.includes(e)?`instance`:t.has(`10`)?`lot`:fr.includes(e)?`class`:e===`414`?`place`:e===`417`?`party`:`other`}function wr(e,t){let n=+!![`00`,`01`,`8003`,`8006`].includes(e);return/^[0-9]{1,12}/.exec(t.slice(n))?.[0]??null}function Tr(e){return e.startsWith(`urn:`)?Un(e):Nn(e)}function Er(e){let t=e.searchParams.get(`item`);if(t!==null)return t;try{return _r(e.pathname.replace(/^\/p(?=\/)/,``))}catch(e){throw e instanceof F?new $t(`wrong-address`):e}}function Dr(e){try{let t=pr(e.trim());return hr(t),t}catch(e){throw e instanceof F?new $t(`wrong-address`):e}}function Or(e,t,n=null){let r=e.replace(/\/+$/,``);return{passport:`${r}/api/v1/passports?item=${encodeURIComponent(t)}`,trust:n??`${r}/api/v1/trust`,names:`${r}/api/v1/names`,pictures:`${r}/api/v1/pictures/`,verifier:`${r}/p/check.html`,archive:!1}}function kr(e,t){let n=Rt(yr(t));return{passport:`${e}passports/${n.slice(0,2)}/${n}.json`,trust:`${e}trust.json`,names:null,pictures:`${e}pictures/`,verifier:`${e}p/check.html`,archive:!0}}function Ar(){return document.querySelector(`meta[name="wayproof-archive"]`)?.content??null}var jr=/^([+-])([0-9]{2}):([0-9]{2})$/,Mr=/^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T.*)?$/,Nr=class{tag;numbers;rules;constructor(e){this.tag=e,this.numbers=new Intl.NumberFormat(e),this.rules=new Intl.PluralRules(e)}number(e){return this.numbers.format(e)}plural(e,t){return(t[this.rules.select(e)]??t.other).replaceAll(`#`,this.number(e))}list(e){return new Intl.ListFormat(this.tag,{type:`conjunction`}).format(e)}dateTime(e,t){return this.format(e,{dateStyle:`medium`,timeStyle:`short`,hourCycle:`h23`},t)}day(e,t){return this.format(e,{dateStyle:`medium`},t)}time(e){return this.format(e,{hour:`2-digit`,minute:`2-digit`,hourCycle:`h23`})}shortDay(e){return this.format(e,{day:`numeric`,month:`short`})}date(e){let[,t,n,r]=(Mr.exec(e)??[]).map(Number);if(t===void 0)return e;let i=Date.UTC(t,n-1,r);return new Date(i).getUTCDate()===r?this.format(i,{dateStyle:`long`},`+00:00`):e}region(e){return/^[A-Z]{2}$/.test(e)?new Intl.DisplayNames([this.tag],{type:`region`,fallback:`code`}).of(e)??e:e}format(e,t,n){let r=n===void 0?null:jr.exec(n);if(r===null)return new Intl.DateTimeFormat(this.tag,t).format(e);let i=Number(`${r[1]}1`)*(Number(r[2])*60+Number(r[3]))*6e4;return new Intl.DateTimeFormat(this.tag,{...t,timeZone:`UTC`}).format(e+i)}},Pr={en:{name:`English`,load:()=>Y(()=>import(`./en-OVrP2nv4.js`),[],import.meta.url),loadPhone:()=>Y(()=>import(`./phoneEn-DZN4eKA8.js`),[],import.meta.url)},"zh-Hans":{name:`简体中文`,load:()=>Y(()=>import(`./zhHans-D9i0i2sd.js`),[],import.meta.url),loadPhone:()=>Y(()=>import(`./phoneZhHans-B5GTP9x2.js`),[],import.meta.url)}},Fr=`en`,Ir=`wayproof-language`;function Lr(e){let t=e.flatMap(e=>{let t=Rr(e);return t===null?[]:[{language:t,locale:e}]}),[n]=t;return n===void 0?{language:Fr,locale:Fr}:t.filter(({language:e})=>e===n.language).find(({locale:e})=>new Intl.Locale(e).region!==void 0)??n}function Rr(e){let t;try{t=new Intl.Locale(e)}catch{return null}let n=t.maximize();return[`${n.language}-${n.script}`,n.language].find(e=>Object.hasOwn(Pr,e))??Object.keys(Pr).find(e=>e.split(`-`)[0]===n.language)??null}function zr(e){return[e.searchParams.get(`lang`),Br(),...navigator.languages].filter(e=>e!==null)}function Br(){try{return localStorage.getItem(Ir)}catch{return null}}function Vr(e){try{localStorage.setItem(Ir,e)}catch{}}async function Hr({language:e,locale:t}){let{words:n}=await Pr[e].load();return n(new Nr(t))}var Ur=class extends P{static properties={checked:{attribute:!1},words:{attribute:!1}}};function Wr(e,t){customElements.get(e)===void 0&&customElements.define(e,t)}var Gr=o`
  :host {
    display: block;
  }

  :host([hidden]) {
    display: none;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  h1,
  h2,
  h3,
  p,
  dl,
  dd,
  ol,
  ul {
    margin: 0;
    padding: 0;
  }

  ol,
  ul {
    list-style: none;
  }

  h1 {
    font-size: 1.75em;
    font-weight: 700;
    line-height: 1.15;
    letter-spacing: -0.02em;
    text-wrap: balance;
  }

  h2 {
    font-size: 1.1875em;
    font-weight: 650;
    line-height: 1.3;
    letter-spacing: -0.01em;
  }

  h3 {
    font-size: 1em;
    font-weight: 650;
    line-height: 1.35;
  }

  p,
  dd,
  li,
  h1,
  h2,
  h3 {
    overflow-wrap: anywhere;
    unicode-bidi: isolate;
  }

  dt,
  .small {
    font-size: 0.8125em;
    color: var(--wp-soft);
  }

  .soft {
    color: var(--wp-soft);
  }

  a {
    color: var(--wp-accent);
    text-underline-offset: 0.15em;
  }

  :focus-visible {
    outline: 3px solid var(--wp-accent);
    outline-offset: 2px;
    border-radius: 0.25em;
  }

  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75em;
    padding: 1.125em;
    background: var(--wp-card);
    border: 1px solid var(--wp-line);
    border-radius: var(--wp-radius);
  }

  .icon {
    width: 1.5em;
    height: 1.5em;
    fill: none;
    stroke: currentColor;
    stroke-width: 2.2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  button {
    justify-self: start;
    min-height: 2.75em;
    padding: 0.5em 1.125em;
    font: inherit;
    font-weight: 600;
    color: var(--wp-card);
    background: var(--wp-ink);
    border: 0;
    border-radius: calc(var(--wp-radius) * 0.75);
    cursor: pointer;
  }

  @media print {
    .card {
      break-inside: avoid;
      background: none;
    }

    button {
      display: none;
    }
  }
`,Kr=o`
  summary {
    cursor: pointer;
  }

  .fold {
    display: block;
  }

  .fold > summary {
    display: flex;
    align-items: center;
    gap: 0.75em;
    min-height: 1.75em;
    list-style: none;
  }

  .fold > summary::-webkit-details-marker {
    display: none;
  }

  .fold > summary > :first-child {
    flex: 1;
  }

  .fold > summary::after {
    content: "";
    flex: none;
    width: 0.55em;
    height: 0.55em;
    margin-inline-end: 0.2em;
    border: solid var(--wp-soft);
    border-width: 0 2px 2px 0;
    rotate: 45deg;
    translate: 0 -25%;
  }

  .fold[open] > summary::after {
    rotate: 225deg;
    translate: 0 25%;
  }

  .fold[open] > summary {
    margin-block-end: 0.9em;
  }

  .raw > summary {
    display: inline-block;
    min-height: 1.5em;
    font-size: 0.8125em;
    color: var(--wp-soft);
  }

  .rows {
    display: grid;
    gap: 0.1em;
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
  }

  .rows dd {
    margin-block-end: 0.5em;
  }

  pre {
    max-height: 22em;
    margin: 0.5em 0 0;
    padding: 0.9em;
    overflow: auto;
    font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace;
    font-size: 0.75em;
    line-height: 1.45;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    background: var(--wp-paper);
    border-radius: 0.75em;
  }
`,qr=o`
  --wp-paper: var(--wayproof-paper, #f7f5f0);
  --wp-card: var(--wayproof-card, #ffffff);
  --wp-ink: var(--wayproof-ink, #1b1f23);
  --wp-soft: var(--wayproof-soft, #565e66);
  --wp-line: var(--wayproof-line, #e1ddd2);
  --wp-accent: var(--wayproof-accent, #17634a);
  --wp-good: #17634a !important;
  --wp-good-wash: #e3f1ea !important;
  --wp-wait: #1f5a8c !important;
  --wp-wait-wash: #e4eef8 !important;
  --wp-unsure: #855600 !important;
  --wp-unsure-wash: #fbf0d8 !important;
  --wp-none: #4a535d !important;
  --wp-none-wash: #ebedf0 !important;
  --wp-bad: #a3231a !important;
  --wp-bad-wash: #fce8e5 !important;
  --wp-on-tone: #ffffff !important;
  --wp-recall: #a3231a !important;
  --wp-on-recall: #ffffff !important;
  color-scheme: light;
`,Jr=o`
  --wp-paper: var(--wayproof-paper, #131618);
  --wp-card: var(--wayproof-card, #1c2023);
  --wp-ink: var(--wayproof-ink, #eeece6);
  --wp-soft: var(--wayproof-soft, #a9b0b6);
  --wp-line: var(--wayproof-line, #343a40);
  --wp-accent: var(--wayproof-accent, #74cba8);
  --wp-good: #74cba8 !important;
  --wp-good-wash: #16302a !important;
  --wp-wait: #8cc0ee !important;
  --wp-wait-wash: #16293a !important;
  --wp-unsure: #e9b955 !important;
  --wp-unsure-wash: #32280e !important;
  --wp-none: #b7bfc7 !important;
  --wp-none-wash: #262b30 !important;
  --wp-bad: #f59a8f !important;
  --wp-bad-wash: #3b1a17 !important;
  --wp-on-tone: #131618 !important;
  --wp-recall: #b3281e !important;
  --wp-on-recall: #ffffff !important;
  color-scheme: dark;
`,Yr=o`
  :host {
    all: initial;
    display: block;
    ${qr}
    --wp-radius: var(--wayproof-radius, 1em);
    font-family: var(
      --wayproof-font,
      system-ui,
      -apple-system,
      "Segoe UI",
      Roboto,
      "Helvetica Neue",
      "PingFang SC",
      "Noto Sans SC",
      "Noto Sans",
      sans-serif
    );
    line-height: 1.5;
    color: var(--wp-ink);
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }

  :host([hidden]) {
    display: none;
  }

  @media (prefers-color-scheme: dark) {
    :host(:not([theme="light"])) {
      ${Jr}
    }
  }

  :host([theme="dark"]) {
    ${Jr}
  }

  @media print {
    :host,
    :host(:not([theme="light"])),
    :host([theme="dark"]) {
      ${qr}
    }
  }
`;export{pt as $,Ht as A,Bt as B,xr as C,Y as D,$t as E,zt as F,$e as G,kt as H,Vt as I,st as J,H as K,Nt as L,Ft as M,It as N,Gt as O,Ut as P,Ze as Q,Rt as R,br as S,wn as T,U,Ot as V,nt as W,ut as X,W as Y,lt as Z,pr as _,Wr as a,P as at,yr as b,Hr as c,ve as ct,Ar as d,F as et,Er as f,mr as g,kr as h,Ur as i,Ne as it,Lt as j,Mt as k,Vr as l,o as lt,Or as m,Gr as n,Pe as nt,Pr as o,A as ot,Dr as p,rt as q,Kr as r,Fe as rt,Lr as s,_e as st,Yr as t,I as tt,zr as u,hr as v,Fn as w,vr as x,gr as y,Pt as z};