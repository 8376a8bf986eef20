import {a} from 'x'; import a from 'y'; let b; { var b; function c() {} } export {a, b, c, c as 'd', b as d, e};
export {'f'} from 'z'; export {'g'}; export {if, let}; export default 1; export default 2; export {'\ud800'} from 'w'
@dec export class h {} @dec class i {} label: function j() {} do ; while (0) function k() {} export {k}
