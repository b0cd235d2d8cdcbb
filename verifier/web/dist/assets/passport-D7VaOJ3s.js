var e=globalThis,t=e.ShadowRoot&&(e.ShadyCSS===void 0||e.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,n=Symbol(),r=new WeakMap,i=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==n)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,n=this.t;if(t&&e===void 0){let t=n!==void 0&&n.length===1;t&&(e=r.get(n)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),t&&r.set(n,e))}return e}toString(){return this.cssText}},a=e=>new i(typeof e==`string`?e:e+``,void 0,n),o=(e,...t)=>new i(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,n),s=(n,r)=>{if(t)n.adoptedStyleSheets=r.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let t of r){let r=document.createElement(`style`),i=e.litNonce;i!==void 0&&r.setAttribute(`nonce`,i),r.textContent=t.cssText,n.appendChild(r)}},c=t?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return a(t)})(e):e,{is:l,defineProperty:u,getOwnPropertyDescriptor:d,getOwnPropertyNames:f,getOwnPropertySymbols:p,getPrototypeOf:m}=Object,h=globalThis,g=h.trustedTypes,_=g?g.emptyScript:``,ee=h.reactiveElementPolyfillSupport,v=(e,t)=>e,te={toAttribute(e,t){switch(t){case Boolean:e=e?_:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},ne=(e,t)=>!l(e,t),re={attribute:!0,type:String,converter:te,reflect:!1,useDefault:!1,hasChanged:ne};Symbol.metadata??=Symbol(`metadata`),h.litPropertyMetadata??=new WeakMap;var y=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=re){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&u(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=d(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??re}static _$Ei(){if(this.hasOwnProperty(v(`elementProperties`)))return;let e=m(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(v(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(v(`properties`))){let e=this.properties,t=[...f(e),...p(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(c(e))}else e!==void 0&&t.push(c(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?te:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?te:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??ne)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};y.elementStyles=[],y.shadowRootOptions={mode:`open`},y[v(`elementProperties`)]=new Map,y[v(`finalized`)]=new Map,ee?.({ReactiveElement:y}),(h.reactiveElementVersions??=[]).push(`2.1.2`);var ie=globalThis,ae=e=>e,b=ie.trustedTypes,oe=b?b.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,se=`$lit$`,x=`lit$${Math.random().toFixed(9).slice(2)}$`,ce=`?`+x,le=`<${ce}>`,S=document,C=()=>S.createComment(``),w=e=>e===null||typeof e!=`object`&&typeof e!=`function`,ue=Array.isArray,de=e=>ue(e)||typeof e?.[Symbol.iterator]==`function`,fe=`[ 	
\f\r]`,pe=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,me=/-->/g,he=/>/g,T=RegExp(`>|${fe}(?:([^\\s"'>=/]+)(${fe}*=${fe}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),ge=/'/g,_e=/"/g,ve=/^(?:script|style|textarea|title)$/i,ye=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),E=ye(1),D=ye(2),O=Symbol.for(`lit-noChange`),k=Symbol.for(`lit-nothing`),be=new WeakMap,A=S.createTreeWalker(S,129);function xe(e,t){if(!ue(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return oe===void 0?t:oe.createHTML(t)}var Se=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=pe;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===pe?c[1]===`!--`?o=me:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=T):(ve.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=T):o=he:o===T?c[0]===`>`?(o=i??pe,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?T:c[3]===`"`?_e:ge):o===_e||o===ge?o=T:o===me||o===he?o=pe:(o=T,i=void 0);let d=o===T&&e[t+1].startsWith(`/>`)?` `:``;a+=o===pe?n+le:l>=0?(r.push(s),n.slice(0,l)+se+n.slice(l)+x+d):n+x+(l===-2?t:d)}return[xe(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},Ce=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=Se(t,n);if(this.el=e.createElement(l,r),A.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=A.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(se)){let t=u[o++],n=i.getAttribute(e).split(x),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?De:r[1]===`?`?Oe:r[1]===`@`?ke:Ee}),i.removeAttribute(e)}else e.startsWith(x)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(ve.test(i.tagName)){let e=i.textContent.split(x),t=e.length-1;if(t>0){i.textContent=b?b.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],C()),A.nextNode(),c.push({type:2,index:++a});i.append(e[t],C())}}}else if(i.nodeType===8){if(i.data===ce)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(x,e+1))!==-1;)c.push({type:7,index:a}),e+=x.length-1}}a++}}static createElement(e,t){let n=S.createElement(`template`);return n.innerHTML=e,n}};function j(e,t,n=e,r){if(t===O)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=w(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=j(e,i._$AS(e,t.values),i,r)),t}var we=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??S).importNode(t,!0);A.currentNode=r;let i=A.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new Te(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new Ae(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=A.nextNode(),a++)}return A.currentNode=S,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},Te=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=k,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=j(this,e,t),w(e)?e===k||e==null||e===``?(this._$AH!==k&&this._$AR(),this._$AH=k):e!==this._$AH&&e!==O&&this._(e):e._$litType$===void 0?e.nodeType===void 0?de(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==k&&w(this._$AH)?this._$AA.nextSibling.data=e:this.T(S.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=Ce.createElement(xe(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new we(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=be.get(e.strings);return t===void 0&&be.set(e.strings,t=new Ce(e)),t}k(t){ue(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(C()),this.O(C()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=ae(e).nextSibling;ae(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},Ee=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=k,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=k}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=j(this,e,t,0),a=!w(e)||e!==this._$AH&&e!==O,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=j(this,r[n+o],t,o),s===O&&(s=this._$AH[o]),a||=!w(s)||s!==this._$AH[o],s===k?e=k:e!==k&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===k?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},De=class extends Ee{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===k?void 0:e}},Oe=class extends Ee{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==k)}},ke=class extends Ee{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=j(this,e,t,0)??k)===O)return;let n=this._$AH,r=e===k&&n!==k||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==k&&(n===k||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Ae=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){j(this,e)}},je=ie.litHtmlPolyfillSupport;je?.(Ce,Te),(ie.litHtmlVersions??=[]).push(`3.3.3`);var Me=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new Te(t.insertBefore(C(),e),e,void 0,n??{})}return i._$AI(e),i},Ne=globalThis,M=class extends y{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Me(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return O}};M._$litElement$=!0,M.finalized=!0,Ne.litElementHydrateSupport?.({LitElement:M});var Pe=Ne.litElementPolyfillSupport;Pe?.({LitElement:M}),(Ne.litElementVersions??=[]).push(`4.2.2`);var Fe=class extends Error{},N=class extends Fe{},Ie=class extends N{},Le=class extends N{},P=class extends N{},Re=BigInt(2**32-1),ze=BigInt(32);function Be(e,t=!1){return t?{h:Number(e&Re),l:Number(e>>ze&Re)}:{h:Number(e>>ze&Re)|0,l:Number(e&Re)|0}}function Ve(e,t=!1){let n=e.length,r=new Uint32Array(n),i=new Uint32Array(n);for(let a=0;a<n;a++){let{h:n,l:o}=Be(e[a],t);[r[a],i[a]]=[n,o]}return[r,i]}var He=e=>e/2**32|0,Ue=e=>e>>>0;function We(e,t,n,r){let i=He(n),a=Ue(n);e.setUint32(t,r?a:i,r),e.setUint32(t+4,r?i:a,r)}var Ge=(e,t,n)=>e>>>n,Ke=(e,t,n)=>e<<32-n|t>>>n,F=(e,t,n)=>e>>>n|t<<32-n,I=(e,t,n)=>e<<32-n|t>>>n,qe=(e,t,n)=>e<<64-n|t>>>n-32,Je=(e,t,n)=>e>>>n-32|t<<64-n;function L(e,t,n,r){let i=(t>>>0)+(r>>>0);return{h:e+n+(i/2**32|0)|0,l:i|0}}var Ye=(e,t,n)=>(e>>>0)+(t>>>0)+(n>>>0),Xe=(e,t,n,r)=>t+n+r+(e/2**32|0)|0,Ze=(e,t,n,r)=>(e>>>0)+(t>>>0)+(n>>>0)+(r>>>0),Qe=(e,t,n,r,i)=>t+n+r+i+(e/2**32|0)|0,$e=(e,t,n,r,i)=>(e>>>0)+(t>>>0)+(n>>>0)+(r>>>0)+(i>>>0),et=(e,t,n,r,i,a)=>t+n+r+i+a+(e/2**32|0)|0;function tt(e){return e instanceof Uint8Array||ArrayBuffer.isView(e)&&e.constructor.name===`Uint8Array`&&`BYTES_PER_ELEMENT`in e&&e.BYTES_PER_ELEMENT===1}var nt=e=>e?`"${e}" `:``;function R(e,t=``){if(typeof e!=`number`)throw TypeError(nt(t)+`expected number, got `+typeof e);if(!Number.isSafeInteger(e)||e<0)throw RangeError(nt(t)+`expected integer >= 0, got `+e);return e}function z(e,t,n=``){if(tt(e)&&(t===void 0||e.length===t))return e;t!==void 0&&R(t,`length`);let r=tt(e),i=t===void 0?``:` of length ${t}`,a=r?`length=${e.length}`:`type=${typeof e}`,o=nt(n)+`expected Uint8Array`+i+`, got `+a;throw r?RangeError(o):TypeError(o)}function rt(e){if(typeof e!=`function`||typeof e.create!=`function`)throw TypeError(`expected hash wrapped by utils.createHasher`);if(R(e.outputLen),R(e.blockLen),e.outputLen<1||e.blockLen<1)throw Error(`hash blockLen / outputLen must be >= 1`)}var it=(e,t)=>{if(typeof e!=`object`||!e||Array.isArray(e))throw TypeError((t===`object`?``:`"${t}" `)+`expected object, got type=`+typeof e)},at=(e,t)=>{it(e,t);let n=Object.getPrototypeOf(e);if(n!==Object.prototype&&n!==null)throw TypeError(`"${t}" expected plain object`);if(Object.hasOwn(e,`__proto__`))throw TypeError(`"${t}.__proto__" is not allowed`)};function ot(e,t=!0){if(e.destroyed)throw Error(`hash was destroyed`);if(t&&e.finished)throw Error(`digest() was already called`)}function st(e,t){z(e,void 0,`output`);let n=t.outputLen;if(!(e.length>=n))throw RangeError(`"output" expected length >= `+n)}function B(...e){for(let t=0;t<e.length;t++)e[t].fill(0)}function ct(e){return new DataView(e.buffer,e.byteOffset,e.byteLength)}function V(e,t){return e<<32-t|e>>>t}var lt=typeof Uint8Array.from([]).toHex==`function`&&typeof Uint8Array.fromHex==`function`,ut=Array.from({length:256},(e,t)=>t.toString(16).padStart(2,`0`));function dt(e){if(z(e),lt)return e.toHex();let t=``;for(let n=0;n<e.length;n++)t+=ut[e[n]];return t}function ft(e){return e>=48&&e<=57?e-48:e>=65&&e<=70?e-55:e>=97&&e<=102?e-87:void 0}function pt(e){if(typeof e!=`string`)throw TypeError(`hex string expected, got `+typeof e);if(lt)try{return Uint8Array.fromHex(e)}catch(e){throw e instanceof SyntaxError?RangeError(e.message):e}let t=e.length,n=t/2;if(t%2)throw RangeError(`hex string expected, got unpadded hex of length `+t);let r=new Uint8Array(n);for(let t=0,i=0;t<n;t++,i+=2){let n=ft(e.charCodeAt(i)),a=ft(e.charCodeAt(i+1));if(n===void 0||a===void 0){let t=e[i]+e[i+1];throw RangeError(`hex string expected, got non-hex character "`+t+`" at index `+i)}r[t]=n*16+a}return r}function mt(...e){let t=0;for(let n=0;n<e.length;n++){let r=e[n];z(r),t+=r.length}let n=new Uint8Array(t);for(let t=0,r=0;t<e.length;t++){let i=e[t];n.set(i,r),r+=i.length}return n}function ht(e,t,n=`opts`){return at(e,`defaults`),t!==void 0&&at(t,n),Object.assign(Object.create(null),e,t)}function gt(e,t={}){if(typeof e!=`function`)throw TypeError(`"hashCons" expected function, got type=`+typeof e);t=ht({},t,`info`);let n=(t,n)=>e(n).update(t).digest(),r=e(void 0);return n.outputLen=r.outputLen,n.blockLen=r.blockLen,n.canXOF=r.canXOF,n.create=t=>e(t),Object.assign(n,t),Object.freeze(n)}function _t(e=32){R(e,`bytesLength`);let t=typeof globalThis==`object`?globalThis.crypto:null;if(typeof t?.getRandomValues!=`function`)throw Error(`crypto.getRandomValues must be defined`);if(e>65536)throw RangeError(`"bytesLength" expected <= 65536, got ${e}`);return t.getRandomValues(new Uint8Array(e))}var vt=e=>({oid:Uint8Array.from([6,9,96,134,72,1,101,3,4,2,e])});function yt(e,t,n){return e&t^~e&n}function bt(e,t,n){return e&t^e&n^t&n}var xt=class{blockLen;outputLen;canXOF=!1;padOffset;isLE;buffer;view;finished=!1;length=0;pos=0;destroyed=!1;constructor(e,t,n,r){this.blockLen=e,this.outputLen=t,this.padOffset=n,this.isLE=r,this.buffer=new Uint8Array(e),this.view=ct(this.buffer)}update(e){ot(this),z(e);let{view:t,buffer:n,blockLen:r}=this,i=e.length,a=!1;for(let o=0;o<i;){let s=Math.min(r-this.pos,i-o);if(s===r){let t=ct(e);for(;r<=i-o;o+=r)this.process(t,o);a=!0}else n.set(o===0&&s===i?e:e.subarray(o,o+s),this.pos),this.pos+=s,o+=s,this.pos===r&&(this.process(t,0),this.pos=0,a=!0)}return this.length+=e.length,a&&this.roundClean(),this}digestInto(e){ot(this),st(e,this),this.finished=!0;let{buffer:t,view:n,blockLen:r,isLE:i}=this,{pos:a}=this;t[a++]=128,t.fill(0,a),this.padOffset>r-a&&(this.process(n,0),t.fill(0)),We(n,r-8,this.length*8,i),this.process(n,0),this.roundClean();let o=e===t?n:ct(e),s=this.outputLen,c=s/4,l=this.get();if(s%4||c>l.length)throw Error(`invalid outputLen`);for(let e=0;e<c;e++)o.setUint32(4*e,l[e],i)}digest(){let{buffer:e,outputLen:t}=this;this.digestInto(e);let n=e.slice(0,t);return this.destroy(),n}_cloneIntoMeta(e){let{buffer:t,length:n,finished:r,destroyed:i,pos:a}=this;return e.destroyed=i,e.finished=r,e.length=n,e.pos=a,a&&e.buffer.set(t),e}clone(){return this._cloneInto()}},St=Uint32Array.from([1779033703,3144134277,1013904242,2773480762,1359893119,2600822924,528734635,1541459225]),Ct=Uint32Array.from([1779033703,4089235720,3144134277,2227873595,1013904242,4271175723,2773480762,1595750129,1359893119,2917565137,2600822924,725511199,528734635,4215389547,1541459225,327033209]),wt=Uint32Array.from([1116352408,1899447441,3049323471,3921009573,961987163,1508970993,2453635748,2870763221,3624381080,310598401,607225278,1426881987,1925078388,2162078206,2614888103,3248222580,3835390401,4022224774,264347078,604807628,770255983,1249150122,1555081692,1996064986,2554220882,2821834349,2952996808,3210313671,3336571891,3584528711,113926993,338241895,666307205,773529912,1294757372,1396182291,1695183700,1986661051,2177026350,2456956037,2730485921,2820302411,3259730800,3345764771,3516065817,3600352804,4094571909,275423344,430227734,506948616,659060556,883997877,958139571,1322822218,1537002063,1747873779,1955562222,2024104815,2227730452,2361852424,2428436474,2756734187,3204031479,3329325298]),H=new Uint32Array(64),Tt=class extends xt{A=0;B=0;C=0;D=0;E=0;F=0;G=0;H=0;constructor(e,t){super(64,e,8,!1),this.A=t[0]|0,this.B=t[1]|0,this.C=t[2]|0,this.D=t[3]|0,this.E=t[4]|0,this.F=t[5]|0,this.G=t[6]|0,this.H=t[7]|0}get(){let{A:e,B:t,C:n,D:r,E:i,F:a,G:o,H:s}=this;return[e,t,n,r,i,a,o,s]}set(e,t,n,r,i,a,o,s){this.A=e|0,this.B=t|0,this.C=n|0,this.D=r|0,this.E=i|0,this.F=a|0,this.G=o|0,this.H=s|0}_cloneInto(e){return(e||=new this.constructor).set(...this.get()),this._cloneIntoMeta(e)}process(e,t){for(let n=0;n<16;n++,t+=4)H[n]=e.getUint32(t,!1);for(let e=16;e<64;e++){let t=H[e-15],n=H[e-2],r=V(t,7)^V(t,18)^t>>>3,i=V(n,17)^V(n,19)^n>>>10;H[e]=i+H[e-7]+r+H[e-16]|0}let{A:n,B:r,C:i,D:a,E:o,F:s,G:c,H:l}=this;for(let e=0;e<64;e++){let t=V(o,6)^V(o,11)^V(o,25),u=l+t+yt(o,s,c)+wt[e]+H[e]|0,d=(V(n,2)^V(n,13)^V(n,22))+bt(n,r,i)|0;l=c,c=s,s=o,o=a+u|0,a=i,i=r,r=n,n=u+d|0}n=n+this.A|0,r=r+this.B|0,i=i+this.C|0,a=a+this.D|0,o=o+this.E|0,s=s+this.F|0,c=c+this.G|0,l=l+this.H|0,this.set(n,r,i,a,o,s,c,l)}roundClean(){B(H)}destroy(){this.destroyed=!0,this.set(0,0,0,0,0,0,0,0),B(this.buffer)}},Et=class extends Tt{constructor(){super(32,St)}},Dt=Ve(`0x428a2f98d728ae22.0x7137449123ef65cd.0xb5c0fbcfec4d3b2f.0xe9b5dba58189dbbc.0x3956c25bf348b538.0x59f111f1b605d019.0x923f82a4af194f9b.0xab1c5ed5da6d8118.0xd807aa98a3030242.0x12835b0145706fbe.0x243185be4ee4b28c.0x550c7dc3d5ffb4e2.0x72be5d74f27b896f.0x80deb1fe3b1696b1.0x9bdc06a725c71235.0xc19bf174cf692694.0xe49b69c19ef14ad2.0xefbe4786384f25e3.0x0fc19dc68b8cd5b5.0x240ca1cc77ac9c65.0x2de92c6f592b0275.0x4a7484aa6ea6e483.0x5cb0a9dcbd41fbd4.0x76f988da831153b5.0x983e5152ee66dfab.0xa831c66d2db43210.0xb00327c898fb213f.0xbf597fc7beef0ee4.0xc6e00bf33da88fc2.0xd5a79147930aa725.0x06ca6351e003826f.0x142929670a0e6e70.0x27b70a8546d22ffc.0x2e1b21385c26c926.0x4d2c6dfc5ac42aed.0x53380d139d95b3df.0x650a73548baf63de.0x766a0abb3c77b2a8.0x81c2c92e47edaee6.0x92722c851482353b.0xa2bfe8a14cf10364.0xa81a664bbc423001.0xc24b8b70d0f89791.0xc76c51a30654be30.0xd192e819d6ef5218.0xd69906245565a910.0xf40e35855771202a.0x106aa07032bbd1b8.0x19a4c116b8d2d0c8.0x1e376c085141ab53.0x2748774cdf8eeb99.0x34b0bcb5e19b48a8.0x391c0cb3c5c95a63.0x4ed8aa4ae3418acb.0x5b9cca4f7763e373.0x682e6ff3d6b2b8a3.0x748f82ee5defb2fc.0x78a5636f43172f60.0x84c87814a1f0ab72.0x8cc702081a6439ec.0x90befffa23631e28.0xa4506cebde82bde9.0xbef9a3f7b2c67915.0xc67178f2e372532b.0xca273eceea26619c.0xd186b8c721c0c207.0xeada7dd6cde0eb1e.0xf57d4f7fee6ed178.0x06f067aa72176fba.0x0a637dc5a2c898a6.0x113f9804bef90dae.0x1b710b35131c471b.0x28db77f523047d84.0x32caab7b40c72493.0x3c9ebe0a15c9bebc.0x431d67c49c100d4c.0x4cc5d4becb3e42b6.0x597f299cfc657e2a.0x5fcb6fab3ad6faec.0x6c44198c4a475817`.split(`.`).map(e=>BigInt(e))),Ot=Dt[0],kt=Dt[1],U=new Uint32Array(80),W=new Uint32Array(80),At=class extends xt{Ah=0;Al=0;Bh=0;Bl=0;Ch=0;Cl=0;Dh=0;Dl=0;Eh=0;El=0;Fh=0;Fl=0;Gh=0;Gl=0;Hh=0;Hl=0;constructor(e,t){super(128,e,16,!1),this.Ah=t[0]|0,this.Al=t[1]|0,this.Bh=t[2]|0,this.Bl=t[3]|0,this.Ch=t[4]|0,this.Cl=t[5]|0,this.Dh=t[6]|0,this.Dl=t[7]|0,this.Eh=t[8]|0,this.El=t[9]|0,this.Fh=t[10]|0,this.Fl=t[11]|0,this.Gh=t[12]|0,this.Gl=t[13]|0,this.Hh=t[14]|0,this.Hl=t[15]|0}get(){let{Ah:e,Al:t,Bh:n,Bl:r,Ch:i,Cl:a,Dh:o,Dl:s,Eh:c,El:l,Fh:u,Fl:d,Gh:f,Gl:p,Hh:m,Hl:h}=this;return[e,t,n,r,i,a,o,s,c,l,u,d,f,p,m,h]}set(e,t,n,r,i,a,o,s,c,l,u,d,f,p,m,h){this.Ah=e|0,this.Al=t|0,this.Bh=n|0,this.Bl=r|0,this.Ch=i|0,this.Cl=a|0,this.Dh=o|0,this.Dl=s|0,this.Eh=c|0,this.El=l|0,this.Fh=u|0,this.Fl=d|0,this.Gh=f|0,this.Gl=p|0,this.Hh=m|0,this.Hl=h|0}_cloneInto(e){return(e||=new this.constructor).set(...this.get()),this._cloneIntoMeta(e)}process(e,t){for(let n=0;n<16;n++,t+=4)U[n]=e.getUint32(t),W[n]=e.getUint32(t+=4);for(let e=16;e<80;e++){let t=U[e-15]|0,n=W[e-15]|0,r=F(t,n,1)^F(t,n,8)^Ge(t,n,7),i=I(t,n,1)^I(t,n,8)^Ke(t,n,7),a=U[e-2]|0,o=W[e-2]|0,s=F(a,o,19)^qe(a,o,61)^Ge(a,o,6),c=Ze(i,I(a,o,19)^Je(a,o,61)^Ke(a,o,6),W[e-7],W[e-16]),l=Qe(c,r,s,U[e-7],U[e-16]);U[e]=l|0,W[e]=c|0}let{Ah:n,Al:r,Bh:i,Bl:a,Ch:o,Cl:s,Dh:c,Dl:l,Eh:u,El:d,Fh:f,Fl:p,Gh:m,Gl:h,Hh:g,Hl:_}=this;for(let e=0;e<80;e++){let t=F(u,d,14)^F(u,d,18)^qe(u,d,41),ee=I(u,d,14)^I(u,d,18)^Je(u,d,41),v=u&f^~u&m,te=d&p^~d&h,ne=$e(_,ee,te,kt[e],W[e]),re=et(ne,g,t,v,Ot[e],U[e]),y=ne|0,ie=F(n,r,28)^qe(n,r,34)^qe(n,r,39),ae=I(n,r,28)^Je(n,r,34)^Je(n,r,39),b=n&i^n&o^i&o,oe=r&a^r&s^a&s;g=m|0,_=h|0,m=f|0,h=p|0,f=u|0,p=d|0,{h:u,l:d}=L(c|0,l|0,re|0,y|0),c=o|0,l=s|0,o=i|0,s=a|0,i=n|0,a=r|0;let se=Ye(y,ae,oe);n=Xe(se,re,ie,b),r=se|0}({h:n,l:r}=L(this.Ah|0,this.Al|0,n|0,r|0)),{h:i,l:a}=L(this.Bh|0,this.Bl|0,i|0,a|0),{h:o,l:s}=L(this.Ch|0,this.Cl|0,o|0,s|0),{h:c,l}=L(this.Dh|0,this.Dl|0,c|0,l|0),{h:u,l:d}=L(this.Eh|0,this.El|0,u|0,d|0),{h:f,l:p}=L(this.Fh|0,this.Fl|0,f|0,p|0),{h:m,l:h}=L(this.Gh|0,this.Gl|0,m|0,h|0),{h:g,l:_}=L(this.Hh|0,this.Hl|0,g|0,_|0),this.set(n,r,i,a,o,s,c,l,u,d,f,p,m,h,g,_)}roundClean(){B(U,W)}destroy(){this.destroyed=!0,B(this.buffer),this.set(0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0)}},jt=class extends At{constructor(){super(64,Ct)}},Mt=gt(()=>new Et,vt(1)),Nt=gt(()=>new jt,vt(3)),Pt=new TextEncoder,Ft=new TextDecoder(`utf-8`,{fatal:!0,ignoreBOM:!0}),It=new Uint8Array(32);function Lt(...e){return Mt(zt(...e))}function Rt(e,...t){return Lt(e,Uint8Array.of(0),...t)}function zt(...e){let t=e.map(e=>typeof e==`string`?G(e):e),n=new Uint8Array(t.reduce((e,t)=>e+t.length,0)),r=0;for(let e of t)n.set(e,r),r+=e.length;return n}function Bt(e,t){return Vt(e,t)===0}function Vt(e,t){let n=Math.min(e.length,t.length);for(let r=0;r<n;r++){let n=e[r]-t[r];if(n!==0)return n}return e.length-t.length}function Ht(e){let t=``;for(let n of e)t+=n.toString(16).padStart(2,`0`);return t}function Ut(e){if(!/^([0-9a-fA-F]{2})*$/.test(e))throw new N(`not hexadecimal`);let t=new Uint8Array(e.length/2);for(let n=0;n<t.length;n++)t[n]=Number.parseInt(e.slice(2*n,2*n+2),16);return t}function G(e){if(!e.isWellFormed())throw new N(`a lone surrogate is no text`);return Pt.encode(e)}function Wt(e){try{return Ft.decode(e)}catch{throw new N(`not UTF-8`)}}function Gt(e,t){let n=new Uint8Array(t),r=BigInt(e);for(let e=t-1;e>=0;e--)n[e]=Number(r&255n),r>>=8n;if(r!==0n)throw new N(`an integer that does not fit in ${t} bytes`);return n}function Kt(e){return e.length===0?0n:BigInt(`0x${Ht(e)}`)}function qt(e){let t=[];return Zt(e,t,64),G(t.join(``))}function Jt(e){let t=Yt(e);if(!Bt(qt(t),e))throw new N(`JSON is not in its canonical form (RFC 8785)`);return t}function Yt(e){let t=Wt(e);try{return JSON.parse(t)}catch{throw new N(`not JSON`)}}function Xt(e){return typeof e==`object`&&!!e&&!Array.isArray(e)}function Zt(e,t,n){if(typeof e==`number`)t.push(Qt(e));else if(typeof e==`string`)t.push($t(e));else if(typeof e!=`object`||!e)t.push(String(e));else if(n===0)throw new N(`nested deeper than 64 levels`);else Array.isArray(e)?(t.push(`[`),e.forEach((e,r)=>{r>0&&t.push(`,`),Zt(e,t,n-1)}),t.push(`]`)):(t.push(`{`),Object.keys(e).sort().forEach((r,i)=>{t.push(i>0?`,`:``,$t(r),`:`),Zt(e[r],t,n-1)}),t.push(`}`))}function Qt(e){if(!Number.isFinite(e))throw new N(`a number is not finite`);if(Number.isInteger(e)&&!Number.isSafeInteger(e)&&Math.abs(e)<1e21)throw new N(`an integer is beyond ±(2^53−1)`);return String(e)}function $t(e){if(!e.isWellFormed())throw new N(`a lone surrogate is no text`);return JSON.stringify(e)}var en=`ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_`,tn=`${en.slice(0,62)}+/`;function nn(e){return on(e,en)}function rn(e,t){if(typeof e!=`string`)throw new N(`not base64url without padding`);let n=cn(e,en,`base64url without padding`);if(t!==void 0&&n.length!==t)throw new N(`${n.length} bytes of base64url where ${t} are due`);return n}function an(e){let t=`padded base64`;if(e.length%4!=0)throw new N(`not ${t}`);return cn(e.replace(/={1,2}$/,``),tn,t)}function on(e,t){let n=``,r=0,i=0;for(let a of e)for(i=(i&63)<<8|a,r+=8;r>=6;r-=6)n+=t[i>>r-6&63];return r>0?n+t[i<<6-r&63]:n}var sn=new Map([en,tn].map(e=>[e,new Map([...e].map((e,t)=>[e,t]))]));function cn(e,t,n){let r=sn.get(t);if(e.length%4==1)throw new N(`not ${n}`);let i=new Uint8Array(Math.floor(e.length*3/4)),a=0,o=0,s=0;for(let t of e){let e=r.get(t);if(e===void 0)throw new N(`not ${n}`);a=(a&255)<<6|e,o+=6,o>=8&&(o-=8,i[s++]=a>>o&255)}if(a&(1<<o)-1)throw new N(`base64 with stray bits in its last character`);return i}function ln(e,t,n,r=[]){if(!Xt(e))throw new N(`${t} is not an object`);for(let r of n)if(!Object.hasOwn(e,r))throw new N(`${t} lacks ${r}`);for(let i of Object.keys(e))if(!n.includes(i)&&!r.includes(i))throw new N(`${t} has another member`);return e}function un(e,t){return Object.hasOwn(e,t)?e[t]:void 0}function dn(e,t,n,r){if(!Array.isArray(e))throw new N(`${t} is not an array`);if(e.length<n||e.length>r)throw new N(`${t} has ${e.length} elements, not ${n} to ${r}`);return e}function fn(e,t,n=1,r=1<<20){if(typeof e!=`string`)throw new N(`${t} is not text`);let i=G(e).length;if(i<n||i>r)throw new N(`${t} has ${i} bytes, not ${n} to ${r}`);return e}function pn(e,t,n=0,r=2**53-1){if(typeof e!=`number`||!Number.isSafeInteger(e)||e<n||e>r)throw new N(`${t} is not an integer from ${n} to ${r}`);return e}function mn(e,t,n){try{return rn(e,n)}catch(e){throw new N(`${t}: ${e.message}`)}}function hn(e,t,n){let r=mn(e,t);if(r.length%32!=0||r.length>32*n)throw new N(`${t} is not a proof of at most ${n} hashes`);return r}function gn(e,t){if(typeof e!=`string`||!/^0x[0-9a-f]{40}$/.test(e))throw new N(`${t} is not an address`);return Ut(e.slice(2))}var _n=null;function vn(e){let t=globalThis.trustedTypes;return _n??=t?.createPolicy(`wayproof`,{createScriptURL:yn})??{createScriptURL:yn},_n.createScriptURL(e.href)}function yn(e){if(new URL(e).origin!==location.origin)throw TypeError(`${e} is no script of this page's origin`);return e}var bn=new URL(`worker-BJII8XiE.js`,import.meta.url).href,xn=(function(){let e=typeof document<`u`&&document.createElement(`link`).relList;return e&&e.supports&&e.supports(`modulepreload`)?`modulepreload`:`preload`})(),Sn=function(e,t){return new URL(e,t).href},Cn={},wn=function(e){return e.pathname.endsWith(`.css`)},Tn=function(e,t,n){if(t in e)return e[t];let r=n();if(!r){e[t]=void 0;return}let i=r.then(()=>{e[t]=void 0},n=>{throw e[t]=void 0,n});return e[t]=i,i},En=function(e,t,n){let r=Promise.resolve();if(t&&t.length>0){let e,i=document.querySelector(`meta[property=csp-nonce]`),a=i?.nonce||i?.getAttribute(`nonce`);function o(e){return Promise.all(e.map(e=>Promise.resolve(e).then(e=>({status:`fulfilled`,value:e}),e=>({status:`rejected`,reason:e}))))}function s(e){return import.meta.resolve?new URL(import.meta.resolve(e)):new URL(e,import.meta.url)}r=o(t.map(t=>{t=Sn(t,n);let r=s(t),i=wn(r);return Tn(Cn,r.href,()=>{if(e===void 0){e={all:new Set,styles:new Set};let t=document.getElementsByTagName(`link`);for(let n=t.length-1;n>=0;n--){let r=t[n];e.all.add(r.href),r.rel===`stylesheet`&&e.styles.add(r.href)}}if((i?e.styles:e.all).has(r.href))return;let t=document.createElement(`link`);if(t.rel=i?`stylesheet`:xn,i||(t.as=`script`),t.crossOrigin=``,t.href=r.href,a&&t.setAttribute(`nonce`,a),document.head.appendChild(t),i)return new Promise((e,n)=>{let i=a=>{t.removeEventListener(`load`,i),t.removeEventListener(`error`,i),a.type===`error`?n(Error(`Unable to preload CSS for ${r}`)):e(a)};t.addEventListener(`load`,i),t.addEventListener(`error`,i)})})}).filter(e=>e!==void 0))}function i(e){let t=new Event(`vite:preloadError`,{cancelable:!0});if(t.payload=e,window.dispatchEvent(t),!t.defaultPrevented)throw e}return r.then(t=>{for(let e of t||[])e.status===`rejected`&&i(e.reason);return e().catch(i)})},Dn=class extends Error{};async function On(e,t){try{return await kn(e,t)}catch(e){if(!(e instanceof Dn))throw e}let{perform:n}=await En(async()=>{let{perform:e}=await import(`./task-BbAoR_mT.js`);return{perform:e}},[],import.meta.url);return n(e,t)}function kn(e,t){let n=An();return new Promise((r,i)=>{n.onerror=e=>{e.preventDefault(),i(new Dn(e.message))},n.onmessage=({data:e})=>{`check`in e?t(e.check):`outcome`in e?r(e.outcome):i(Error(e.error))},n.postMessage(e)}).finally(()=>n.terminate())}function An(){let e=new URL(bn,import.meta.url);if(typeof Worker!=`function`||e.origin!==location.origin)throw new Dn(`none can be had here`);try{return new Worker(vn(e))}catch(e){throw new Dn(String(e))}}var jn=[`wrong-address`,`not-in-archive`,`refused`],K=class extends Error{failure;status;detail;constructor(e,t=0,n=null){super(n??e),this.failure=e,this.status=t,this.detail=n}get passing(){return!jn.includes(this.failure)}inWords({failure:e}){switch(this.failure){case`wrong-address`:return e.wrongAddress;case`not-in-archive`:return e.notInArchive;case`refused`:return e.refused;case`unreachable`:return e.unreachable;case`offline`:return e.offline;case`too-large`:return e.tooLarge;case`server-error`:return e.serverError(this.status);case`broken`:return e.broken}}},Mn=2e4,Nn=1500,Pn=5<<20;async function Fn(e,t,n){let r=await In(e,t,`no-cache`,n);return r.report.missing.includes(`stale`)?(await new Promise(e=>setTimeout(e,Nn)),In(e,t,`reload`,n)):r}async function In(e,t,n,r){let[i,a]=await Promise.all([Ln(t.trust,n,t.archive),Ln(t.passport,n,t.archive)]);return{...await On({item:e,passport:a,trust:i},r),place:t,passportBytes:a,trustBytes:i,at:Date.now()}}async function Ln(e,t,n){let r,i;try{r=await fetch(e,{cache:t,signal:AbortSignal.timeout(Mn),credentials:`omit`}),i=new Uint8Array(await r.arrayBuffer())}catch{throw new K(navigator.onLine?`unreachable`:`offline`)}if(r.ok){if(i.length>Pn)throw new K(`too-large`);return i}throw r.status===404&&n?new K(`not-in-archive`):new K(r.status>=400&&r.status<500&&r.status!==429?`refused`:`server-error`,r.status,Rn(i))}function Rn(e){try{let t=Yt(e),n=Xt(t)?un(t,`detail`)??un(t,`title`):null;return typeof n==`string`?n:null}catch(e){if(e instanceof N)return null;throw e}}var zn=`!"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz`,Bn=`23456789ABCDEFGHJKLMNPQRSTUVWXYZ`,Vn=99;function Hn(e){if(!/^[0-9]+$/.test(e))throw new P(`a check digit is computed from digits`);let t=0;for(let n=e.length-1,r=3;n>=0;n--,r=4-r)t+=r*(e.charCodeAt(n)-48);return String((10-t%10)%10)}function Un(e){if(e.length<2||e.at(-1)!==Hn(e.slice(0,-1)))throw new P(`a wrong check digit`)}function Wn(e){if(e.length<3||e.length>Vn)throw new P(`too short or too long to end with two check characters`);let t=Gn(e.length-2),n=0;[...e.slice(0,-2)].reverse().forEach((e,r)=>{let i=zn.indexOf(e);if(i<0)throw new P(`a character outside GS1 character set 82`);n+=i*t[r]}),n%=1021;let r=`${Bn[n>>5]}${Bn[n&31]}`;if(!e.endsWith(r))throw new P(`wrong check characters`)}function Gn(e){let t=[];for(let n=2;t.length<e;n++)t.every(e=>n%e!==0)&&t.push(n);return t}var Kn={"N18,csum":`00 8017 8018`,"N14,csum":`01 02 03`,"X..20":`10 21 22 243 254 420 4318 7020-7022 710-717 7240 8002 8012`,N6:`11-13 15-17 3100-3105 3110-3115 3120-3125 3130-3135 3140-3145 3150-3155 3160-3165 3200-3205 3210-3215 3220-3225 3230-3235 3240-3245 3250-3255 3260-3265 3270-3275 3280-3285 3290-3295 3300-3305 3310-3315 3320-3325 3330-3335 3340-3345 3350-3355 3360-3365 3370-3375 3400-3405 3410-3415 3420-3425 3430-3435 3440-3445 3450-3455 3460-3465 3470-3475 3480-3485 3490-3495 3500-3505 3510-3515 3520-3525 3530-3535 3540-3545 3550-3555 3560-3565 3570-3575 3600-3605 3610-3615 3620-3625 3630-3635 3640-3645 3650-3655 3660-3665 3670-3675 3680-3685 3690-3695 3950-3955 4326 7006 8005`,N2:`20 7241`,"X..28":`235`,"X..30":`240 241 250 251 400 401 403 4308 4319 7002 7023 8004 90`,"N..6":`242`,"N13,csum [X..17]":`253`,"N13,csum [N..12]":`255`,"N..8":`30 37`,"N..15":`3900-3909 3920-3929`,"N3 N..15":`3910-3919 3930-3939`,N4:`3940-3943 8111`,"N17,csum":`402`,"N13,csum":`410-417`,"N3 X..9":`421`,N3:`422 424 426`,"N3 [N3] [N3] [N3] [N3]":`423 425`,"X..3":`427 7008`,"X..35":`4300 4301 4310 4311 4320`,"X..70":`4302-4306 4312-4316 7257 8110 8112 8200`,X2:`4307 4317`,"N10 N10":`4309`,N1:`4321-4323 7252`,"N6 N4":`4324 4325 7003`,"N6 [X1]":`4330-4333`,N13:`7001`,"N..4":`7004`,"X..12":`7005`,"N6 [N6]":`7007`,"X..10":`7009 7255`,"X..2":`7010`,"N6 [N4]":`7011`,"N3 X..27":`7030-7039`,"N1 X1 X1 X1,importeridx":`7040`,"X..4":`7041`,"X2 X..28":`7230-7239`,"X..25":`7242 8020`,N8:`7250`,"N8 N4":`7251`,"X..40":`7253 7254 7259`,"X..90":`7256 91-99`,X3:`7258`,"N4 N5 N3 N1 N1":`8001`,"N1,zero N13,csum [X..16]":`8003`,"N14,csum N4,pieceoftotal":`8006 8026`,"X..34":`8007`,"N6 N2 [N2] [N2]":`8008`,"X..50":`8009`,"Y..30":`8010`,"N..12,nozeroprefix":`8011`,"X..25,csumalpha":`8013 8014`,"N..10":`8019`,"Z..90":`8030`,N15:`8040 8041`,N32:`8042`,"N18 [N..2]":`8043`},qn=new Map([[`00`,[]],[`01`,[[`22`,`10`,`21`],[`235`]]],[`253`,[]],[`255`,[]],[`401`,[]],[`402`,[]],[`414`,[[`254`],[`7040`]]],[`415`,[[`8020`]]],[`417`,[[`7040`]]],[`8003`,[]],[`8004`,[[`7040`]]],[`8006`,[[`22`,`10`,`21`]]],[`8010`,[[`8011`]]],[`8013`,[]],[`8017`,[[`8019`]]],[`8018`,[[`8019`]]]]),Jn=`00 01 02 03 11 12 13 15 16 17 20 31 32 33 34 35 36 41`.split(` `),Yn=new Set(`03 21 22 235 254 7040 7041 8011 8014 8019 8020 8040 8041 8042 8043 8200`.split(` `)),Xn=new Map(`cpid 8010,cpsn 8011,cpv 22,gcn 255,gdti 253,giai 8004,ginc 401,gln 414,glnx 254,gmn 8013,grai 8003,gsin 402,gsrn 8018,gsrnp 8017,gtin 01,itip 8006,lot 10,party 417,refno 8020,ser 21,srin 8019,sscc 00`.split(`,`).map(e=>e.split(` `))),Zn={N:`[0-9]`,X:`[!"%-?A-Z_a-z]`,Y:`[#\\-/0-9A-Z]`,Z:`[A-Za-z0-9_\\-=]`},Qn={csum:Un,csumalpha:Wn,importeridx:e=>$n(/^[A-Za-z0-9_-]$/.test(e)),nozeroprefix:e=>$n(/^[1-9][0-9]*$/.test(e)),pieceoftotal:e=>{let[t,n]=[e.slice(0,2),e.slice(2)];$n(t!==`00`&&t<=n)},zero:e=>$n(e===`0`)};function $n(e){if(!e)throw new P(`a value that its application identifier does not allow`)}var er;function tr(){if(er===void 0){er=new Map;for(let[e,t]of Object.entries(Kn)){let{length:n,...r}=ir(e);for(let e of ar(t)){let t=Jn.includes(e.slice(0,2))?n:null;er.set(e,{...r,predefinedLength:t})}}}return er}function nr(e,t){let n=tr().get(e);if(n===void 0)throw new P(`there is no GS1 application identifier (${e})`);let r=n.pattern.exec(t);if(r===null)throw new P(`AI (${e}) with a value of another form`);for(let[e,t]of n.rules)t(r[e]??``)}function rr(e,t){return t.length===0||(qn.get(e)??[]).some(e=>{let n=0;return t.every(t=>(n=e.indexOf(t,n)+1,n>0))})}function ir(e){let t=``,n=0,r=0,i=[];return e.split(` `).forEach((e,a)=>{let[,o,s,c,l,u]=/^(\[?)([NXYZ])(\.\.)?([0-9]+)\]?(?:,([a-z]+))?$/.exec(e);r+=Number(l),o&&(t+=`(?:`,n++),t+=`(${Zn[s]}{${c?`1,`:``}${l}})`,u!==void 0&&i.push([a+1,Qn[u]])}),{pattern:RegExp(`^${t}${`)?`.repeat(n)}$`),rules:i,length:r}}function*ar(e){for(let t of e.split(` `)){let[e,n]=t.split(`-`);for(let t=Number(e);t<=Number(n??e);t++)yield String(t).padStart(e.length,`0`)}}function or(e){return e.replace(/[^A-Za-z0-9\-._~';=]/g,cr)}function sr(e){if(/%(?![0-9A-Fa-f]{2})/.test(e))throw new P(`after % there must be two hexadecimal digits`);let t=e.replace(/%([0-9A-Fa-f]{2})/g,(e,t)=>String.fromCharCode(Number.parseInt(t,16)));if(e.includes(`%`)&&/[^\u0000-\u007f]/.test(t))throw new P(`an escape stands for a character that is not ASCII`);return t}function cr(e){return`%${e.charCodeAt(0).toString(16).toUpperCase().padStart(2,`0`)}`}var lr=`https://id.gs1.org`,ur=`22`,dr=`10`,fr=`21`;function pr(e){let t=e.some(([e])=>e===fr);return lr+e.filter(([e])=>e!==ur&&!(e===dr&&t)).map(([e,t])=>`/${e}/${or(t)}`).join(``)}function mr(e){for(let[t,n]of e)nr(t,n)}function hr(e,t){return e===`01`&&[8,12,13].includes(t.length)?t.padStart(14,`0`):t}var gr=/^(?:https?|HTTPS?):\/\/[A-Za-z0-9.:[\]-]+(\/[A-Za-z0-9\-._~:/[\]@!$&'()*+,;=%]*)(?:\?([A-Za-z0-9\-._~:/?[\]@!$&'()*+,;=%]*))?(?:#[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*)?$/,_r=new Map([...[...qn].flatMap(([e,t])=>[e,...t.flat()].map(e=>[e,e])),...Xn]),vr=RegExp(`/(?:${[..._r].filter(([,e])=>qn.has(e)).map(([e])=>e).join(`|`)})/[0-9]{4}`);function yr(e){if(!vr.test(e))return null;let t=gr.exec(e);if(t===null)return null;let n=br(t[1]);return n===null?null:(mr(n),t[2]&&Sr(t[2],n),n)}function br(e,t=!0){let n=e.split(`/`),r=n.length-2;for(;r>0;){let e=_r.get(n[r]);if(e===void 0)return null;if(qn.has(e))break;r-=2}if(r<1||r>1&&!t)return null;let i=[];for(let e=r;e<n.length;e+=2){let t=_r.get(n[e]),r;try{r=hr(t,sr(n[e+1]))}catch{return null}if(!tr().get(t)?.pattern.test(r))return null;i.push([t,r])}let[a,...o]=i;return!/^[0-9]{4}/.test(a[1])||!rr(a[0],o.map(([e])=>e))?null:i}function xr(e){let t=e.split(`?`)[0].split(`#`)[0];return vr.test(t)||/^https?:\/\/id\.gs1\.org\//.test(t)}function Sr(e,t){let n=t[0][0],r=new Map;for(let t of e.split(`&`)){let e=t.indexOf(`=`),i=t.slice(0,Math.max(e,0));if(/^[0-9]+$/.test(i)){if(!tr().has(i)||i===n||(qn.get(n)??[]).flat().includes(i)||Yn.has(i))throw new P(`AI (${i}) is no data attribute of this Digital Link`);if(r.has(i))throw new P(`AI (${i}) occurs twice in the query`);r.set(i,hr(i,sr(t.slice(e+1).replaceAll(`+`,` `))))}}mr([...r])}var Cr=new Set([`adi`,`bic`,`gid`,`imovn`,`usdod`]),wr=new Set([`cpi`,`gdti`,`grai`,`itip`,`sgcn`,`sgtin`,`upui`]),Tr=/^(?:[!'()*+,\-.0-9:;=A-Z_a-z]|%[0-9A-Fa-f]{2})+$/,Er=`0`,Dr=new Map([[`cpi`,{key:`8010`,digits:null,serial:`8011`}],[`gdti`,{key:`253`,digits:12,serial:``}],[`giai`,{key:`8004`,digits:null}],[`ginc`,{key:`401`,digits:null}],[`grai`,{key:`8003`,digits:12,serial:``,leading:`0`}],[`gsin`,{key:`402`,digits:16}],[`gsrn`,{key:`8018`,digits:17}],[`gsrnp`,{key:`8017`,digits:17}],[`itip`,{key:`8006`,digits:13,serial:`21`,indicatorFirst:!0,pieces:!0}],[`pgln`,{key:`417`,digits:12}],[`sgcn`,{key:`255`,digits:12,serial:``}],[`sgln`,{key:`414`,digits:12,serial:`254`}],[`sgtin`,{key:`01`,digits:13,serial:`21`,indicatorFirst:!0}],[`sscc`,{key:`00`,digits:17,indicatorFirst:!0}],[`upui`,{key:`01`,digits:13,serial:`235`,indicatorFirst:!0}]]),Or=new Map([[`lgtin`,{key:`01`,digits:13,serial:`10`,indicatorFirst:!0}]]);function kr(e){let t=/^urn:epc:(id|class|idpat)(?::([^:]*)(?::([^]*))?)?$/.exec(e);if(t===null)return null;let[,n,r=``,i=``]=t;if(n!==`class`&&Cr.has(r))return null;let a=(n===`class`?Or:Dr).get(r);if(a===void 0)throw new P(`there is no such EPC scheme`);let o=jr(i,Ar(a));if(n===`idpat`){if(!wr.has(r)||o.at(-1)!==`*`)throw new P(`a pattern that names no class, which has * for its serial`);o.pop()}let s=Mr(a,o);return mr(s),s}function Ar(e){return 2+(e.pieces?2:0)+(e.serial===void 0?0:1)}function jr(e,t){let n=e.split(`.`);if(n.length<t)throw new P(`an EPC URN with too few fields`);return[...n.slice(0,t-1),n.slice(t-1).join(`.`)]}function Mr(e,t){let[n,r]=t;if(!/^[0-9]{6,12}$/.test(n))throw new P(`an EPC URN begins with a company prefix of 6 to 12 digits`);let i;if(e.digits===null)i=n+Nr(r);else{if(!/^[0-9]*$/.test(r)||n.length+r.length!==e.digits)throw new P(`an EPC URN with another number of digits`);i=e.indicatorFirst?(r[0]??``)+n+r.slice(1):(e.leading??``)+n+r,i+=Hn(i)}e.pieces&&(i+=t.slice(2,4).join(``));let a=e.serial!==void 0&&t.length===Ar(e)?Nr(t.at(-1)):null;return a===null||e.serial===void 0||e.key===`414`&&a===Er?[[e.key,i]]:e.serial===``?[[e.key,i+a]]:[[e.key,i],[e.serial,a]]}function Nr(e){if(!Tr.test(e))throw new P(`no text of an EPC URN`);return sr(e)}var Pr=512,Fr=/^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/([A-Za-z0-9\-._~!$&'()*+,;=:@%[\]]*)(?=[/?#]|$))?([A-Za-z0-9\-._~!$&'()*+,;=:@%/]*)(?:\?[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]*)?(?:#[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]*)?$/,Ir={http:`80`,https:`443`};function Lr(e){let t=Fr.exec(e);if(t===null||G(e).length>Pr)throw new P(`neither a GS1 identifier nor an absolute URI of at most 512 bytes`);let[,n,r,i]=t;if(q(n===n.toLowerCase()),Rr(e),r===void 0?q(!i.startsWith(`//`)&&i!==``):zr(n,r,i),q(!`${i}/`.includes(`/./`)&&!`${i}/`.includes(`/../`)),n===`urn`){let e=i.split(`:`)[0];q(e!==``&&e!==i&&e===e.toLowerCase())}}function Rr(e){q(!/%(?![0-9A-F]{2})/.test(e));for(let[,t]of e.matchAll(/%([0-9A-F]{2})/g))q(!/[A-Za-z0-9\-._~]/.test(String.fromCharCode(Number.parseInt(t,16))));let t;try{t=e.replace(/(?:%[0-9A-F]{2})+/g,e=>Wt(Ut(e.replaceAll(`%`,``))))}catch{throw new P(`percent-encoded bytes must be UTF-8`)}q(t===t.normalize(`NFC`))}function zr(e,t,n){let r=t.slice(t.lastIndexOf(`@`)+1),i=r.endsWith(`]`)?-1:r.lastIndexOf(`:`),a=i<0?r:r.slice(0,i),o=a.replace(/%[0-9A-F]{2}/g,``);q(o===o.toLowerCase());let s=r.slice(i+1);q(i<0||s!==``&&s!==Ir[e]),q(!Object.hasOwn(Ir,e)||a!==``&&n!==``)}function q(e){if(!e)throw new P(`a URI that is not in its normal form`)}var Br=2048,Vr=/^urn:epc:(?:tag|raw|pat):/,Hr={253:13,255:13,8003:14},Ur=[`00`,`401`,`402`,`8004`,`8017`,`8018`],Wr=[`01`,`253`,`255`,`8003`,`8006`,`8010`,`8013`];function Gr(e){let t=ni(e);return t===null?e:pr(t)}function Kr(e){qr(e)}function qr(e){if(e===``||e.length>Br)throw new P(`an identifier has 1 to 2048 characters`);let t=ni(e);if(t===null){if(xr(e)||Vr.test(e))throw new P(`a broken GS1 identifier`);return Lr(e),{uri:e,kind:`other`,primaryAi:null,primaryValue:null,gtin:null,lot:null,serial:null,prefixDigits:null,classUri:null}}if(e!==pr(t))throw new P(`an identifier that is not canonical`);return $r(e,t)}function Jr(e){let t=br(e.replace(/\/$/,``),!1);if(t===null)throw new P(`not the path of a GS1 Digital Link`);return mr(t),pr(t)}function Yr(e,t){let n=[[`01`,e],[`10`,t]];return mr(n),pr(n)}function Xr(e){return Rt(`wayproof item v1`,e)}function Zr(e){return Rt(`wayproof notice v1`,e)}function Qr(e){return Rt(`wayproof party v1`,e)}function $r(e,t){let[n,r]=t[0],i=new Map(t.slice(1)),a=n===`01`||n===`8006`?r.slice(0,14):null,o=i.get(`21`)||i.get(`235`)||i.get(`8011`)||r.slice(Hr[n]??r.length)||null,s=a===null?null:`${lr}/01/${a}`;return{uri:e,kind:ei(n,i,o),primaryAi:n,primaryValue:r,gtin:a,lot:i.get(`10`)??null,serial:o,prefixDigits:ti(n,r),classUri:s===e?null:s}}function ei(e,t,n){return n!==null||Ur.includes(e)?`instance`:t.has(`10`)?`lot`:Wr.includes(e)?`class`:e===`414`?`place`:e===`417`?`party`:`other`}function ti(e,t){let n=+!![`00`,`01`,`8003`,`8006`].includes(e);return/^[0-9]{1,12}/.exec(t.slice(n))?.[0]??null}function ni(e){return e.startsWith(`urn:`)?kr(e):yr(e)}function ri(e){let t=e.searchParams.get(`item`);if(t!==null)return t;try{return Jr(e.pathname.replace(/^\/p(?=\/)/,``))}catch(e){throw e instanceof N?new K(`wrong-address`):e}}function ii(e){try{let t=Gr(e.trim());return Kr(t),t}catch(e){throw e instanceof N?new K(`wrong-address`):e}}function ai(e,t,n=null){let r=e.replace(/\/+$/,``);return{passport:`${r}/api/v1/passports?item=${encodeURIComponent(t)}`,trust:n??`${r}/api/v1/trust`,archive:!1}}function oi(e,t){let n=Ht(Xr(t));return{passport:`${e}passports/${n.slice(0,2)}/${n}.json`,trust:`${e}trust.json`,archive:!0}}function si(){return document.querySelector(`meta[name="wayproof-archive"]`)?.content??null}var ci=/^([+-])([0-9]{2}):([0-9]{2})$/,li=/^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T.*)?$/,ui=class{tag;numbers;rules;constructor(e){this.tag=e,this.numbers=new Intl.NumberFormat(e),this.rules=new Intl.PluralRules(e)}number(e){return this.numbers.format(e)}plural(e,t){return(t[this.rules.select(e)]??t.other).replaceAll(`#`,this.number(e))}list(e){return new Intl.ListFormat(this.tag,{type:`conjunction`}).format(e)}dateTime(e,t){return this.format(e,{dateStyle:`medium`,timeStyle:`short`,hourCycle:`h23`},t)}day(e,t){return this.format(e,{dateStyle:`medium`},t)}date(e){let[,t,n,r]=(li.exec(e)??[]).map(Number);if(t===void 0)return e;let i=Date.UTC(t,n-1,r);return new Date(i).getUTCDate()===r?this.format(i,{dateStyle:`long`},`+00:00`):e}ago(e){let t=new Intl.RelativeTimeFormat(this.tag,{numeric:`auto`}),n=Math.max(0,Math.floor(e/6e4));return n<60?t.format(-n,`minute`):n<2880?t.format(-Math.floor(n/60),`hour`):t.format(-Math.floor(n/1440),`day`)}region(e){return/^[A-Z]{2}$/.test(e)?new Intl.DisplayNames([this.tag],{type:`region`,fallback:`code`}).of(e)??e:e}format(e,t,n){let r=n===void 0?null:ci.exec(n);if(r===null)return new Intl.DateTimeFormat(this.tag,t).format(e);let i=Number(`${r[1]}1`)*(Number(r[2])*60+Number(r[3]))*6e4;return new Intl.DateTimeFormat(this.tag,{...t,timeZone:`UTC`}).format(e+i)}},di={en:{name:`English`,load:()=>En(()=>import(`./en-1tkDRZfi.js`),[],import.meta.url)},"zh-Hans":{name:`简体中文`,load:()=>En(()=>import(`./zhHans-Bnt3EaV-.js`),[],import.meta.url)}},fi=`en`,pi=`wayproof-language`;function mi(e){let t=e.flatMap(e=>{let t=hi(e);return t===null?[]:[{language:t,locale:e}]}),[n]=t;return n===void 0?{language:fi,locale:fi}:t.filter(({language:e})=>e===n.language).find(({locale:e})=>new Intl.Locale(e).region!==void 0)??n}function hi(e){let t;try{t=new Intl.Locale(e)}catch{return null}let n=t.maximize();return[`${n.language}-${n.script}`,n.language].find(e=>Object.hasOwn(di,e))??Object.keys(di).find(e=>e.split(`-`)[0]===n.language)??null}function gi(e){return[e.searchParams.get(`lang`),_i(),...navigator.languages].filter(e=>e!==null)}function _i(){try{return localStorage.getItem(pi)}catch{return null}}function vi(e){try{localStorage.setItem(pi,e)}catch{}}async function yi({language:e,locale:t}){let{words:n}=await di[e].load();return n(new ui(t))}var bi=/^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(?:(Z)|([+-])(0[0-9]|1[0-3]):([0-5][0-9])|([+-])14:00)$/,xi=Ti(1,1,1),Si=Ti(1e4,1,1)-1;function Ci(e){let t=bi.exec(e);if(t===null)throw new N(`not a date and time with an offset from UTC`);let[n,r,i,a,o,s]=t.slice(1,7).map(Number),[c=``,l,u,d,f,p]=t.slice(7),m=new Date(Ti(n,r,i));if(n<1||m.getUTCMonth()!==r-1||m.getUTCDate()!==i)throw new N(`a day that no calendar has`);if(a>23||o>59||s>59)throw new N(`an hour that does not exist`);let h=m.getTime()+((a*60+o)*60+s)*1e3;if(h+=Number(c.slice(0,3).padEnd(3,`0`))+Number((c[3]??`0`)>=`5`),h>Si)throw new N(`a year beyond 9999`);if(l===void 0){let e=p===void 0?(Number(d)*60+Number(f))*6e4:504e5;h+=(u??p)===`+`?-e:e}if(h<xi||h>Si)throw new N(`a year before 1 or beyond 9999`);return h}function wi(e){return new Date(Ci(e)).toISOString()}function Ti(e,t,n){return new Date(0).setUTCFullYear(e,t-1,n)}function J(e){return e.toWellFormed().replace(/(?!\n)[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu,`�`)}function Ei(e){return Di(e.members,`core`)??{}}function Y(e,t){let n=e===null?void 0:un(e,t);return typeof n==`string`&&n!==``?J(n):null}function Di(e,t){let n=un(e,t);return Xt(n)?n:null}function Oi(e){let t=Ei(e);try{return{at:Ci(Y(t,`eventTime`)??``),offset:Y(t,`eventTimeZoneOffset`)??`+00:00`}}catch{return null}}function ki(e){let t=Di(e.members,`where`);return t===null?null:Y(Di(t,`readPoint`)??Di(t,`bizLocation`),`id`)}function Ai(e){return e.checks[7]?.result===`PASSED`&&e.checks[10]?.result!==`NOT_CHECKED`}function ji(e){let t=Ai(e)?e.statements.filter(e=>(e.applies||e.undone)&&e.struck===null):[...e.statements],n=e.newer.filter(e=>e.struck===null);return[...t,...n].filter(e=>e.notice!==`description`&&e.notice!==`serialised`).map(e=>({each:e,at:Oi(e)?.at??0})).sort((e,t)=>e.at-t.at||e.each.index-t.each.index).map(({each:e})=>e)}function Mi(e){return[...e.statements,...e.newer].filter(e=>e.struck!==null)}function Ni(e){if(!Ai(e))return[];let t=new Set(e.findings.filter(({rule:e})=>e===`unauthorised-notice`).flatMap(({statements:e})=>e)),n=t=>Number(t.about.includes(e.item));return e.statements.filter(e=>e.notice===`description`&&e.applies&&e.struck===null&&!e.undone&&!t.has(e.index)).sort((e,t)=>n(e)-n(t)||e.index-t.index)}function Pi(e){return Object.assign({},...Ni(e).map(e=>e.members))}function Fi(e){return new Map(Ni(e).flatMap(e=>{let t=Y(e.members,`maker`);return t===null?[]:[[e.issuer,t]]}))}function Ii(e){let t=e.findings.filter(({rule:e})=>e===`recalled`).flatMap(({statements:e})=>e);return[...e.statements,...e.newer].filter(e=>t.includes(e.index))}function Li(e,{product:t}){try{let n=qr(e),r=[{label:t.serial,value:n.primaryAi===`01`?n.serial:null},{label:t.lot,value:n.lot},{label:t.gtin,value:n.gtin},{label:t.sscc,value:n.primaryAi===`00`?n.primaryValue:null}].flatMap(({label:e,value:t})=>t===null?[]:[{label:e,value:J(t)}]);return r.length>0?r:[{label:t.number,value:J(n.primaryValue??e)}]}catch{return[{label:t.number,value:J(e)}]}}var X=class extends M{static properties={checked:{attribute:!1},words:{attribute:!1}}};function Z(e,t){customElements.get(e)===void 0&&customElements.define(e,t)}var Q=o`
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
`,Ri=o`
  summary {
    cursor: pointer;
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

  .fold > summary h2 {
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
`;Z(`wayproof-checking`,class extends M{static properties={item:{attribute:!1},checks:{attribute:!1},words:{attribute:!1}};static styles=[Q,o`
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
    `];render(){let{words:e,checks:t}=this,n=Math.max(0,...t.keys()),r=n===0?e.checking.fetching:e.checks.steps[n-1].name;return E`
      <section class="card" part="checking">
        <h1>${e.checking.title}</h1>
        <p class="number soft">${Li(this.item,e).map(({label:e,value:t})=>`${e} ${t}`).join(` · `)}</p>
        <div class="steps" aria-hidden="true">
          ${e.checks.steps.map((e,n)=>E`<span class="step" data-result=${t.get(n+1)?.result??k}></span>`)}
        </div>
        <p class="small">${r}</p>
      </section>
    `}});var zi=class extends X{static styles=[Q,Ri,o`
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

      [data-result="FAILED"] .result {
        color: var(--wp-bad);
      }
    `];render(){let{checked:e,words:t}=this,{checks:n}=e.report,r=n.filter(({result:e})=>e===`PASSED`).length;return E`
      <details class="card fold" part="checks">
        <summary><h2>${t.checks.title}</h2><span class="small">${t.checks.passed(r)}</span></summary>
        <ol>
          ${n.map((e,n)=>this.check(e,t.checks.steps[n]))}
        </ol>
      </details>
    `}check(e,t){let{checks:n}=this.words,r=e.step===5&&e.result===`PASSED`&&this.checked.report.operatorOnly,i=e.reason===`not reached`?``:e.reason;return E`
      <li data-result=${r?`NONE`:e.result}>
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${r?Bi.NOT_CHECKED:Bi[e.result]}</svg>
        <h3>${t.name}</h3>
        <p class="result">${r?n.noneRequired:n.results[e.result]}</p>
        <p class="small">${t.means}</p>
        ${i===``?k:E`<details class="raw"><summary>${n.detail}</summary><p class="small" lang="en">${J(i)}</p></details>`}
      </li>
    `}},Bi={PASSED:D`<path d="M5 12.500l4.500 4.500L19 7.500" />`,FAILED:D`<path d="M6.500 6.500l11 11M17.500 6.500l-11 11" />`,NOT_CHECKED:D`<path d="M6 12h12" />`};Z(`wayproof-checks`,zi);var Vi={VERIFIED:`good`,PENDING:`wait`,INCOMPLETE:`unsure`,NO_RECORD:`none`,REFUSED:`bad`};function Hi(e){return e.neverMade?`bad`:e.verdict!==`VERIFIED`&&e.verdict!==`PENDING`?Vi[e.verdict]:e.status===`recalled`||e.status===`ended`?`none`:e.status===`attention`?`unsure`:Vi[e.verdict]}var Ui={VERIFIED:D`<path class="shape" d=${`M32 2l6.9 4.5 8.2-.4 3.7 7.4 7.3 3.7-.3 8.2L62 32l-4.2 6.6.3 8.2-7.3 3.7-3.7 7.4-8.2-.4L32 62l-6.9-4.5-8.2.4-3.7-7.4-7.3-3.7.3-8.2L2 32l4.2-6.6-.3-8.2 7.3-3.7 3.7-7.4 8.2.4z`} stroke-linejoin="round" /><path class="sign" d="M20 33l8.5 8.5L45 24" />`,PENDING:D`<circle class="shape" cx="32" cy="32" r="29" /><circle class="sign thin" cx="32" cy="32" r="20" /><path class="sign" d="M32 20v12l8 6" />`,INCOMPLETE:D`<path class="shape" d="M28 5.5a4.6 4.6 0 0 1 8 0l25 46a4.6 4.6 0 0 1-4 6.8H7a4.6 4.6 0 0 1-4-6.8z" /><path class="sign" d="M32 23v16M32 48v.1" />`,NO_RECORD:D`<circle class="shape hollow" cx="32" cy="32" r="27.5" /><path class="sign ink" d="M24 26a8 8 0 1 1 11.5 7.2c-2.4 1.2-3.5 2.5-3.5 5.3M32 46.500v.1" />`,REFUSED:D`<path class="shape" d="M20.500 3h23L61 20.500v23L43.500 61h-23L3 43.500v-23z" stroke-linejoin="round" /><path class="sign" d="M22 22l20 20M42 22L22 42" />`};function Wi(e){return Ui[e]}var Gi=o`
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
`;Z(`wayproof-failure`,class extends M{static properties={error:{attribute:!1},words:{attribute:!1}};static styles=[Q,Gi,o`
      [lang] {
        font-style: italic;
      }
    `];render(){let{error:e,words:t}=this,{passing:n}=e;return E`
      <section class="verdict" part="verdict" data-tone=${n?`unsure`:`none`} aria-labelledby="headline">
        <svg class="seal" part="seal" viewBox="0 0 64 64" aria-hidden="true">${Wi(n?`INCOMPLETE`:`NO_RECORD`)}</svg>
        <div class="said">
          <h1 id="headline" class="headline" part="headline">${n?t.verdict.INCOMPLETE:t.failure.wrongNumber}</h1>
        </div>
        <p>${e.inWords(t)}</p>
        ${e.detail===null?k:E`<p class="small" lang="en">${J(e.detail)}</p>`}
        ${n?E`
              <p>${t.failure.nothingKnown}</p>
              <button type="button" @click=${this.again}>${t.failure.again}</button>
            `:k}
      </section>
    `}again(){this.dispatchEvent(new CustomEvent(`wayproof-again`))}});function Ki(e,t){let{meaning:n}=t;switch(e.verdict){case`VERIFIED`:return e.entriesShown===null?n.verified:n.newest(...e.entriesShown);case`PENDING`:return n.pending;case`NO_RECORD`:return e.neverMade?n.neverMade(qi(e,t)):n.noRecord;case`INCOMPLETE`:return[...new Set(e.missing.map(e=>Ji(e,t)))].join(` `);case`REFUSED`:return n.refused}}function qi({statements:e},{locale:t}){let n=e.flatMap(({notice:e,struck:t,time:n,undone:r})=>e===`serialised`&&t===null&&!r&&n!==null?[n]:[]);return n.length===0?null:t.dateTime(Math.min(...n)*1e3)}function Ji(e,{missing:t}){return Object.hasOwn(t,e)?t[e]:t.withheld}function Yi(e,t){if(e.verdict===`REFUSED`)return``;let n=e.asOf===null?[]:[t.asOf(t.locale.dateTime(e.asOf*1e3))];return e.verdict===`INCOMPLETE`&&(e.operatorOnly||e.missing.includes(`auditors`))?n.join(``):[...n,e.operatorOnly?t.byOperator:t.byAuditors].join(`, `)}function Xi({rule:e,message:t},{findings:n}){return Object.hasOwn(n.rules,e)?n.rules[e]:J(t)}function Zi(e,{journey:t}){let{notice:n,type:r}=e;if(n!==null&&n!==`certificate`)return t.notices[n];let i=Y(Ei(e),`bizStep`);return i===null?n===null?t.types[r]:t.notices[n]:Object.hasOwn(t.steps,i)?t.steps[i]:Qi(i)}function Qi(e){let t=(e.split(/[/#:]/).at(-1)??e).replace(/^(BizStep|Disp)-/,``).replaceAll(`_`,` `);return t.charAt(0).toUpperCase()+t.slice(1)}function $i(e){let t=/^https:\/\/id\.gs1\.org\/(?:414|417)\/([0-9]{13})(?:\/254\/(.+))?$/.exec(e);return J(t===null?/^did:web:([^:]+)/.exec(e)?.[1]??e:`GLN ${t[1]}${t[2]===void 0?``:`, ${t[2]}`}`)}function ea(e){return/^[+-]00:00$/.test(e)?`UTC`:`UTC${e}`}Z(`wayproof-findings`,class extends X{static styles=[Q,o`
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
    `];render(){let{checked:e,words:t}=this,n=e.report.findings.filter(({rule:e,severity:t})=>e!==`recalled`&&t!==`info`);return n.length===0?k:E`
      <section class="card" part="findings" aria-labelledby="title">
        <h2 id="title">${t.findings.title}</h2>
        <ul>
          ${n.map(e=>E`
              <li data-severity=${e.severity}>
                <span class="severity">${t.findings.severities[e.severity]}</span>
                <span>${Xi(e,t)}</span>
              </li>
            `)}
        </ul>
      </section>
    `}});function ta(e,t){let{locale:n,journey:r,statement:i}=t,a=e.time===null?r.notFinal:n.dateTime(e.time*1e3),o=[[i.issuer,J(e.issuer)],[i.recorded,a],[i.logIndex,String(e.index)],[i.id,e.id],...e.struck===null?[]:[[i.doesNotCount,J(e.struck)]]];return E`
    <details class="raw">
      <summary>${i.title}</summary>
      <dl class="rows">${o.map(([e,t])=>$(e,t))}</dl>
      <pre tabindex="0" role="region" aria-label=${i.text}>${J(JSON.stringify(e.members,null,2))}</pre>
    </details>
  `}function $(e,t){return E`<dt>${e}</dt><dd>${t}</dd>`}Z(`wayproof-journey`,class extends X{static styles=[Q,Ri,o`
      .stop {
        position: relative;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.05em;
        padding: 0 0 1.25em 1.75em;
      }

      .stop::before {
        content: "";
        position: absolute;
        inset: 0.3em auto auto 0;
        width: 0.85em;
        height: 0.85em;
        background: var(--wp-accent);
        border-radius: 50%;
      }

      .stop::after {
        content: "";
        position: absolute;
        inset: 1.5em auto 0 0.36em;
        width: 2px;
        background: var(--wp-line);
      }

      .stop:last-child {
        padding-block-end: 0;
      }

      .stop:last-child::after {
        display: none;
      }

      .stop[data-checked="false"]::before {
        background: none;
        border: 2px solid var(--wp-soft);
      }

      .stop[data-kind="recall"]::before {
        background: var(--wp-bad);
      }

      .stop[data-undone="true"] h3 {
        text-decoration: line-through;
      }

      .stop p {
        font-size: 0.9375em;
        color: var(--wp-soft);
      }

      .when {
        font-variant-numeric: tabular-nums;
      }

      .stop .marks {
        color: var(--wp-unsure);
      }
    `];render(){let{checked:e,words:t}=this,{report:n}=e,r=ji(n);if(r.length===0)return k;let i=Ai(n),a=new Set(r.map(({issuer:e})=>e)).size;return E`
      <section class="card" part="journey" aria-labelledby="title">
        <div>
          <h2 id="title">${i?t.journey.title:t.journey.unchecked}</h2>
          <p class="small">${i?t.journey.summary(r.length,a):t.journey.whoseUnknown}</p>
        </div>
        <slot></slot>
        <ol>${r.map(e=>this.stop(e,i))}</ol>
      </section>
    `}stop(e,t){let{words:n}=this,{journey:r,locale:i}=n,a=Oi(e),o=ki(e),s=[...t&&e.time===null?[r.notFinal]:[],...e.undone?[r.takenBack]:[],...e.disputed?[r.disputed]:[]],c=Fi(this.checked.report).get(e.issuer)??$i(e.issuer);return E`
      <li class="stop" data-kind=${e.notice??`event`} data-checked=${t} data-undone=${e.undone}>
        <h3>${Zi(e,n)}</h3>
        ${a===null?k:E`<p class="when">${i.dateTime(a.at,a.offset)} <span class="small">${ea(a.offset)}</span></p>`}
        <p>${r.by(c)}${e.hosted?`, ${r.hosted}`:k}</p>
        ${o===null?k:E`<p>${r.at($i(o))}</p>`}
        ${s.length===0?k:E`<p class="marks">${s.join(` · `)}</p>`}
        ${ta(e,n)}
      </li>
    `}}),Z(`wayproof-limits`,class extends X{static styles=[Q,o`
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
    `];render(){let{limits:e}=this.words;return E`
      <section class="card soft" part="limits" aria-labelledby="title">
        <h2 id="title">${e.title}</h2>
        <ul>
          <li>${e.object}</li>
          <li>${e.truth}</li>
          <li>${e.withheld}</li>
        </ul>
      </section>
    `}}),Z(`wayproof-look`,class extends X{static styles=[Q,o`
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
    `];render(){let{look:e}=this.words;return E`
      <section class="card" part="look" aria-labelledby="title">
        <h2 id="title">${e.title}</h2>
        <ul>
          ${this.points().map(e=>E`<li><span>${e}</span></li>`)}
        </ul>
        <p class="small">${e.why}</p>
      </section>
    `}points(){let{checked:e,words:t}=this,{look:n,product:r,locale:i}=t,a=Li(e.report.item,t),o=Pi(e.report),s=e=>a.find(({label:t})=>t===e)?.value??null,c=s(r.serial)??s(r.sscc)??s(r.number),l=s(r.lot)??Y(o,`lot`),u=Y(o,`bestBefore`);return[...c===null?[]:[n.number(c)],...l===null?[]:[n.lot(l)],...u===null?[]:[n.bestBefore(i.date(u))],n.seal,n.label]}});var na=[];function ra(e,t,n){return na.filter(n=>n.position===e&&n.applies(t)).map(e=>e.element(t,n))}function ia(e){for(let t of na)t.applies(e)&&t.load().catch(e=>console.warn(String(e)))}Z(`wayproof-product`,class extends X{static styles=[Q,o`
      .product {
        display: grid;
        gap: 0.6em;
      }

      .name {
        display: grid;
        gap: 0.2em;
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
    `];render(){let{checked:e,words:t}=this,{report:n}=e,r=Pi(n),i=Y(r,`name`),a=Y(r,`description`),o=Y(r,`brand`);return E`
      <section class="product" part="product" aria-labelledby="name">
        ${n.verdict===`NO_RECORD`&&i!==null?E`<p class="soft">${t.product.belongsTo}</p>`:k}
        <div class="name">
          ${o===null?k:E`<p class="brand" part="brand">${o}</p>`}
          <h1 id="name" part="name">${i??t.product.unnamed}</h1>
        </div>
        ${a===null?k:E`<p>${a}</p>`}
        <dl class="facts">
          ${this.facts().map(({label:e,value:t})=>E`<div><dt>${e}</dt><dd>${t}</dd></div>`)}
        </dl>
      </section>
    `}facts(){let{checked:e,words:t}=this,{locale:n,product:r}=t,i=Pi(e.report),a=Li(e.report.item,t),o=[[r.bestBefore,Y(i,`bestBefore`)],[r.lot,a.some(({label:e})=>e===r.lot)?null:Y(i,`lot`)],[r.netContent,Y(i,`netContent`)],[r.origin,Y(i,`origin`)],[r.maker,Y(i,`maker`)]],s=(e,t)=>e===r.bestBefore?n.date(t):e===r.origin?n.region(t):t;return[...o.flatMap(([e,t])=>t===null?[]:[{label:e,value:s(e,t)}]),...a]}}),Z(`wayproof-recall`,class extends X{static styles=[Q,o`
      .recall {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        align-items: center;
        gap: 0.5em 0.9em;
        padding: 1.125em;
        color: var(--wp-on-recall);
        background: var(--wp-recall);
        border: 2px solid var(--wp-recall);
        border-radius: calc(var(--wp-radius) * 1.25);
        print-color-adjust: exact;
      }

      .icon {
        width: 3em;
        height: 3em;
      }

      h2 {
        font-size: 1.5em;
        font-weight: 750;
        line-height: 1.15;
      }

      p {
        grid-column: 1 / -1;
        font-size: 1.0625em;
      }
    `];render(){let{checked:e,words:t}=this,n=Ii(e.report);if(n.length===0)return k;let r=Fi(e.report),i=[...new Set(n.map(({issuer:e})=>r.get(e)??$i(e)))],a=n.flatMap(({time:e})=>e===null?[]:[e]),o=a.length===0?null:t.locale.day(Math.min(...a)*1e3);return E`
      <section class="recall" part="recall" role="alert">
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 3.500L2 20.500h20z" />
          <path d="M12 10v4.500M12 17.300v.01" />
        </svg>
        <h2>${t.recall.title}</h2>
        <p>${t.recall.text(t.locale.list(i),o)}</p>
      </section>
    `}});var aa=o`
  --wp-paper: var(--wayproof-paper, #f7f5f0);
  --wp-card: var(--wayproof-card, #ffffff);
  --wp-ink: var(--wayproof-ink, #1b1f23);
  --wp-soft: var(--wayproof-soft, #565e66);
  --wp-line: var(--wayproof-line, #e1ddd2);
  --wp-accent: var(--wayproof-accent, #17634a);
  --wp-good: #17634a;
  --wp-good-wash: #e3f1ea;
  --wp-wait: #1f5a8c;
  --wp-wait-wash: #e4eef8;
  --wp-unsure: #855600;
  --wp-unsure-wash: #fbf0d8;
  --wp-none: #4a535d;
  --wp-none-wash: #ebedf0;
  --wp-bad: #a3231a;
  --wp-bad-wash: #fce8e5;
  --wp-on-tone: #ffffff;
  --wp-recall: #a3231a;
  --wp-on-recall: #ffffff;
  color-scheme: light;
`,oa=o`
  --wp-paper: var(--wayproof-paper, #131618);
  --wp-card: var(--wayproof-card, #1c2023);
  --wp-ink: var(--wayproof-ink, #eeece6);
  --wp-soft: var(--wayproof-soft, #a9b0b6);
  --wp-line: var(--wayproof-line, #343a40);
  --wp-accent: var(--wayproof-accent, #74cba8);
  --wp-good: #74cba8;
  --wp-good-wash: #16302a;
  --wp-wait: #8cc0ee;
  --wp-wait-wash: #16293a;
  --wp-unsure: #e9b955;
  --wp-unsure-wash: #32280e;
  --wp-none: #b7bfc7;
  --wp-none-wash: #262b30;
  --wp-bad: #f59a8f;
  --wp-bad-wash: #3b1a17;
  --wp-on-tone: #131618;
  --wp-recall: #b3281e;
  --wp-on-recall: #ffffff;
  color-scheme: dark;
`,sa=o`
  :host {
    all: initial;
    display: block;
    ${aa}
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
      ${oa}
    }
  }

  :host([theme="dark"]) {
    ${oa}
  }

  @media print {
    :host,
    :host(:not([theme="light"])),
    :host([theme="dark"]) {
      ${aa}
    }
  }
`;Z(`wayproof-technical`,class extends X{static styles=[Q,Ri,o`
      .files {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5em 1.25em;
        margin-block-start: 0.75em;
        font-size: 0.9375em;
      }
    `];render(){let{checked:e,words:t}=this,{report:n,place:r}=e,{technical:i}=t,a=Mi(n);return E`
      <details class="card fold" part="technical">
        <summary><h2>${i.title}</h2></summary>
        <dl class="rows">${this.rows()}</dl>
        ${n.findings.filter(({severity:e})=>e===`info`).map(e=>E`<p class="small">${Xi(e,t)} (${i.statements(e.statements.join(`, `))})</p>`)}
        ${a.length===0?k:E`<h3>${i.struck}</h3>`}
        ${a.map(e=>E`<div><p>${Zi(e,t)}</p>${ta(e,t)}</div>`)}
        <p class="files">
          <a href=${r.passport} download="passport.json">${i.keepPassport}</a>
          <a href=${r.trust} download="trust.json">${i.keepTrust}</a>
        </p>
      </details>
    `}rows(){let{report:e,trust:t,pin:n,took:r,passportBytes:i}=this.checked,{technical:a,locale:o}=this.words;return[$(a.item,J(e.item)),$(a.verdict,`${e.verdict}, ${a.exitCode(e.exit)}`),$(a.status,e.status),...e.missing.length===0?[]:[$(a.missing,J(e.missing.join(`; `)))],...e.seq===null?[]:[$(a.newestAnchor,a.anchor(e.seq,e.size??0))],...e.asOf===null?[]:[$(a.anchored,o.dateTime(e.asOf*1e3))],...t===null?[]:[$(a.log,J(t.origin)),$(a.chain,a.contract(t.chainId,`0x${t.contract}`)),$(a.readAt,J(t.rpcUrls.join(`, `)))],...n===null?[]:[$(a.pinned,`${n.number}, 0x${n.hash}`)],$(a.took,a.time(Math.round(r),i.length))]}}),Z(`wayproof-verdict`,class extends X{static styles=[Q,Gi,o`
      .status {
        font-weight: 650;
      }
    `];render(){let{checked:e,words:t}=this,{report:n}=e,r=t.statuses[n.status];return E`
      <section class="verdict" part="verdict" data-tone=${Hi(n)} aria-labelledby="headline">
        <svg class="seal" part="seal" viewBox="0 0 64 64" aria-hidden="true">${Wi(n.verdict)}</svg>
        <div class="said">
          <h2 id="headline" class="headline" part="headline">${t.verdict[n.verdict]}</h2>
          <p class="basis">${Yi(n,t)}</p>
        </div>
        <p class="meaning">${Ki(n,t)}</p>
        ${r===void 0?k:E`<p class="status">${r}</p>`}
      </section>
    `}}),Z(`wayproof-passport`,class extends M{static properties={item:{type:String},ledger:{type:String},trust:{type:String},lang:{type:String},checked:{attribute:!1},error:{attribute:!1},checks:{attribute:!1},words:{attribute:!1}};static styles=[sa,o`
      .whole {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1em;
      }
    `];asked=0;constructor(){super(),this.item=``,this.ledger=``,this.trust=null,this.lang=``,this.checked=null,this.error=null,this.checks=new Map,this.words=null}willUpdate(e){e.has(`lang`)&&this.speak(),(e.has(`item`)||e.has(`ledger`)||e.has(`trust`))&&this.item!==``&&this.verify()}updated(e){let t=this.checked!==null||this.error!==null,n=e.has(`checked`)||e.has(`error`)||e.has(`words`);t&&n&&this.words!==null&&this.dispatchEvent(new CustomEvent(`wayproof-verdict`,{detail:this.ending(this.words),bubbles:!0,composed:!0}))}render(){let{words:e}=this;return e===null||this.item===``?k:E`<div class="whole" lang=${e.lang} aria-live="polite">${this.content(e)}</div>`}content(e){let{checked:t,error:n,item:r,checks:i}=this;if(n!==null)return E`<wayproof-failure .error=${n} .words=${e} @wayproof-again=${this.verify}></wayproof-failure>`;if(t===null)return E`<wayproof-checking .item=${r} .checks=${i} .words=${e}></wayproof-checking>`;let a=E`<wayproof-product .checked=${t} .words=${e} exportparts="product, brand, name"></wayproof-product>`,o=E`<wayproof-verdict .checked=${t} .words=${e} exportparts="verdict, seal, headline"></wayproof-verdict>`;return E`
      <wayproof-recall .checked=${t} .words=${e} exportparts="recall"></wayproof-recall>
      ${t.report.verdict!==`NO_RECORD`&&t.report.verdict!==`REFUSED`?[a,o]:[o,a]}
      <wayproof-findings .checked=${t} .words=${e} exportparts="findings"></wayproof-findings>
      <wayproof-look .checked=${t} .words=${e} exportparts="look"></wayproof-look>
      <wayproof-journey .checked=${t} .words=${e} exportparts="journey">
        ${ra(`journey`,t,e)}
      </wayproof-journey>
      ${ra(`below`,t,e)}
      <wayproof-checks .checked=${t} .words=${e} exportparts="checks"></wayproof-checks>
      <wayproof-limits .checked=${t} .words=${e} exportparts="limits"></wayproof-limits>
      <wayproof-technical .checked=${t} .words=${e} exportparts="technical"></wayproof-technical>
    `}async speak(){let e=this.lang===``?gi(new URL(location.href)):[this.lang,...navigator.languages],{lang:t}=this,n=await yi(mi(e));t===this.lang&&(this.words=n)}async verify(){let e=++this.asked;this.checked=null,this.error=null,this.checks=new Map;try{let t=ii(this.item),n=await Fn(t,this.place(t),t=>{e===this.asked&&(this.checks=new Map(this.checks).set(t.step,t))});if(e!==this.asked)return;this.checked=n,await this.updateComplete,ia(n)}catch(t){t instanceof K||console.error(t),e===this.asked&&(this.error=t instanceof K?t:new K(`broken`))}}place(e){let t=this.ledger===``&&this.trust===null?si():null;return t===null?ai(this.ledger,e,this.trust):oi(t,e)}ending(e){let{checked:t,error:n}=this;if(t!==null){let{verdict:n}=t.report;return{verdict:n,headline:e.verdict[n],checked:t}}let r=n?.passing??!0;return{verdict:r?`INCOMPLETE`:`INVALID`,headline:r?e.verdict.INCOMPLETE:e.failure.wrongNumber,checked:t}}});export{dt as $,nn as A,Ut as B,pn as C,fn as D,hn as E,Gt as F,G,Lt as H,Vt as I,z as J,Mt as K,zt as L,Xt as M,Yt as N,rn as O,It as P,st as Q,Bt as R,mn as S,ln as T,Ht as U,Wt as V,Rt as W,rt as X,ot as Y,R as Z,Zr as _,Ci as a,N as at,gn as b,yi as c,Fe as ct,ri as d,E as dt,B as et,Gr as f,o as ft,Yr as g,Xr as h,wi as i,_t as it,Jt as j,an as k,vi as l,M as lt,qr as m,Q as n,pt as nt,di as o,Ie as ot,Kr as p,Nt as q,Z as r,tt as rt,mi as s,Le as st,sa as t,mt as tt,gi as u,k as ut,Qr as v,un as w,dn as x,K as y,Kt as z};