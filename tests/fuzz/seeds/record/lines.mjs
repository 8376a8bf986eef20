export let a = 1
foo(), b
export var c = {}
!d, e
export const f = g
++h, i
export let j
[k] = l, m
var n = a
in o, p
const q = `${r, s}`, t = /,u/, v = <w/>
export {q, t,
 n}
export default async
function z() {}
