// The named character references that kramdown knows (HTML 4 and a few more). Others stay as they are typed.

/** `name:code point in base 36`. */
const TABLE =
  "Alpha:pd Beta:pe Gamma:pf Delta:pg Epsilon:ph Zeta:pi Eta:pj Theta:pk Iota:pl Kappa:pm Lambda:pn " +
  "Mu:po Nu:pp Xi:pq Omicron:pr Pi:ps Rho:pt Sigma:pv Tau:pw Upsilon:px Phi:py Chi:pz Psi:q0 Omega:q1 " +
  "alpha:q9 beta:qa gamma:qb delta:qc epsilon:qd zeta:qe eta:qf theta:qg iota:qh kappa:qi lambda:qj " +
  "mu:qk nu:ql xi:qm omicron:qn pi:qo rho:qp sigma:qr tau:qs upsilon:qt phi:qu chi:qv psi:qw omega:qx " +
  "sigmaf:qq thetasym:r5 upsih:r6 piv:ra zwnj:6bw zwj:6bx lrm:6by rlm:6bz hellip:6cm prime:6cy " +
  "Prime:6cz oline:6da frasl:6dg weierp:6jc image:6j5 real:6jg alefsym:6k5 bull:6ci trade:6jm larr:6mo " +
  "rarr:6mq uarr:6mp darr:6mr harr:6ms crarr:6np uArr:6oh dArr:6oj lArr:6og rArr:6oi hArr:6ok " +
  "forall:6ps part:6pu exist:6pv empty:6px nabla:6pz isin:6q0 ni:6q3 notin:6q1 sum:6q9 prod:6q7 " +
  "minus:6qa lowast:6qf radic:6qi prop:6ql infin:6qm ang:6qo and:6qv or:6qw cap:6qx cup:6qy int:6qz " +
  "there4:6r8 sim:6rg asymp:6rs cong:6rp ne:6sg equiv:6sh le:6sk ge:6sl sub:6te sup:6tf sube:6ti " +
  "supe:6tj nsub:6tg oplus:6tx otimes:6tz perp:6ud sdot:6v9 vellip:6we rceil:6x4 lceil:6x5 lfloor:6x6 " +
  "rfloor:6x7 rang:6y1 lang:6y2 loz:7gq spades:7kw clubs:7kz hearts:7l1 diams:7l2 amp:12 quot:y apos:13 " +
  "copy:4p lt:1o gt:1q OElig:9e oelig:9f Scaron:9s scaron:9t Yuml:ag circ:jq tilde:kc ndash:6c3 " +
  "mdash:6c4 lsquo:6c8 rsquo:6c9 ldquo:6cc rdquo:6cd dagger:6cg Dagger:6ch permil:6cw euro:6gc " +
  "lsaquo:6d5 rsaquo:6d6 nbsp:4g iexcl:4h pound:4j curren:4k yen:4l brvbar:4m sect:4n uml:4o laquo:4r " +
  "raquo:57 reg:4u ordf:4q not:4s shy:4t macr:4v deg:4w plusmn:4x acute:50 micro:51 para:52 middot:53 " +
  "cedil:54 ordm:56 cent:4i sup1:55 sup2:4y sup3:4z frac12:59 frac14:58 frac34:5a iquest:5b Agrave:5c " +
  "Aacute:5d Acirc:5e Atilde:5f Auml:5g Aring:5h AElig:5i Ccedil:5j Egrave:5k Eacute:5l Ecirc:5m " +
  "Euml:5n Igrave:5o Iacute:5p Icirc:5q Iuml:5r ETH:5s Ntilde:5t Ograve:5u Oacute:5v Ocirc:5w Otilde:5x " +
  "Ouml:5y times:5z Oslash:60 Ugrave:61 Uacute:62 Ucirc:63 Uuml:64 Yacute:65 THORN:66 szlig:67 " +
  "agrave:68 aacute:69 acirc:6a atilde:6b auml:6c aring:6d aelig:6e ccedil:6f egrave:6g eacute:6h " +
  "ecirc:6i euml:6j igrave:6k iacute:6l icirc:6m iuml:6n eth:6o ntilde:6p ograve:6q oacute:6r ocirc:6s " +
  "otilde:6t ouml:6u divide:6v oslash:6w ugrave:6x uacute:6y ucirc:6z uuml:70 yacute:71 thorn:72 " +
  "yuml:73 sbquo:6ca fnof:b6 bdquo:6ce 8364:3k 8218:3m 402:3n 8222:3o 8230:3p 8224:3q 8225:3r 710:3s " +
  "8240:3t 352:3u 8249:3v 338:3w 381:3y 8216:41 8217:42 8220:43 8221:44 8226:45 8211:46 8212:47 732:48 " +
  "8482:49 353:4a 8250:4b 339:4c 382:4e 376:4f ensp:6bm emsp:6bn thinsp:6bt";

export const ENTITIES: ReadonlyMap<string, string> = new Map(
  TABLE.split(" ").map((row) => {
    const [name = "", code = ""] = row.split(":");
    return [name, String.fromCodePoint(Number.parseInt(code, 36))];
  }),
);
