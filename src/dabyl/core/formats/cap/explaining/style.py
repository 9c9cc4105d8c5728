"""The style of an explanation's page: small screens first, dark when asked for, plain in print."""

from typing import Final

STYLE: Final = """
:root{color-scheme:light dark;--ink:#1a1c1f;--quiet:#565c64;--page:#fff;--edge:#d4d8dd;
--alarm:#a3121b;--alarm-page:#fdecec;--caution:#7a4b00;--caution-page:#fff5df;
--good:#14602f;--good-page:#e6f5ea;--link:#0b57b7;--ground:#a3121b}
@media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--quiet:#a9b0b8;--page:#15171a;
--edge:#3a3f46;--alarm:#ffa39e;--alarm-page:#3a1416;--caution:#ffd27a;--caution-page:#33260a;
--good:#8fdba6;--good-page:#11301b;--link:#8ab8ff;--ground:#ff8a84}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);line-height:1.5;
font:1.0625rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
main{max-width:46rem;margin:0 auto;padding:1rem}
article+article{border-top:.25rem solid var(--edge);margin-top:2rem;padding-top:1rem}
h1,h2{font-size:1.5rem;line-height:1.25;margin:1rem 0 .5rem}
h3{font-size:1rem;color:var(--quiet);margin:1rem 0 .25rem}
p{margin:0 0 .35rem;white-space:pre-line}
a{color:var(--link)}
.banner p{padding:.6rem .75rem;margin:0 0 .5rem;border:1px solid var(--edge);border-radius:.3rem}
.alarm{color:var(--alarm);font-weight:700}
.caution{color:var(--caution);font-weight:600}
.good{color:var(--good);font-weight:600}
.quiet{color:var(--quiet);font-size:.9375rem}
.banner .alarm{background:var(--alarm-page);border-color:currentColor}
.banner .caution{background:var(--caution-page);border-color:currentColor}
.about{border-top:1px solid var(--edge);margin-top:1.5rem}
svg{display:block;max-width:100%;height:auto;border:1px solid var(--edge);margin:.5rem 0}
.ring{fill:var(--ground);fill-opacity:.18;stroke:var(--ground);stroke-width:2;
stroke-linejoin:round}
.spot{fill:var(--ground)}
path.net{fill:none;stroke:var(--edge)}
text.net{fill:var(--quiet);font:18px system-ui,sans-serif}
@media (min-width:40rem){.about section,.block section{display:grid;
grid-template-columns:10rem 1fr;column-gap:1rem}
h3{margin:.5rem 0}.about section>div,.block section>div{padding:.5rem 0;min-width:0}}
@media print{:root{--ink:#000;--quiet:#333;--page:#fff;--edge:#888;--alarm:#000;--caution:#000;
--good:#000;--alarm-page:#fff;--caution-page:#fff;--good-page:#fff;--link:#000;--ground:#000}
main{max-width:none;padding:0}section{break-inside:avoid}
article+article{break-before:page}}
"""
