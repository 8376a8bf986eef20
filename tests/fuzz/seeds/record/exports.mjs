// lode-ignore-next-line cycle -- known
import d, * as ns from 'm'; import {x, y as z, 'a b' as w} from "n";
export const a = 1, b = [2, 3], {c, e: [f], ...g} = h, i = (j) => k
export let l = function () { var m, n }, o = class { static p = 1 }
export async function* q(r, s) { return x.a(z?.b, new w.c) } export class A extends ns.B {}
export default class {} export {x as t, z, d as default2, ns, a as 'u v'}; export * from 'o'; export * as v from 'p'
const {aa, bb: cc = 1} = ns; if ('dd' in ns && ns.dd) ns.dd(); for (var ee of x) { var ff = ee, gg }
