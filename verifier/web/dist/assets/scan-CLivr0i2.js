import{n as e}from"./speech-CSu2w0an.js";import{a as t,et as n,it as r,n as i,nt as a,tt as o}from"./tokens-d4IWYqsR.js";import{a as s,c,i as l,n as u,r as d,s as f,t as p}from"./phoneSpeech-RqWveq1G.js";var m=class extends n{static properties={words:{attribute:!1},phone:{attribute:!1},said:{state:!0}};static styles=[i,u,r`
      .said {
        font-weight: 600;
      }
    `];constructor(){super(),this.said=null}firstUpdated(){this.scanner.start()}render(){let{scan:e}=this.phone;return a`
      <section class="card">
        <h1>${e.title}</h1>
        ${d()===null?a`<p class="soft">${e.lead}</p>`:o}
        <p class="said" role="alert" data-tone=${this.said?.tone??`good`}>${this.said?.text??``}</p>
        <wayproof-scanner .words=${e} @wayproof-scan=${this.scanned}></wayproof-scanner>
      </section>
    `}get scanner(){return this.renderRoot.querySelector(`wayproof-scanner`)}scanned({detail:e}){let t=c(e),n=l(t,this.phone.scan);n!==null||t.kind!==`item`?this.said={tone:`bad`,text:n??this.phone.scan.other}:(this.said={tone:`good`,text:this.phone.scan.found(s(t.item,this.words))},this.scanner.stop(),location.assign(f(t.item)))}};t(`wayproof-scan-page`,m);var h=document.createElement(`wayproof-scan-page`);p(h,({scan:e})=>({title:e.title,footer:e.footer})),e();