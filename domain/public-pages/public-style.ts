/** The one style sheet of the public pages: the colours of client/styles/base/tokens.css, by day and by night. */
export const publicStyle = `:root{color-scheme:light dark;--paper:#f7f4ec;--sheet:#fffefa;--line:#ddd6c6;--edge:#857e6e;--ink:#1f2a30;--ink-2:#4c585e;--sea:#0f4c5c;--on-sea:#fff;--wash:#e2eceb;--cloud:#e08e1b;--on-cloud:#1f2a30;--ring:#6a4108;--focus:#0f4c5c;--band:#0f4c5c;--depth:#3f7381;--land:#f7f4ec}
@media(prefers-color-scheme:dark){:root{--paper:#11191d;--sheet:#1a252a;--line:#33434a;--edge:#77888f;--ink:#f2eee4;--ink-2:#b4bfc2;--sea:#8ccbd9;--on-sea:#0a2028;--wash:#1d3840;--cloud:#f0a63a;--on-cloud:#1a1204;--focus:#f2eee4;--band:#0d3641;--depth:#33606e;--land:#dcd8cc}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:24px}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif;overflow-wrap:break-word}
h1,h2,h3,p,ul,ol,dl,dd,blockquote,figure{margin:0}
ul,ol{padding:0;list-style:none}
h1,h2,h3,b,dt{font-weight:700}
h1{font-size:clamp(2.125rem,1.2rem + 3.6vw,3.75rem);line-height:1.12;letter-spacing:-.015em;text-wrap:balance}
h2{font-size:1.75rem;line-height:1.2;text-wrap:balance}
h3{font-size:1.25rem;line-height:1.3}
a{color:var(--sea);text-underline-offset:.2em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
:focus-visible{outline:3px solid var(--focus);outline-offset:3px;border-radius:4px;box-shadow:0 0 0 3px var(--cloud)}
.skip{position:absolute;left:-999px}
.skip:focus{left:16px;top:8px;padding:12px 16px;background:var(--sheet);z-index:2}
.top,.foot{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:0 24px;padding:8px max(16px,min(72px,5vw))}
.top b{padding:12px 0}
.top ul,.foot ul{display:flex;flex-wrap:wrap;gap:0 24px}
.top li a,.foot li a{display:inline-block;padding:12px 0}
.hero{position:relative;background:var(--band);color:#fff;overflow:hidden}
.hero div{position:relative;z-index:1;padding:72px max(16px,min(72px,5vw)) 84px;max-width:780px}
.when{display:flex;align-items:center;gap:16px;line-height:1.3;margin-bottom:16px;font-variant-numeric:tabular-nums}
.when b{font-size:4rem;line-height:1;letter-spacing:-.02em}
.hero .lead{font-size:1.25rem;max-width:25em;margin-top:20px}
.hero a,.hero button{color:#fff}
.art{position:absolute;top:0;right:0;width:46%;height:100%;overflow:visible}
.art .i{fill:var(--land)}
.art .l,.disc .l{fill:none;stroke:var(--depth)}
.art .w{fill:none;stroke:var(--band)}
.button,.hero .button{display:inline-block;padding:14px 24px;border:0;border-radius:10px;background:var(--sea);color:var(--on-sea);font:inherit;font-weight:500;text-decoration:none;cursor:pointer;min-height:52px;text-align:center}
.hero .button{background:var(--cloud);color:var(--on-cloud);margin-top:32px}
.hero :focus-visible{outline-color:#fff}
main>section,main>.page{max-width:calc(1000px + 32px);margin:0 auto;padding:64px 16px 0}
main>section+section{margin-top:64px;position:relative}
main>.line:before{content:'';position:absolute;top:0;left:16px;right:16px;border-top:1px solid var(--line)}
main{padding-bottom:72px}
.list{margin-top:20px}
.list>li{display:grid;grid-template-columns:120px 1fr;gap:4px 32px;padding:22px 0 24px;border-top:1px solid var(--line)}
.list>li:last-child{border-bottom:1px solid var(--line)}
.hour{font-variant-numeric:tabular-nums;color:var(--ink-2)}
.hour b{display:block;font-size:1.625rem;line-height:1.15;color:var(--ink)}
.list p{max-width:40em}
.day{margin-top:28px}
.chips{display:flex;flex-wrap:wrap;gap:8px;margin-top:12px;font-size:.8125rem;line-height:1.3;font-weight:500}
.chips li{position:relative;padding:4px 9px;border-radius:6px;border:1px solid var(--edge);background:var(--sheet)}
.chips .dark{background:var(--ink);border-color:var(--ink);color:var(--paper);font-weight:700}
.small,.hint{font-size:.9375rem;color:var(--ink-2)}
.list+.small{margin-top:20px}
.award{display:grid;grid-template-columns:minmax(0,380px) 1fr;gap:32px 60px;align-items:center}
.disc{width:100%;aspect-ratio:1;border-radius:50%;background:var(--cloud);--depth:var(--ring)}
.disc .w{fill:none;stroke:var(--cloud)}
.disc .i{fill:var(--land)}
.award h2,.name{font-size:clamp(2rem,1.4rem + 2.2vw,3.125rem);line-height:1.1;letter-spacing:-.015em;font-weight:700}
blockquote{font:1.625rem/1.42 ui-serif,'New York','Noto Serif',Georgia,'Times New Roman',serif;margin:22px 0 14px;text-wrap:pretty}
.two{display:grid;grid-template-columns:2fr 3fr;gap:28px 68px}
.two>div>*+*,.text>*+*{margin-top:14px}
.text{max-width:42em}
.three{display:grid;grid-template-columns:repeat(3,1fr);gap:28px 48px;margin-top:20px}
.note{padding:16px 18px;border-radius:14px;background:var(--wash)}
.note b{display:block;margin-bottom:4px}
.note p+p{margin-top:8px}
section>h2+.text{margin-top:16px}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
form>*+*{margin-top:22px}
label{display:block;font-weight:500}
input,textarea{display:block;width:100%;margin-top:8px;padding:13px 14px;border:1px solid var(--edge);border-radius:10px;background:var(--sheet);color:var(--ink);font:inherit;min-height:52px}
textarea{min-height:96px;resize:vertical}
form .button{width:100%}
.page{padding-top:56px}
.page>*+*{margin-top:20px}
.page>*+h2,.page>*+.two,.page>*+.award{margin-top:52px}
.page>h1+.two,.page>h1+.award{margin-top:28px}
.page h1{max-width:16em;font-size:clamp(2rem,1.4rem + 2.2vw,3rem)}
.past li{padding:20px 0;border-top:1px solid var(--line);display:grid;grid-template-columns:120px 1fr;gap:0 32px}
.year{font-size:1.25rem;font-weight:700;font-variant-numeric:tabular-nums}
.ticket{display:grid;grid-template-columns:auto 1fr;gap:28px;align-items:center;max-width:620px;padding:24px;border-radius:14px;background:var(--sheet);border:1px solid var(--line)}
.ticket svg{display:block;width:200px;height:200px;border-radius:6px;background:#fff}
.code{font:700 1.625rem/1.4 ui-monospace,'SF Mono','Cascadia Mono',Menlo,'Noto Sans Mono','DejaVu Sans Mono',monospace;white-space:nowrap}
.foot{border-top:1px solid var(--line);padding-top:20px;padding-bottom:28px;font-size:.9375rem;color:var(--ink-2)}
@media(max-width:720px){.hero div{padding-top:40px;padding-bottom:24px}.hero .button{display:block}.art{position:static;display:block;width:100%;height:240px}.list>li,.past li{grid-template-columns:72px 1fr;gap:4px 20px}.hour b{font-size:1.25rem}.award,.two,.three,.ticket{grid-template-columns:1fr}.disc{max-width:260px}.code{font-size:1.3125rem}.top ul{gap:0 20px}main>section,.page{padding-top:44px}main>section+section{margin-top:44px}}
@media print{.art,.top ul,.foot,form,.skip{display:none}.hero{background:none;color:#000}.hero a{color:#000}}
@media(forced-colors:active){.button{border:1px solid}}
`;
