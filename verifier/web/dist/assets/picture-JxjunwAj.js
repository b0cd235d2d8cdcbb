import{a as e,i as t,lt as n,ot as r,st as i}from"./tokens-BwTpO1wg.js";import{n as a,t as o}from"./passport-Dd_ZL0g3.js";import{h as s,i as c}from"./statements-ClbbYu2r.js";var l=class extends t{static properties={...t.properties,address:{attribute:!1}};static styles=n`
    img {
      display: block;
      width: 100%;
      height: 100%;
      object-fit: contain;
      border-radius: var(--wp-radius);
    }
  `;constructor(){super(),this.address=null}willUpdate(e){e.has(`checked`)&&e.get(`checked`)?.report!==this.checked.report&&this.show()}disconnectedCallback(){super.disconnectedCallback(),this.release()}render(){if(this.address===null)return r;let e=s(c(this.checked.report),`name`)??this.words.product.unnamed;return i`<img part="picture" src=${this.address} alt=${e} @error=${this.hide} />`}async show(){let{checked:e}=this,t=await a(e);e.report===this.checked.report&&(this.release(),t===null?this.hide():(this.hidden=!1,this.address=URL.createObjectURL(new Blob([t],{type:o(t)}))))}hide(){this.hidden=!0}release(){this.address!==null&&URL.revokeObjectURL(this.address),this.address=null}};e(`wayproof-picture`,l);